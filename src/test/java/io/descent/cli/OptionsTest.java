package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.descent.api.Descent;
import io.descent.api.Model;
import io.descent.api.TrainConfig;
import io.descent.api.TrainOption;
import io.descent.optim.UpdateRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options: their help, values and defaults, and whose word counts. */
class OptionsTest {
  @TempDir Path dir;

  @BeforeEach
  void data() throws IOException {
    Files.writeString(dir.resolve("data.csv"), "größe,art,target\n1,ä,0\n2,ß,1\n3,ä,1\n4,ß,1\n");
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  /** Trains by a file and words, and gives the configuration that the model records. */
  private Map<String, String> effective(String file, String... words) throws IOException {
    Files.writeString(dir.resolve("x.properties"), file);
    List<String> args =
        new ArrayList<>(List.of("train", "--config", at("x.properties"), "--engine", "local"));
    args.addAll(List.of("--model", at("model"), "--overwrite"));
    args.addAll(List.of(words));
    ToolRun run = ToolRun.of(args);
    assertThat(run.code()).as(run.err()).isZero();
    return Model.load(at("model")).provenance().configuration();
  }

  private static final String FILE =
      """
      loss=logistic
      data=${conf}/data.csv
      label=target
      steps=2
      """;

  @ParameterizedTest
  @EnumSource(TrainOption.class)
  void helpHasEveryOptionWithItsDefault(TrainOption option) {
    String help = ToolRun.ok("train", "--help").out().replaceAll("\\s+", " ");
    String values = option.range().label();
    boolean many = values.length() > 70;
    String label = many ? "NAME" : values;
    assertThat(help)
        .contains(
            " --"
                + option.option()
                + (option.range().isFlag() ? "[=" + label + "] " : "=" + label + " ")
                + option.help()
                + (option.defaultValue() == null ? "" : " Default: " + option.defaultValue() + ".")
                + (many ? " One of " + values.replace("|", ", ") + "." : ""));
  }

  @Test
  void helpAnywhere() {
    String help = ToolRun.ok("train", "--help").out();
    assertThat(ToolRun.ok("train", "--quiet", "--help", "--loss", "hinge").out()).isEqualTo(help);
    assertThat(ToolRun.ok("train", "--rate", "wrong", "--help").out()).isEqualTo(help);
    assertThat(ToolRun.ok().out())
        .isEqualTo(ToolRun.ok("--help").out())
        .contains("train", "evaluate", "inspect");
    assertThat(ToolRun.ok("evaluate", "--help").out()).contains("--model", "--output");
    assertThat(ToolRun.ok("inspect", "--help").out()).contains("MODEL");
    assertThat(ToolRun.ok("--version").out()).startsWith("descent ");
  }

  @Test
  void anUntouchedBuilderHasTheDefaults() {
    TrainConfig config = Descent.builder().loss("squared").build().config();
    for (TrainOption option : TrainOption.values()) {
      assertThat(config.text(option))
          .as(option.option())
          .isEqualTo(
              option == TrainOption.LOSS
                  ? "squared"
                  : option.defaultValue() == null
                      ? UpdateRules.defaultOf("momentum", option.option())
                      : option.defaultValue());
      if (option.defaultValue() != null) {
        assertThat(option.range().allows(option.defaultValue())).as(option.option()).isTrue();
      }
    }
    // The defaults that depend on other options, as the help states them.
    assertThat(config.stepsFor(25_600)).isEqualTo(10 * 25_600 / 256);
    assertThat(TrainOption.BATCH_SIZE.help()).contains("default 256");
    assertThat(TrainOption.EPOCHS.help()).contains("default 10");
  }

  private static final List<String> NO_COUNT =
      List.of("0", "-1", "1.5", "1e3", "x", "", " 1", "+1", "\u0663", "99999999999999999999");
  private static final List<String> NO_NUMBER =
      List.of("x", "", "nan", "inf", "1,5", "0x1p3", "1d");
  private static final List<String> NO_CHOICE = List.of("", "TRUE", "bogus", "true,false", " true");

  /** Values at the border: allowed, and not allowed. */
  private record Border(TrainOption option, List<String> right, List<String> wrong) {}

  private static Border border(
      TrainOption option, List<String> right, List<String> some, String... wrong) {
    return new Border(
        option, right, Stream.concat(some.stream(), Stream.of(wrong)).distinct().toList());
  }

  static Stream<Border> borders() {
    List<String> bool = List.of("true", "false");
    List<String> count = List.of("1", "7");
    List<String> nothing = List.of("", " ");
    return Stream.of(
        border(TrainOption.DATA, List.of("a"), nothing),
        border(TrainOption.TEST, List.of("a"), nothing),
        border(
            TrainOption.FORMAT,
            List.of("auto", "libsvm", "csv", "parquet", "orc", "json"),
            NO_CHOICE,
            "CSV",
            "avro"),
        border(TrainOption.HEADER, bool, NO_CHOICE),
        border(TrainOption.FEATURES, List.of("1", "2147483639"), NO_COUNT, "2147483640"),
        border(TrainOption.LABEL, List.of("a b", "-x"), nothing),
        border(TrainOption.WEIGHT, List.of("a"), nothing),
        border(TrainOption.POSITIVE, List.of("a > 1"), nothing),
        border(TrainOption.MULTICLASS, List.of("ovr"), NO_CHOICE, "OVR", "ovo"),
        border(TrainOption.MULTILABEL, bool, NO_CHOICE),
        border(TrainOption.NUMERIC, List.of("a,b"), nothing),
        border(TrainOption.CATEGORICAL, List.of("a,b"), nothing),
        border(TrainOption.HASH_BITS, List.of("1", "30"), NO_COUNT, "31"),
        border(TrainOption.MISSING, List.of("mean", "zero", "fail"), NO_CHOICE, "median"),
        border(
            TrainOption.LOSS,
            List.of(
                "squared",
                "logistic",
                "hinge",
                "squared-hinge",
                "modified-huber",
                "perceptron",
                "huber",
                "epsilon-insensitive",
                "squared-epsilon-insensitive",
                "quantile",
                "expectile",
                "poisson",
                "gamma",
                "multinomial"),
            NO_CHOICE,
            "Logistic"),
        border(TrainOption.HUBER_DELTA, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1", "1e999"),
        border(TrainOption.EPSILON, List.of("0", "1e9"), NO_NUMBER, "-1e-9", "1e999"),
        border(TrainOption.QUANTILE, List.of("1e-9", "0.999"), NO_NUMBER, "0", "1", "1.5", "-0.5"),
        border(TrainOption.EXPECTILE, List.of("1e-9", "0.999"), NO_NUMBER, "0", "1", "1.5", "-0.5"),
        border(
            TrainOption.OPTIMIZER,
            List.of(
                "sgd", "momentum", "ema-momentum", "nesterov", "adagrad", "adamw", "ftrl", "svrg"),
            NO_CHOICE,
            "adm"),
        border(TrainOption.MOMENTUM, List.of("0", "0.999"), NO_NUMBER, "1", "-0.1"),
        border(TrainOption.DAMPENING, List.of("0", "0.999"), NO_NUMBER, "1", "-0.1"),
        border(TrainOption.BETA1, List.of("0", "0.999"), NO_NUMBER, "1", "-0.1"),
        border(TrainOption.BETA2, List.of("0", "0.999"), NO_NUMBER, "1", "-0.1"),
        border(TrainOption.DECAY, List.of("0", "0.999"), NO_NUMBER, "1", "-0.1"),
        border(TrainOption.ADAPTIVE_EPSILON, List.of("1e-300", "1"), NO_NUMBER, "0", "1e999"),
        border(TrainOption.CENTERED, bool, NO_CHOICE),
        border(TrainOption.FTRL_BETA, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1"),
        border(TrainOption.WEIGHT_DECAY, List.of("0", "1e9"), NO_NUMBER, "-1e-9", "1e999"),
        border(TrainOption.CLIP_NORM, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1"),
        border(TrainOption.CLIP_VALUE, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1"),
        border(
            TrainOption.LOOKAHEAD,
            List.of("1:1", "5:0.5"),
            List.of("", "5", "0:0.5", "5:0", "5:2", "x:0.5")),
        border(
            TrainOption.AVERAGE,
            List.of("none", "polyak", "polyak:1", "bottou:0", "ema:7"),
            List.of("", "mean", "polyak:0", "ema:0.5", "none:1", "bottou:-1")),
        border(TrainOption.RATE, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1", "1e999"),
        border(
            TrainOption.SCHEDULE,
            List.of("constant", "inverse-sqrt", "warmup 5%, cosine all", "step 0.1 every 3epochs"),
            NO_CHOICE,
            "linear",
            "cosine",
            "cosine 10 end -1",
            "warmup 10"),
        border(TrainOption.L1, List.of("0", "1e9"), NO_NUMBER, "-1e-9", "1e999"),
        border(TrainOption.L2, List.of("0", "1e9"), NO_NUMBER, "-1e-9", "1e999"),
        border(TrainOption.GROUP_LASSO, List.of("0", "1e9"), NO_NUMBER, "-1e-9", "1e999"),
        border(TrainOption.GROUPS, List.of("a b.csv"), nothing),
        border(TrainOption.PENALTY_FACTORS, List.of("a"), nothing),
        border(TrainOption.LOWER, List.of("-1e300", "0", "2"), NO_NUMBER, "-1e999"),
        border(TrainOption.UPPER, List.of("-1e300", "0", "2"), NO_NUMBER, "1e999"),
        border(TrainOption.MAX_NORM, List.of("1e-300", "2"), NO_NUMBER, "0", "-1", "1e999"),
        border(
            TrainOption.SAMPLING,
            List.of(
                "full",
                "single",
                "bernoulli",
                "fixed",
                "epoch",
                "with-replacement",
                "stratified",
                "importance"),
            NO_CHOICE),
        border(TrainOption.BATCH_SIZE, List.of("1", "9223372036854775807"), NO_COUNT),
        border(TrainOption.BATCH_FRACTION, List.of("1e-9", "1"), NO_NUMBER, "0", "1.1"),
        border(
            TrainOption.BATCH_SCHEDULE,
            List.of("times 1.01 every 1 max 1", "add 1 every 7 max 1073741824"),
            nothing,
            "add 1 every 7 max 1073741825",
            "times 1 every 7 max 9"),
        border(TrainOption.SHUFFLE, List.of("auto", "true", "false"), NO_CHOICE, "yes"),
        border(TrainOption.LOCAL_STEPS, List.of("1", "1000000000", "auto"), NO_COUNT, "1000000001"),
        border(TrainOption.OUTER_OPTIMIZER, List.of("sgd", "adam"), NO_CHOICE, "adm"),
        border(TrainOption.OUTER_RATE, List.of("1e-300", "1e300"), NO_NUMBER, "0", "-1", "1e999"),
        border(
            TrainOption.CLASS_WEIGHT,
            List.of("balanced", "a:1e-9", "'a,b':2,-1:1e300"),
            nothing,
            "1:0",
            "1:1e999",
            "1"),
        border(TrainOption.STEPS, List.of("1", "9223372036854775807"), NO_COUNT),
        border(TrainOption.EPOCHS, List.of("0.01", "100"), NO_NUMBER, "0", "-1", "1e999"),
        border(TrainOption.TOLERANCE, List.of("0", "0.999"), NO_NUMBER, "1", "-1"),
        border(TrainOption.WINDOW, List.of("1", "1000000"), NO_COUNT, "1000001"),
        border(
            TrainOption.STOP,
            List.of("time 3s", "objective 1e-6 over 3; value 0.1"),
            List.of("", "soon", "time 3", "value x")),
        border(TrainOption.VALIDATION, List.of("a"), nothing),
        border(TrainOption.VALIDATION_FRACTION, List.of("1e-9", "0.999"), NO_NUMBER, "0", "1"),
        border(TrainOption.PATIENCE, count, NO_COUNT),
        border(TrainOption.STORAGE, List.of("float", "double"), NO_CHOICE, "half"),
        border(TrainOption.STANDARDIZE, List.of("auto", "true", "false"), NO_CHOICE),
        border(TrainOption.INTERCEPT, bool, NO_CHOICE),
        border(TrainOption.SHARDS, count, NO_COUNT),
        border(TrainOption.PARTITIONS, count, NO_COUNT),
        border(TrainOption.THREADS, List.of("1", "4096"), NO_COUNT, "4097"),
        border(
            TrainOption.SEED,
            List.of("-9223372036854775808", "0", "9223372036854775807"),
            List.of("x", "", "1.5", "+1", "\u0663", "9223372036854775808")),
        border(TrainOption.ENGINE, List.of("spark", "local"), NO_CHOICE, "Spark"),
        border(TrainOption.MODEL, List.of("a"), nothing),
        border(TrainOption.OVERWRITE, bool, List.of("", "TRUE", "yes", "1")),
        border(TrainOption.REPORT_EVERY, count, NO_COUNT),
        border(TrainOption.QUIET, bool, List.of("", "TRUE", "yes", "1")),
        border(TrainOption.VERBOSE, List.of("false"), List.of("", "TRUE", "yes", "1")));
  }

  @Test
  void everyOptionHasItsBorders() {
    assertThat(borders().map(Border::option)).containsExactly(TrainOption.values());
  }

  @ParameterizedTest
  @MethodSource("borders")
  void aWrongValueIsAnsweredWithWhatIsAllowed(Border border) throws IOException {
    String name = border.option.option();
    for (String value : border.wrong) {
      String what = " takes " + border.option.range().allowed() + ", got '" + value + "'";
      ToolRun line = ToolRun.of("train", "--loss=hinge", "--" + name + "=" + value);
      if (border.option != TrainOption.LOSS) {
        assertThat(line.code()).as(line.err()).isEqualTo(64);
        assertThat(line.err()).startsWith("descent: --" + name + what);
      }
      if (value.equals(value.strip())) {
        Files.writeString(dir.resolve("w.properties"), "\n" + name + " = " + value + "\n");
        ToolRun file = ToolRun.of("train", "--config", at("w.properties"));
        assertThat(file.code()).as(file.err()).isEqualTo(78);
        assertThat(file.err()).startsWith("descent: " + at("w.properties") + ":2: " + name + what);
      }
    }
    for (String value : border.right) {
      // It goes on to what is missing.
      ToolRun run = ToolRun.of("train", "--" + name + "=" + value);
      assertThat(run.err()).doesNotContain(" takes ").contains(" is required (");
    }
  }

  @Test
  void commandLineThenFileThenDefault() throws IOException {
    assertThat(effective(FILE + "rate=0.5\nl2=0.25\n", "--rate", "0.75", "--seed=-5"))
        .contains(
            entry("rate", "0.75"),
            entry("l2", "0.25"),
            entry("l1", "0"),
            entry("seed", "-5"),
            entry("optimizer", "momentum"));
  }

  @Test
  void aSamplingOptionSilencesTheFiles() throws IOException {
    assertThat(effective(FILE + "batch-size=2\n", "--batch-fraction", "0.5"))
        .containsEntry("batch-fraction", "0.5")
        .doesNotContainKeys("batch-size", "sampling");
    assertThat(effective(FILE + "sampling=full\n", "--batch-size", "2"))
        .containsEntry("batch-size", "2")
        .doesNotContainKeys("batch-fraction", "sampling");
    assertThat(effective(FILE + "sampling=bernoulli\nbatch-fraction=0.5\n", "--sampling=single"))
        .containsEntry("sampling", "single")
        .doesNotContainKeys("batch-fraction", "batch-size");
    assertThat(effective(FILE + "batch-size=2\n", "--rate", "1")).containsEntry("batch-size", "2");
    String growth = "add 1 every 1 max 9";
    assertThat(effective(FILE + "sampling=epoch\nbatch-size=2\n", "--batch-size", "3"))
        .contains(entry("sampling", "epoch"), entry("batch-size", "3"));
    assertThat(effective(FILE + "sampling=full\n", "--batch-size=2", "--batch-schedule=" + growth))
        .contains(entry("batch-schedule", growth))
        .doesNotContainKey("sampling");
    assertThat(
            effective(FILE + "batch-schedule=" + growth + "\nbatch-size=2\n", "--sampling=epoch"))
        .contains(
            entry("sampling", "epoch"), entry("batch-size", "2"), entry("batch-schedule", growth));
    assertThat(effective(FILE + "batch-schedule=" + growth + "\n", "--sampling=full"))
        .containsEntry("sampling", "full")
        .doesNotContainKey("batch-schedule");
    assertThat(effective(FILE + "batch-schedule=" + growth + "\n", "--batch-fraction=1"))
        .containsEntry("batch-fraction", "1")
        .doesNotContainKey("batch-schedule");
  }

  @Test
  void updatesInTheShardsAndOtherBatchesSilenceEachOther() throws IOException {
    for (String file :
        List.of(
            "sampling=full\n", "batch-fraction=0.5\n", "batch-schedule=add 1 every 1 max 999\n")) {
      assertThat(effective(FILE + file, "--local-steps=5"))
          .containsEntry("local-steps", "5")
          .doesNotContainKeys("sampling", "batch-fraction", "batch-schedule");
      assertThat(effective(FILE + "clip-norm=1\nschedule=cosine all\n" + file, "--optimizer=svrg"))
          .contains(entry("optimizer", "svrg"), entry("schedule", "constant"))
          .doesNotContainKeys("sampling", "batch-fraction", "batch-schedule", "clip-norm");
    }
    assertThat(effective(FILE + "sampling=epoch\nbatch-size=3\n", "--local-steps=5"))
        .contains(entry("sampling", "epoch"), entry("batch-size", "3"));
    String local = FILE + "local-steps=5\nouter-optimizer=adam\nouter-rate=0.1\n";
    for (String other : List.of("--sampling=full", "--batch-fraction=0.5", "--optimizer=ftrl")) {
      assertThat(effective(local, other))
          .doesNotContainKeys("local-steps", "outer-optimizer", "outer-rate");
    }
    assertThat(effective(local, "--sampling=epoch", "--optimizer=adagrad"))
        .contains(entry("local-steps", "5"), entry("outer-optimizer", "adam"));
  }

  @Test
  void otherExclusiveOptionsSilenceTheFiles() throws IOException {
    assertThat(
            effective(
                FILE + "schedule=inverse-sqrt\nlookahead=5:0.5\nmomentum=0.5\n",
                "--optimizer=ftrl"))
        .containsEntry("schedule", "constant")
        .doesNotContainKeys("lookahead", "momentum");
    assertThat(effective(FILE + "schedule=inverse-sqrt\nmomentum=0.5\n", "--optimizer=svrg"))
        .containsEntry("schedule", "constant")
        .doesNotContainKeys("momentum", "rate");
    assertThat(effective(FILE + "momentum=0.5\n", "--optimizer", "sgd"))
        .contains(entry("optimizer", "sgd"))
        .doesNotContainKey("momentum");
    assertThat(effective(FILE + "momentum=0.5\nl1=0.1\ndampening=0.3\n", "--optimizer=adam"))
        .contains(
            entry("beta1", "0.9"),
            entry("beta2", "0.999"),
            entry("l1", "0.1"),
            entry("rate", "0.001"))
        .doesNotContainKeys("momentum", "dampening");
    assertThat(effective(FILE + "rate=0.25\n", "--optimizer=rmsprop"))
        .contains(entry("rate", "0.25"), entry("momentum", "0"), entry("decay", "0.99"));
    assertThat(effective(FILE + "momentum=0.5\n", "--optimizer", "nesterov"))
        .contains(entry("optimizer", "nesterov"), entry("momentum", "0.5"));
    assertThat(effective(FILE + "optimizer=sgd\n", "--momentum", "0.5"))
        .contains(entry("optimizer", "momentum"), entry("momentum", "0.5"));
    assertThat(effective(FILE + "rate=0.5\n", "--schedule", "optimal", "--l2", "0.1"))
        .contains(entry("schedule", "optimal"), entry("rate", "0.1"));
    assertThat(effective(FILE + "rate=0.5\nl1=0.1\n", "--schedule", "warmup 1, optimal"))
        .contains(entry("schedule", "warmup 1, optimal"), entry("rate", "0.1"));
    assertThat(effective(FILE + "schedule=inverse-sqrt\n", "--rate", "0.5"))
        .contains(entry("schedule", "inverse-sqrt"), entry("rate", "0.5"));
    assertThat(effective(FILE + "schedule=optimal\nl2=0.1\n", "--rate", "0.5"))
        .contains(entry("schedule", "constant"), entry("rate", "0.5"));
    assertThat(effective(FILE, "--schedule", "warmup 50%, cosine all end 1e-4"))
        .contains(entry("schedule", "warmup 50%, cosine all end 1e-4"));
    assertThat(effective(FILE + "quantile=0.9\n", "--loss", "huber"))
        .contains(entry("loss", "huber"), entry("huber-delta", "1"))
        .doesNotContainKey("quantile");
    assertThat(effective(FILE + "quantile=0.9\n", "--loss", "quantile"))
        .contains(entry("quantile", "0.9"));
    assertThat(effective(FILE + "features=7\n", "--hash-bits", "3"))
        .containsEntry("hash-bits", "3")
        .doesNotContainKey("features");
    assertThat(effective(FILE + "positive=target > 0\n", "--multiclass", "ovr"))
        .containsEntry("multiclass", "ovr")
        .doesNotContainKey("positive");
    assertThat(effective(FILE + "max-norm=7\n", "--group-lasso", "0.1"))
        .containsEntry("group-lasso", "0.1")
        .doesNotContainKey("max-norm");
    String grouped = FILE + "group-lasso=1\ngroups=groups.csv\n";
    assertThat(effective(grouped, "--max-norm", "5"))
        .contains(entry("max-norm", "5"), entry("group-lasso", "0"))
        .doesNotContainKey("groups");
  }

  @Test
  void theFileIsUtf8WithItsFolderAndTrimmedValues() throws IOException {
    assertThat(
            effective(
                "\uFEFF"
                    + """
                    # für Größen
                    ! and so on
                    loss : logistic\s\s
                    data=${conf}/data.csv
                    label target
                    steps=2
                    numeric = größe\s
                      categorical = \\
                       art
                    """
                        .replace("\n", "\r\n")))
        .contains(
            entry("data", at("data.csv")),
            entry("loss", "logistic"),
            entry("label", "target"),
            entry("numeric", "größe"),
            entry("categorical", "art"));
    Model model = Model.load(at("model"));
    assertThat(
            Stream.iterate(0, i -> i + 1)
                .limit(model.encoding().width())
                .map(model.encoding()::featureName))
        .anyMatch(name -> name.contains("ä"))
        .anyMatch(name -> name.contains("größe"));
  }

  @Test
  void confIsTheFoldersPathWhereverItIsNamedFrom() throws IOException {
    Files.writeString(dir.resolve("y.properties"), "data=${conf}/data.csv,${conf}/x\n");
    Path here = Path.of("").toAbsolutePath();
    Map<TrainOption, String> values =
        ConfigFile.read(here.relativize(dir.resolve("y.properties").toAbsolutePath()).toString());
    for (String path : values.get(TrainOption.DATA).split(",", -1)) {
      assertThat(Path.of(path).normalize().getParent()).isEqualTo(dir.toAbsolutePath());
    }
  }

  @Test
  void flagsBareAndWithValue() throws IOException {
    assertThat(effective(FILE + "quiet=false\n", "--quiet")).containsEntry("quiet", "true");
    assertThat(effective(FILE + "quiet=true\n", "--quiet=false")).containsEntry("quiet", "false");
    assertThat(effective(FILE + "quiet=true\n", "--quiet", "false"))
        .containsEntry("quiet", "false");
    assertThat(effective(FILE + "quiet=true\n")).containsEntry("quiet", "true");
    assertThat(ToolRun.ok("inspect", "--verbose", at("model")).out()).contains("quiet=true");
  }

  @Test
  void valuesMayLookLikeOptionsOrFiles() throws IOException {
    Files.writeString(dir.resolve("odd.csv"), "-x,@y,target\n1,2,0\n2,1,1\n");
    assertThat(
            effective(
                FILE.replace("data=", "test="),
                "--data",
                at("odd.csv"),
                "--numeric",
                "-x,@y",
                "--test",
                at("odd.csv")))
        .containsEntry("numeric", "-x,@y");
    assertThat(effective(FILE, "--data", at("odd.csv"), "--numeric", "@y"))
        .containsEntry("numeric", "@y");
  }

  @Test
  void quietPrintsNothing() throws IOException {
    Files.writeString(dir.resolve("x.properties"), FILE + "model=${conf}/quiet\nengine=local\n");
    ToolRun train = ToolRun.ok("train", "--config", at("x.properties"), "--quiet");
    assertThat(train.out() + train.err()).isEmpty();
    ToolRun evaluate =
        ToolRun.ok(
            "evaluate",
            "--engine",
            "local",
            "--model",
            at("quiet"),
            "--data",
            at("data.csv"),
            "--output",
            at("metrics.json"),
            "--quiet");
    assertThat(evaluate.out() + evaluate.err()).isEmpty();
    assertThat(dir.resolve("metrics.json")).content().contains("\"test\"", "\"auc\"");
  }

  @Test
  void progressIsRedrawnForAPersonOnly() throws IOException {
    Files.writeString(dir.resolve("x.properties"), FILE + "model=${conf}/shown\nengine=local\n");
    String[] words = {"train", "--config", at("x.properties"), "--overwrite"};
    assertThat(ToolRun.ok(words).err())
        .contains("step 1/2  objective 0.693147", "step 2/2  objective ", "0 s left")
        .doesNotContain("\r")
        .endsWith(System.lineSeparator());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLineTool.with(new PrintWriter(out), new PrintWriter(err), new Terminal(true)).run(words);
    assertThat(err.toString())
        .startsWith("reading " + at("data.csv"))
        .contains("4 rows, 6 parameters, 2 steps")
        .contains("\rstep 1/2  objective 0.693147", "\rstep 2/2  objective ")
        .endsWith(System.lineSeparator());
    assertThat(err.toString().lines().filter(line -> line.startsWith("step "))).hasSize(2);
    assertThat(out.toString()).contains("AUC", "largest weights", "model: " + at("shown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
  void anotherCountryChangesNothing(String country) throws IOException {
    String[] words = {"--positive", "größe > 1.5", "--missing", "fail", "--report-every", "1"};
    String file = FILE.replace("label=target", "categorical=art");
    effective(file, words);
    byte[] weights = Files.readAllBytes(dir.resolve("model/weights.safetensors"));
    byte[] metrics = Files.readAllBytes(dir.resolve("model/metrics.json"));
    String inspected = ToolRun.ok("inspect", at("model")).out();
    String help = ToolRun.ok("train", "--help").out();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(country));
    try {
      effective(file, words);
      assertThat(dir.resolve("model/weights.safetensors")).hasBinaryContent(weights);
      assertThat(dir.resolve("model/metrics.json")).hasBinaryContent(metrics);
      assertThat(ToolRun.ok("inspect", at("model")).out()).isEqualTo(inspected);
      assertThat(ToolRun.ok("train", "--help").out()).isEqualTo(help);
    } finally {
      Locale.setDefault(before);
    }
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files.filter(f -> f.toString().endsWith(".properties")).sorted().toList().stream();
    }
  }

  @Test
  void whatIsShipped() throws IOException {
    assertThat(shipped())
        .extracting(file -> file.getFileName().toString())
        .contains(
            "breast-cancer.properties",
            "diabetes.properties",
            "digits.properties",
            "flights.properties");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedConfigurations(Path file) {
    Map<TrainOption, String> values = new EnumMap<>(ConfigFile.read(file.toString()));
    String name = file.getFileName().toString().replace(".properties", "");
    assertThat(values)
        .containsEntry(TrainOption.OVERWRITE, "true")
        .containsEntry(TrainOption.MODEL, "models/" + name)
        .doesNotContainKeys(TrainOption.ENGINE, TrainOption.SEED);
    assertThat(Path.of(values.get(TrainOption.DATA))).isRegularFile();
    if (values.containsKey(TrainOption.TEST)) {
      assertThat(Path.of(values.get(TrainOption.TEST))).isRegularFile();
    }
  }
}
