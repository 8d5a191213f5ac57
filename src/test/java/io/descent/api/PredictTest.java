package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.descent.data.input.InputSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.files.InputFile;
import io.descent.files.PendingFile;
import io.descent.files.PendingFolder;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of files, on both engines. */
class PredictTest {
  private static final long SEED = 11;

  private static JavaSparkContext context;
  private static SparkSession sql;

  @TempDir static Path warehouse;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("predict")
                .set("spark.ui.enabled", "false")
                .set("spark.sql.shuffle.partitions", "2")
                .set("spark.sql.warehouse.dir", warehouse.toString()));
    sql = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    sql.conf().set("spark.sql.datetime.java8API.enabled", true);
    sql.conf().set("spark.sql.session.timeZone", "UTC");
  }

  @AfterAll
  static void stop() {
    context.stop();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  private static SparkEngine spark(int partitions) {
    return SparkEngine.on(context, partitions);
  }

  private static Model trained(DescentBuilder builder) {
    try (Workplace place = new Workplace(LocalEngine.of(2), FileStores.local())) {
      return builder.steps(60).build().train(place).model();
    }
  }

  private static Model trained(String data, String label, String loss) {
    return trained(Descent.builder().data(data).label(label).loss(loss).rate(0.05));
  }

  private static InputSpec input(Object data, int shards) {
    return new InputSpec(FileStores.local(), data.toString(), null, true, shards);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(path(name), text);
  }

  /** The bytes of all files of a folder, hidden ones too. */
  private static SortedMap<String, String> files(Path output) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(output)) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  /** The records of all parts, each part's header checked and left out. */
  private static List<String> lines(Path output, String header) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String part : files(output).values()) {
      List<String> of = part.lines().toList();
      assertThat(of.get(0)).isEqualTo(header);
      assertThat(of.size()).as("no part without rows").isGreaterThan(1);
      lines.addAll(of.subList(1, of.size()));
    }
    return lines;
  }

  private static ExitCode code(Runnable action, String... inMessage) {
    UserException e = catchThrowableOfType(UserException.class, action::run);
    assertThat(e).as("a UserException").isNotNull();
    assertThat(e.getMessage()).contains(inMessage);
    return e.code();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Writes with the local engine, holds every spread over a cluster to the same folder. */
  private Path everywhere(Model model, Object data, int shards) throws IOException {
    Path local = path("local");
    long rows;
    try (Engine engine = LocalEngine.of(3)) {
      rows = model.predict(input(data, shards), engine, local.toString(), false);
    }
    for (int partitions : new int[] {1, 3, 64}) {
      String there = path("spark-" + partitions).toString();
      assertThat(model.predict(input(data, shards), spark(partitions), there, false))
          .isEqualTo(rows);
      assertThat(files(Path.of(there))).as("%d partitions", partitions).isEqualTo(files(local));
    }
    return local;
  }

  private static double margin(Model model, int output, double[] x) {
    double[] weights = model.weights();
    double sum = model.intercepts()[output];
    for (int j = 0; j < x.length; j++) {
      sum += weights[output * x.length + j] * x[j];
    }
    return sum;
  }

  /** The features of a record of numbers by the names of the model's features. */
  private static double[] features(Model model, List<String> header, String[] record) {
    return IntStream.range(0, model.encoding().width())
        .mapToDouble(
            j -> Double.parseDouble(record[header.indexOf(model.encoding().featureName(j))]))
        .toArray();
  }

  @Test
  void binaryOfCsvOnBothEngines() throws IOException {
    List<String> shipped = Files.readAllLines(Path.of("data/breast-cancer.csv"));
    Model model = trained("data/breast-cancer.csv", "target", "logistic");
    Path output = everywhere(model, "data/breast-cancer.csv", 0);
    assertThat(files(output).keySet()).contains("part-00000.csv", "part-00007.csv").hasSize(8);
    List<String> lines = lines(output, shipped.get(0) + ",prediction,probability");
    assertThat(lines).hasSize(shipped.size() - 1);
    List<String> header = List.of(shipped.get(0).split(",", -1));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(shipped.get(i + 1) + ",");
      String[] record = lines.get(i).split(",", -1);
      double margin = margin(model, 0, features(model, header, record));
      double probability = Double.parseDouble(record[record.length - 1]);
      assertThat(probability).isCloseTo(1 / (1 + Math.exp(-margin)), within(1e-12));
      assertThat(record[record.length - 2]).isEqualTo(margin > 0 ? "1" : "0");
    }
  }

  @Test
  void classesOfCsvOnBothEngines() throws IOException {
    List<String> shipped = Files.readAllLines(Path.of("data/digits.csv"));
    Model model = trained("data/digits.csv", "target", "multinomial");
    StringBuilder columns = new StringBuilder(",prediction");
    for (int c = 0; c < 10; c++) {
      columns.append(",probability_").append(c);
    }
    List<String> lines = lines(everywhere(model, "data/digits.csv", 5), shipped.get(0) + columns);
    assertThat(lines).hasSize(shipped.size() - 1);
    List<String> header = List.of(shipped.get(0).split(",", -1));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(shipped.get(i + 1) + ",");
      String[] record = lines.get(i).split(",", -1);
      double[] x = features(model, header, record);
      double[] e = IntStream.range(0, 10).mapToDouble(c -> Math.exp(margin(model, c, x))).toArray();
      double sum = Arrays.stream(e).sum();
      int best = 0;
      for (int c = 0; c < 10; c++) {
        best = e[c] > e[best] ? c : best;
        assertThat(Double.parseDouble(record[record.length - 10 + c]))
            .isCloseTo(e[c] / sum, within(1e-12));
      }
      assertThat(record[record.length - 11]).isEqualTo(Integer.toString(best));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "hinge"})
  void noProbabilitiesWhereTheLossHasNone(String loss) throws IOException {
    String name = loss.equals("squared") ? "diabetes" : "breast-cancer";
    String data = "data/" + name + ".csv";
    List<String> shipped = Files.readAllLines(Path.of(data));
    Model model = trained(data, "target", loss);
    List<String> header = List.of(shipped.get(0).split(",", -1));
    for (String line : lines(everywhere(model, data, 3), shipped.get(0) + ",prediction")) {
      String[] record = line.split(",", -1);
      double margin = margin(model, 0, features(model, header, record));
      double said = Double.parseDouble(record[record.length - 1]);
      assertThat(said)
          .isCloseTo(loss.equals("squared") ? margin : margin > 0 ? 1 : 0, within(1e-9));
    }
  }

  /** Rows of 3 features; label 1 or −1. */
  private static List<String> libsvm(int rows) {
    SplittableRandom random = new SplittableRandom(SEED);
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              double a = random.nextInt(200) / 100.0 - 1;
              double b = random.nextInt(200) / 100.0 - 1;
              return (a > b ? "1" : "-1") + " 1:" + a + " 3:" + b;
            })
        .toList();
  }

  @Test
  void libsvmIsNumberedOverAllFiles() throws IOException {
    List<String> rows = libsvm(700);
    Files.createDirectory(path("in"));
    Files.write(path("in/a"), rows.subList(0, 100));
    Files.write(path("in/b"), rows.subList(100, 700));
    Model model = trained(Descent.builder().data(path("in").toString()).loss("logistic"));
    List<String> lines =
        lines(everywhere(model, path("in"), 3), "row,label,prediction,probability");
    assertThat(lines).hasSize(700);
    for (int i = 0; i < 700; i++) {
      String[] row = rows.get(i).split("[ :]", -1);
      double margin =
          margin(
              model, 0, new double[] {Double.parseDouble(row[2]), 0, Double.parseDouble(row[4])});
      String[] record = lines.get(i).split(",", -1);
      assertThat(record[0]).isEqualTo(Integer.toString(i));
      assertThat(record[1]).isEqualTo(row[0]);
      assertThat(record[2]).isEqualTo(margin > 0 ? "1" : "0");
      assertThat(Double.parseDouble(record[3]))
          .isCloseTo(1 / (1 + Math.exp(-margin)), within(1e-12));
    }
    try (Engine engine = LocalEngine.of(1)) {
      model.predict(input(path("in"), 50), engine, path("50").toString(), false);
    }
    assertThat(lines(path("50"), "row,label,prediction,probability"))
        .as("what is said does not depend on the shards")
        .isEqualTo(lines);
  }

  @Test
  void libsvmWithoutLabelsOrWithAnyLabel() throws IOException {
    List<String> rows = libsvm(200);
    Path data = Files.write(path("x"), rows);
    Model model = trained(Descent.builder().data(data.toString()).loss("logistic"));
    List<String> other = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String features = rows.get(i).substring(rows.get(i).indexOf(' ') + 1);
      other.add(i % 3 == 0 ? features : (i % 3 == 1 ? "7 " : "0.25 ") + features);
    }
    Path unlabelled = Files.write(path("u"), other);
    List<String> lines =
        lines(everywhere(model, unlabelled, 4), "row,label,prediction,probability");
    for (int i = 0; i < 200; i++) {
      assertThat(lines.get(i)).startsWith(i + (i % 3 == 0 ? ",," : i % 3 == 1 ? ",7," : ",0.25,"));
    }
  }

  private static final String HEADER = "id,city,x,y,late";

  /** Text, numbers, and a text label of three classes. */
  private Model ofCities() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    StringBuilder text = new StringBuilder(HEADER + "\n");
    for (int i = 0; i < 300; i++) {
      String city = List.of("Rome", "Oslo", "Bern").get(random.nextInt(3));
      double x = random.nextInt(100) / 10.0;
      text.append(i).append(',').append(city).append(',').append(i % 17 == 0 ? "" : x);
      text.append(",,").append(x > 6 ? "yes" : city.equals("Oslo") ? "no" : "may be").append('\n');
    }
    Path data = write("cities.csv", text.toString());
    return trained(
        Descent.builder()
            .data(data.toString())
            .label("late")
            .numeric("x")
            .categorical("city")
            .loss("multinomial"));
  }

  private static final List<String> STRANGE =
      List.of(
          "1,Rome,2.50, a b ,yes",
          "2,Paris,1e1,\"a, \"\"b\"\"\",",
          "3,, 7 ,,never seen",
          "\"4\",Oslo,,é€,no");

  private static final List<String> STRANGE_OUT =
      List.of(
          "1,Rome,2.50, a b ,yes",
          "2,Paris,1e1,\"a, \"\"b\"\"\",",
          "3,, 7 ,,never seen",
          "4,Oslo,,é€,no");

  private static final String SAYS =
      ",prediction,probability_may be,probability_no,probability_yes";

  @Test
  void cellsStayAsTheyAreWhateverTheModelMakesOfThem() throws IOException {
    Model model = ofCities();
    Path data = write("in.csv", HEADER + "\r\n" + String.join("\r\n", STRANGE) + "\r\n");
    Path output = everywhere(model, data, 2);
    String text = String.join("", files(output).values());
    assertThat(text).doesNotContain("\r");
    List<String> lines = new ArrayList<>();
    for (Path part : Stream.of("part-00000.csv", "part-00001.csv").map(output::resolve).toList()) {
      List<String> of = Files.readAllLines(part);
      assertThat(of.get(0)).isEqualTo(HEADER + SAYS);
      lines.addAll(of.subList(1, of.size()));
    }
    double mean = model.encoding().means()[index(model, "x")];
    double[][] expected = {
      probabilities(model, "city=Rome", 2.5),
      probabilities(model, "city=(unknown)", 10),
      probabilities(model, "city=(empty)", 7),
      probabilities(model, "city=Oslo", mean)
    };
    for (int i = 0; i < 4; i++) {
      assertThat(lines.get(i)).startsWith(STRANGE_OUT.get(i) + ",");
      String[] said = lines.get(i).substring(STRANGE_OUT.get(i).length() + 1).split(",", -1);
      int best = 0;
      for (int c = 0; c < 3; c++) {
        best = expected[i][c] > expected[i][best] ? c : best;
        assertThat(Double.parseDouble(said[1 + c])).isCloseTo(expected[i][c], within(1e-12));
      }
      assertThat(said[0]).isEqualTo(List.of("may be", "no", "yes").get(best));
    }
  }

  private static int index(Model model, String feature) {
    return IntStream.range(0, model.encoding().width())
        .filter(j -> model.encoding().featureName(j).equals(feature))
        .findFirst()
        .orElseThrow();
  }

  private static double[] probabilities(Model model, String city, double x) {
    double[] features = new double[model.encoding().width()];
    features[index(model, city)] = 1;
    features[index(model, "x")] = x;
    double[] e =
        IntStream.range(0, 3).mapToDouble(c -> Math.exp(margin(model, c, features))).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(p -> p / sum).toArray();
  }

  @Test
  void onlyTheColumnsOfTheModelAreNeeded() throws IOException {
    Model model = ofCities();
    Path data = write("in.csv", "x,new,city\n1,?,Rome\n2,!,Oslo\n");
    assertThat(lines(everywhere(model, data, 1), "x,new,city" + SAYS))
        .satisfiesExactly(
            a -> assertThat(a).startsWith("1,?,Rome,"), b -> assertThat(b).startsWith("2,!,Oslo,"));
    Path without = write("without.csv", "x\n1\n");
    try (Engine engine = LocalEngine.of(1)) {
      assertThat(
              code(
                  () -> model.predict(input(without, 1), engine, path("o").toString(), false),
                  "'city'"))
          .isEqualTo(ExitCode.DATA);
    }
  }

  private static StructType typed() {
    return new StructType()
        .add("city", DataTypes.StringType)
        .add("x", DataTypes.FloatType)
        .add("big", DataTypes.createDecimalType(20, 3))
        .add("day", DataTypes.DateType)
        .add("at", DataTypes.TimestampType)
        .add("ok", DataTypes.BooleanType)
        .add("n", DataTypes.LongType);
  }

  private Path table(String name) {
    Row[] rows = {
      RowFactory.create(
          "Rome",
          2.5f,
          new java.math.BigDecimal("123456789012.500"),
          LocalDate.of(2024, 2, 29),
          Instant.parse("2024-02-29T10:00:00Z"),
          true,
          1L),
      RowFactory.create("Paris", 10f, null, null, null, null, null),
      RowFactory.create(
          null,
          7f,
          null,
          LocalDate.of(1999, 12, 31),
          Instant.parse("1999-12-31T23:59:59.25Z"),
          false,
          Long.MIN_VALUE),
      RowFactory.create("a, \"b\"", null, null, null, null, null, 0L)
    };
    Path at = path(name);
    sql.createDataFrame(Arrays.asList(rows), typed()).coalesce(1).write().parquet(at.toString());
    return at;
  }

  @Test
  void tablesKeepTheirTypesInParquet() throws IOException {
    Model model = ofCities();
    Path data = table("t.parquet");
    String output = path("o.parquet").toString();
    InputSpec spec = new InputSpec(FileStores.local(), data.toString(), null, true, 0);
    assertThat(model.predict(spec, spark(2), output, false)).isEqualTo(4);
    Dataset<Row> read = sql.read().parquet(output);
    assertThat(Arrays.asList(read.schema().fields()).subList(0, 7))
        .isEqualTo(Arrays.asList(typed().fields()));
    assertThat(read.columns())
        .endsWith("prediction", "probability_may be", "probability_no", "probability_yes");
    List<Row> before = sql.read().parquet(data.toString()).collectAsList();
    List<Row> after = read.collectAsList();
    double[] first = probabilities(model, "city=Rome", 2.5);
    for (int i = 0; i < 4; i++) {
      for (int c = 0; c < 7; c++) {
        assertThat(after.get(i).get(c)).isEqualTo(before.get(i).get(c));
      }
    }
    for (int c = 0; c < 3; c++) {
      assertThat(after.get(0).getDouble(8 + c)).isCloseTo(first[c], within(1e-12));
    }
    assertThat(after.get(0).getString(7)).isIn("may be", "no", "yes");
    assertThat(model.predict(spec, spark(1), output, true)).as("replaces its own").isEqualTo(4);
    assertThat(left()).containsExactly("cities.csv", "o.parquet", "t.parquet");
  }

  @Test
  void tablesAsCsv() throws IOException {
    Model model = ofCities();
    Path data = table("t.parquet");
    model.predict(input(data, 0), spark(2), path("o").toString(), false);
    List<String> lines =
        lines(path("o"), "city,x,big,day,at,ok,n" + SAYS).stream()
            .map(l -> l.replaceFirst("(,[^,\"]*){4}$", ""))
            .toList();
    assertThat(lines)
        .containsExactly(
            "Rome,2.5,123456789012.500,2024-02-29,2024-02-29T10:00:00,true,1",
            "Paris,10.0,,,,,",
            ",7.0,,1999-12-31,1999-12-31T23:59:59.25,false,-9223372036854775808",
            "\"a, \"\"b\"\"\",,,,,,0");
    String nested = path("nested.parquet").toString();
    sql.sql("select 'Rome' city, 1.5 x, array(1, 2) list").write().parquet(nested);
    assertThat(
            code(
                () -> model.predict(input(nested, 0), spark(2), path("p").toString(), false),
                "'list'",
                "array<int>",
                ".parquet"))
        .isEqualTo(ExitCode.USAGE);
    model.predict(input(nested, 0), spark(2), path("p.parquet").toString(), false);
    assertThat(sql.read().parquet(path("p.parquet").toString()).first().getList(2))
        .isEqualTo(List.of(1, 2));
  }

  @Test
  void csvAndLibsvmAsParquet() throws IOException {
    Model cities = ofCities();
    Path data = write("in.csv", HEADER + "\n" + String.join("\n", STRANGE) + "\n");
    cities.predict(input(data, 0), spark(3), path("c.parquet").toString(), false);
    List<Row> rows = sql.read().parquet(path("c.parquet").toString()).orderBy("id").collectAsList();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1).getString(3)).isEqualTo("a, \"b\"");
    assertThat(rows.get(2).getString(2)).isEqualTo(" 7 ");
    assertThat(rows.get(1).<Double>getAs("probability_no"))
        .isCloseTo(probabilities(cities, "city=(unknown)", 10)[1], within(1e-12));

    List<String> text = new ArrayList<>(libsvm(100));
    Path x = Files.write(path("x"), text);
    Model model = trained(Descent.builder().data(x.toString()).loss("logistic"));
    text.set(60, "1:0.5");
    Files.write(x, text);
    model.predict(input(x, 5), spark(3), path("l.parquet").toString(), false);
    List<Row> numbered =
        sql.read().parquet(path("l.parquet").toString()).orderBy("row").collectAsList();
    model.predict(input(x, 5), spark(3), path("l").toString(), false);
    List<String> lines = lines(path("l"), "row,label,prediction,probability");
    for (int i = 0; i < 100; i++) {
      Row row = numbered.get(i);
      String[] record = lines.get(i).split(",", -1);
      assertThat(row.getLong(0)).isEqualTo(i);
      assertThat(row.isNullAt(1)).isEqualTo(i == 60);
      assertThat(i == 60 ? "" : Long.toString((long) row.getDouble(1))).isEqualTo(record[1]);
      assertThat(row.getDouble(2)).isEqualTo(Double.parseDouble(record[2]));
      assertThat(row.getDouble(3)).isEqualTo(Double.parseDouble(record[3]));
    }
  }

  @Test
  void aMistakeInTheDataLeavesNoOutput() throws IOException {
    Model cities = ofCities();
    StringBuilder text = new StringBuilder(HEADER + "\n");
    for (int i = 2; i < 2000; i++) {
      text.append(i).append(i == 1500 || i == 1900 ? ",Rome,abc,," : ",Rome,1,,").append('\n');
    }
    Path csv = write("in.csv", text.toString());
    List<String> rows = new ArrayList<>(libsvm(100));
    Path good = Files.write(path("good"), rows);
    Model model = trained(Descent.builder().data(good.toString()).loss("logistic"));
    rows.set(70, "1 9:1");
    Path libsvm = Files.write(path("bad"), rows);
    String json = path("t.json").toString();
    sql.read().option("header", true).csv(csv.toString()).coalesce(1).write().json(json);
    Path old = Files.createDirectory(path("old"));
    Files.writeString(old.resolve("part-00000.csv"), "old");
    for (Engine engine : List.of(LocalEngine.of(2), spark(4))) {
      for (String output : List.of("new", "a/b/new", "old", "new.parquet")) {
        if (output.endsWith("t") && engine.name().equals("local")) {
          continue;
        }
        String to = path(output).toString();
        assertThat(
                code(() -> cities.predict(input(csv, 8), engine, to, true), csv + ":1500: ", "abc"))
            .isEqualTo(ExitCode.DATA);
        assertThat(code(() -> model.predict(input(libsvm, 8), engine, to, true), libsvm + ":71: "))
            .isEqualTo(ExitCode.DATA);
        if (engine.name().equals("spark") && output.startsWith("new")) {
          assertThat(
                  code(() -> cities.predict(input(json, 0), engine, to, true), "row 1499: ", "abc"))
              .isEqualTo(ExitCode.DATA);
        }
      }
    }
    assertThat(files(old)).containsOnlyKeys("part-00000.csv").containsValue("old");
    assertThat(left()).containsExactly("bad", "cities.csv", "good", "in.csv", "old", "t.json");
  }

  @Test
  void whatExistsIsNotReplacedBeforeDataAreRead() throws IOException {
    Model model = ofCities();
    Files.createDirectory(path("o"));
    try (Engine engine = LocalEngine.of(1)) {
      assertThat(
              code(
                  () -> model.predict(input("no such", 1), engine, path("o").toString(), false),
                  "--overwrite"))
          .isEqualTo(ExitCode.CANNOT_CREATE);
      assertThat(
              code(
                  () -> model.predict(input("no such", 1), engine, folder.toString(), true),
                  "cities.csv"))
          .isEqualTo(ExitCode.CANNOT_CREATE);
      Path clash = write("in.csv", "city,x,prediction\nRome,1,2\n");
      assertThat(
              code(
                  () -> model.predict(input(clash, 1), engine, path("p").toString(), false),
                  "'prediction'",
                  "rename"))
          .isEqualTo(ExitCode.USAGE);
      Path empty = write("empty.csv", HEADER + "\n");
      assertThat(
              code(
                  () -> model.predict(input(empty, 1), engine, path("p").toString(), false),
                  "no rows"))
          .isEqualTo(ExitCode.DATA);
    }
    assertThat(left()).containsExactly("cities.csv", "empty.csv", "in.csv", "o");
  }

  /** Fails the first attempt of tasks, after they have completed a part and begun another. */
  private static final class FailingOnce implements FileStore {
    private final FileStore store = FileStores.local();

    @Override
    public List<InputFile> find(String path) {
      return store.find(path);
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
      return store.open(path, offset);
    }

    @Override
    public boolean exists(String path) {
      return store.exists(path);
    }

    @Override
    public List<String> list(String path) {
      return store.list(path);
    }

    @Override
    public PendingFolder begin(String path, boolean overwrite) {
      return new Once(store.begin(path, overwrite));
    }
  }

  private static final class Once implements PendingFolder {
    private final PendingFolder folder;

    Once(PendingFolder folder) {
      this.folder = folder;
    }

    @Override
    public PendingFile create(String name) {
      PendingFile file = folder.create(name);
      boolean second = name.matches("part-0000[1357].csv");
      if (second && TaskContext.get().attemptNumber() == 0) {
        file.write(7);
        throw new IllegalStateException("fails once");
      }
      return file;
    }

    @Override
    public void write(String name, FileStore.Content content) {
      folder.write(name, content);
    }

    @Override
    public String uri() {
      return folder.uri();
    }

    @Override
    public void commit() {
      folder.commit();
    }

    @Override
    public void abort() {
      folder.abort();
    }
  }

  @Test
  void tasksThatFailOnceLeaveNoTrace() throws IOException {
    Path x = Files.write(path("x"), libsvm(400));
    Model model = trained(Descent.builder().data(x.toString()).loss("logistic"));
    Model cities = ofCities();
    for (Model one : List.of(model, cities)) {
      Path data = one == model ? x : path("cities.csv");
      one.predict(input(data, 8), spark(4), path("undisturbed").toString(), true);
      InputSpec failing = new InputSpec(new FailingOnce(), data.toString(), null, true, 8);
      one.predict(failing, spark(4), path("disturbed").toString(), true);
      assertThat(files(path("disturbed"))).hasSize(8).isEqualTo(files(path("undisturbed")));
    }
    assertThat(left()).containsExactly("cities.csv", "disturbed", "undisturbed", "x");
  }

  @Test
  void modelsAndDataOfDifferentKinds() throws IOException {
    Path x = Files.write(path("x"), libsvm(50));
    Model model = trained(Descent.builder().data(x.toString()).loss("logistic"));
    Model cities = ofCities();
    try (Engine engine = LocalEngine.of(1)) {
      assertThat(
              code(
                  () -> cities.predict(input(x, 1), engine, path("o").toString(), false),
                  "model was trained"))
          .isEqualTo(ExitCode.DATA);
      assertThat(
              code(
                  () ->
                      model.predict(
                          input(path("cities.csv"), 1), engine, path("o").toString(), false),
                  "model was trained"))
          .isEqualTo(ExitCode.DATA);
    }
    assertThat(left()).containsExactly("cities.csv", "x");
  }
}
