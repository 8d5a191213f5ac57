package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.data.input.InputSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.evaluate.Metrics;
import io.descent.files.FileStores;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with any number of labels, from files to predictions. */
class MultiLabelTest {
  private static final int ROWS = 240;

  private static JavaSparkContext context;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("MultiLabelTest")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  /** Label 2 where x₁ > 0, 10 where x₂ > x₃, −1 where x₃ > 1; some rows have none of them. */
  private static List<String> labels(double[] x) {
    List<String> labels = new ArrayList<>();
    if (x[0] > 0) {
      labels.add("2");
    }
    if (x[1] > x[2]) {
      labels.add("10");
    }
    if (x[2] > 1) {
      labels.add("-1");
    }
    return labels;
  }

  private static double[][] features() {
    Random random = new Random(8);
    return Stream.generate(
            () -> random.doubles(3, -2, 2).map(v -> Math.rint(v * 100) / 100).toArray())
        .limit(ROWS)
        .toArray(double[][]::new);
  }

  private static String entries(double[] x) {
    return " 1:" + x[0] + " 2:" + x[1] + " 3:" + x[2] + "\n";
  }

  private Path libsvm() throws IOException {
    return write(
        "d.libsvm",
        Arrays.stream(features())
            .map(x -> String.join(",", labels(x)) + entries(x))
            .collect(Collectors.joining()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static DescentBuilder builder(Path data) {
    return Descent.builder()
        .data(data.toString())
        .loss("logistic")
        .l2(0.001)
        .rate(0.3)
        .batchSize(20)
        .epochs(20)
        .storage("double");
  }

  private static TrainedModel train(DescentBuilder builder) {
    return train(builder, LocalEngine.of(2));
  }

  private static TrainedModel train(DescentBuilder builder, Engine engine) {
    try (Workplace place = new Workplace(engine, FileStores.local())) {
      return builder.build().train(place);
    }
  }

  private static InputSpec input(Path data) {
    return new InputSpec(FileStores.local(), data.toString(), null, true, 0);
  }

  private static Metrics evaluate(Model model, Path data) {
    try (LocalEngine engine = LocalEngine.of(1)) {
      return model.evaluate(input(data), engine);
    }
  }

  /** The files of predictions, headers but the first left out. */
  private List<String> predict(Model model, Path data, String output) throws IOException {
    try (LocalEngine engine = LocalEngine.of(1)) {
      model.predict(input(data), engine, folder.resolve(output).toString(), false);
    }
    List<String> lines = new ArrayList<>();
    try (var parts = Files.list(folder.resolve(output))) {
      for (Path part : parts.sorted().toList()) {
        List<String> all = Files.readAllLines(part);
        lines.addAll(all.subList(lines.isEmpty() ? 0 : 1, all.size()));
      }
    }
    return lines;
  }

  @Test
  void eachLabelIsATrainingBitForBitOnBothEngines() throws IOException {
    Path data = libsvm();
    TrainedModel all = train(builder(data).multilabel(true));
    TrainedModel spark = train(builder(data).multilabel(true), SparkEngine.on(context, 3));
    assertThat(spark.model().theta()).isEqualTo(all.model().theta());
    assertThat(spark.train()).isEqualTo(all.train());
    List<String> names = List.of("-1", "2", "10");
    double objective = 0;
    for (int c = 0; c < 3; c++) {
      String name = names.get(c);
      assertThat(all.model().encoding().className(c)).isEqualTo(name);
      Path one =
          write(
              "one.libsvm",
              Arrays.stream(features())
                  .map(x -> (labels(x).contains(name) ? "1" : "0") + entries(x))
                  .collect(Collectors.joining()));
      TrainedModel alone = train(builder(one));
      objective += alone.train().objective();
    }
    // Lines have other lengths, so that shards are cut elsewhere: near, not the same.
    assertThat(all.train().objective()).isCloseTo(objective, within(0.02));
  }

  @Test
  void metricsAreThoseOfThePredictionsAndTheModelIsReadAgain() throws IOException {
    Path data = libsvm();
    String saved = folder.resolve("model").toString();
    TrainedModel trained = train(builder(data).multilabel(true).model(saved));
    Model model = Model.load(saved);
    assertThat(model.theta()).isEqualTo(trained.model().theta());
    double wrong = 0;
    double rowsWrong = 0;
    double hits = 0;
    double had = 0;
    double told = 0;
    for (double[] x : features()) {
      List<String> has = labels(x);
      List<String> says = model.predictLabels(Vectors.dense(x));
      for (String name : List.of("-1", "2", "10")) {
        wrong += has.contains(name) == says.contains(name) ? 0 : 1;
        hits += has.contains(name) && says.contains(name) ? 1 : 0;
      }
      rowsWrong += has.stream().sorted().toList().equals(says.stream().sorted().toList()) ? 0 : 1;
      had += has.size();
      told += says.size();
    }
    Metrics metrics = trained.train();
    assertThat(metrics.hammingLoss()).isCloseTo(wrong / (3 * ROWS), within(1e-15));
    assertThat(metrics.errorRate()).isCloseTo(rowsWrong / ROWS, within(1e-15));
    assertThat(metrics.microF1()).isCloseTo(2 * hits / (had + told), within(1e-15));
    assertThat(metrics.hammingLoss()).isBetween(1e-9, 0.1);
    assertThat(metrics.auc()).isNaN();
    assertThat(evaluate(model, data)).isEqualTo(metrics);
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 2, 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void predictionsHaveAColumnALabel() throws IOException {
    Model model = train(builder(libsvm()).multilabel(true)).model();
    Path rows = write("p.libsvm", "10,2 1:2 2:1 3:-1\n 1:-2 2:-1 3:1\n3:2\n");
    List<String> lines = predict(model, rows, "said");
    assertThat(lines.get(0))
        .isEqualTo(
            "row,label,prediction_-1,prediction_2,prediction_10,"
                + "probability_-1,probability_2,probability_10");
    assertThat(lines.get(1)).startsWith("0,\"2,10\",0,1,1,");
    assertThat(lines.get(2)).startsWith("1,");
    assertThat(lines.get(2).replace("\"\"", "")).startsWith("1,,0,0,0,");
    assertThat(lines.get(3).replace("\"\"", "")).startsWith("2,,1,");
    double[] p = model.probabilities(Vectors.dense(2, 1, -1));
    double[] z = model.margins(Vectors.dense(2, 1, -1));
    for (int c = 0; c < 3; c++) {
      assertThat(p[c]).isCloseTo(1 / (1 + Math.exp(-z[c])), within(1e-15));
    }
    assertThat(lines.get(1)).endsWith("," + p[0] + "," + p[1] + "," + p[2]);
  }

  @Test
  void columnsOfATableOnBothEngines() throws IOException {
    StringBuilder csv = new StringBuilder("late,x,y,small,z\n");
    StringBuilder one = new StringBuilder("late,x,y,z\n");
    for (double[] x : features()) {
      int late = x[0] > 0 ? 1 : 0;
      String small = x[1] > x[2] ? "true" : "false";
      csv.append(String.join(",", "" + late, "" + x[0], "" + x[1], small, "" + x[2])).append('\n');
      one.append(String.join(",", "" + late, "" + x[0], "" + x[1], "" + x[2])).append('\n');
    }
    Path data = write("d.csv", csv.toString());
    String saved = folder.resolve("model").toString();
    // One shard, since the two files are cut at other rows.
    TrainedModel local = train(builder(data).label("small, late").shards(1).model(saved));
    TrainedModel spark =
        train(builder(data).label("small, late").shards(1), SparkEngine.on(context, 1));
    assertThat(spark.model().theta()).isEqualTo(local.model().theta());
    assertThat(spark.train()).isEqualTo(local.train());
    TrainedModel alone = train(builder(write("one.csv", one.toString())).label("late").shards(1));
    assertThat(Arrays.copyOfRange(local.model().weights(), 3, 6))
        .isEqualTo(alone.model().weights());
    Model model = Model.load(saved);
    assertThat(model.encoding().className(0)).isEqualTo("small");
    assertThat(model.encoding().className(1)).isEqualTo("late");
    assertThat(model.encoding().width()).isEqualTo(3);
    assertThat(evaluate(model, data).hammingLoss()).isEqualTo(local.train().hammingLoss());
    assertThat(local.train().hammingLoss()).isLessThan(0.1);
    List<String> lines = predict(model, write("p.csv", "z,y,x\n-1,1,2\n"), "said");
    assertThat(lines.get(0))
        .isEqualTo("z,y,x,prediction_small,prediction_late,probability_small,probability_late");
    assertThat(lines.get(1)).startsWith("-1,1,2,1,1,0.");
    String parquet = folder.resolve("d.parquet").toString();
    try (SparkEngine engine = SparkEngine.on(context, 2)) {
      model.predict(input(data), engine, parquet, false);
    }
    SparkSession sql = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    assertThat(sql.read().parquet(parquet).columns())
        .endsWith("prediction_small", "prediction_late", "probability_small", "probability_late");
    assertThat(sql.read().parquet(parquet).where("prediction_late = 1").count())
        .isBetween(1L, ROWS - 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void columnsOfOtherFormatsAreThoseOfCsv(String format) throws IOException {
    StringBuilder csv = new StringBuilder("late,small,x,y,z\n");
    for (double[] x : features()) {
      csv.append(x[0] > 0 ? 1 : 0).append(',').append(x[1] > x[2]);
      csv.append(',').append(x[0]).append(',').append(x[1]).append(',').append(x[2]).append('\n');
    }
    Path data = write("d.csv", csv.toString());
    TrainedModel text = train(builder(data).label("small,late").shards(1));
    Path typed = folder.resolve("typed");
    SparkSession sql = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    sql.read()
        .schema("late int, small boolean, x double, y double, z double")
        .option("header", "true")
        .csv(data.toString())
        .coalesce(1)
        .write()
        .format(format)
        .save(typed.toString());
    TrainedModel columns =
        train(
            builder(typed).format(format).label("small,late").shards(1),
            SparkEngine.on(context, 1));
    assertThat(columns.model().theta()).isEqualTo(text.model().theta());
    assertThat(columns.train()).isEqualTo(text.train());
    assertThat(columns.model().encoding().className(1)).isEqualTo("late");
  }

  @Test
  void textsAndHandCountedMetrics() throws IOException {
    // One feature a label, so that with large steps the model says b for 1 and a for 2.
    Path data = write("t.libsvm", "b 1:1\na 2:1\nb,a 1:1 2:1\n 3:1\nb 1:1\na 2:1\n");
    Model model = train(builder(data).multilabel(true).epochs(400)).model();
    assertThat(model.encoding().className(0)).isEqualTo("a");
    assertThat(model.predictLabels(Vectors.dense(1, 1, 0))).containsExactly("a", "b");
    // a,b said of row 1: right; a of 2: b is missed; b of 3: one too many; none of 4: right.
    Path test = write("test.libsvm", "a,b 1:1 2:1\na,b 2:1\n 1:1\n 3:1\n");
    assertThat(model.predictLabels(Vectors.dense(0, 1, 0))).containsExactly("a");
    assertThat(model.predictLabels(Vectors.dense(1, 0, 0))).containsExactly("b");
    assertThat(model.predictLabels(Vectors.dense(0, 0, 1))).isEmpty();
    Metrics metrics = evaluate(model, test);
    assertThat(metrics.hammingLoss()).isEqualTo(2 / 8.0);
    assertThat(metrics.errorRate()).isEqualTo(2 / 4.0);
    assertThat(metrics.microF1()).isEqualTo(2 * 3 / (4 + 4.0));
  }

  @Test
  void standardisedLibsvmAppliesToRawFeatures() throws IOException {
    Path data = libsvm();
    TrainedModel trained = train(builder(data).multilabel(true).standardize("true"));
    Metrics again = evaluate(trained.model(), data);
    assertThat(again.hammingLoss()).isEqualTo(trained.train().hammingLoss());
    assertThat(again.objective()).isCloseTo(trained.train().objective(), within(1e-12));
  }

  @Test
  void rowsThatAreGivenHaveOneLabel() {
    Descent descent = Descent.builder().loss("logistic").multilabel(true).build();
    assertThatThrownBy(() -> descent.train(List.of(LabeledVector.of(1, Vectors.dense(1)))))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--multilabel is about files");
  }
}
