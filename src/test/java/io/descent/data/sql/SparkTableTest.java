package io.descent.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.data.Checksums;
import io.descent.data.FileChecksums;
import io.descent.data.LoadReport;
import io.descent.data.Tables;
import io.descent.data.Tables.Options;
import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnPlan;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableFit;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.objective.LabelDomain;
import io.descent.spark.SparkEngine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardedBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.zip.CRC32C;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkTableTest {
  private static final long SEED = 5;
  private static final int ROWS = 3000;

  @TempDir Path folder;
  private JavaSparkContext context;

  @BeforeEach
  void start() {
    start(2, "org.apache.spark.serializer.JavaSerializer");
  }

  private void start(int cores, String serializer) {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[" + cores + "]")
                .setAppName("tables")
                .set("spark.ui.enabled", "false")
                .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .set("spark.serializer", serializer));
  }

  @AfterEach
  void stop() {
    context.stop();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  private void restart(int cores, String serializer) {
    stop();
    start(cores, serializer);
  }

  private static void refused(ThrowingCallable call, ExitCode code, String... parts) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
        .returns(code, UserException::code)
        .extracting(UserException::getMessage, InstanceOfAssertFactories.STRING)
        .contains(parts)
        .doesNotContain("\n");
  }

  /** The same rows as lines of CSV and as typed rows, columns by name as JSON has them. */
  private record Data(String csv, List<Row> rows, StructType schema) {}

  private static Data data() {
    SplittableRandom random = new SplittableRandom(SEED);
    StringBuilder csv = new StringBuilder("d,f,n,s,t,x,y\n");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int y = random.nextInt(2);
      double x = random.nextDouble() * 1e4;
      Long n = random.nextInt(10) == 0 ? null : random.nextLong(-50, 50);
      String s = random.nextInt(20) == 0 ? null : "v" + random.nextInt(30);
      String d = "2023-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
      String t = d + " 1" + random.nextInt(10) + ":2" + random.nextInt(10) + ":00";
      float f = random.nextInt(1000) / 8f;
      csv.append(d + "," + f + "," + (n == null ? "" : n) + "," + (s == null ? "" : s));
      csv.append("," + t + "," + x + "," + y + "\n");
      rows.add(
          RowFactory.create(
              java.sql.Date.valueOf(d), f, n, s, java.sql.Timestamp.valueOf(t), x, y));
    }
    StructType schema =
        new StructType()
            .add("d", DataTypes.DateType)
            .add("f", DataTypes.FloatType)
            .add("n", DataTypes.LongType)
            .add("s", DataTypes.StringType)
            .add("t", DataTypes.TimestampType)
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.IntegerType);
    return new Data(csv.toString(), rows, schema);
  }

  private SparkSession session() {
    SparkSession session = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    // Timestamps are made in this machine's zone and must be read as the same texts.
    session.conf().set("spark.sql.session.timeZone", "UTC");
    return session;
  }

  /** Writes one file; Parquet in many small row groups. */
  private InputFile write(Data data, String format, String name) throws IOException {
    return write(session().createDataFrame(data.rows, data.schema), format, name);
  }

  private InputFile write(Dataset<Row> rows, String format, String name) throws IOException {
    Path out = folder.resolve("write-" + name);
    rows.coalesce(1)
        .write()
        .format(format)
        .option("parquet.block.size", 8192)
        .option("parquet.page.size", 1024)
        .option("parquet.page.size.row.check.min", 10)
        .option("compression", "uncompressed")
        .mode("overwrite")
        .save(out.toString());
    try (var files = Files.list(out)) {
      Path part =
          files
              .filter(f -> f.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
      Path to = folder.resolve(name);
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
      return new InputFile(to.toString(), Files.size(to));
    }
  }

  private SparkTable open(List<InputFile> files, String format, Options options, long split) {
    SparkEngine engine = SparkEngine.on(context, 0);
    return SparkTable.open(engine, files, format, options.positive, split);
  }

  private double[][] trainingRows(SparkTable table, Options options, int shards) {
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    SparkShardedTable sharded = table.shards(plan.used(), shards);
    TableFit fit = TableFit.learn(sharded.source(), plan, Tables.store());
    BlockPass pass = BlockPass.forTraining(fit, table.columns(), options.weight, options.storage);
    List<ParsedShard<LoadReport>> parsed = sharded.results(pass).collect();
    assertThat(parsed).hasSize(shards);
    for (int s = 0; s < shards; s++) {
      assertThat(parsed.get(s).block().shard()).isEqualTo(s);
      if (parsed.get(s).report().fault() != null) {
        throw parsed.get(s).report().fault().toException(Tables.store());
      }
      long n = sharded.rows();
      assertThat(parsed.get(s).block().count())
          .isEqualTo((int) ((s + 1) * n / shards - s * n / shards));
    }
    return Tables.rows(parsed, fit.encoding().width());
  }

  @ParameterizedTest
  @CsvSource({
    "parquet,1,org.apache.spark.serializer.JavaSerializer",
    "parquet,4,org.apache.spark.serializer.KryoSerializer",
    "orc,2,org.apache.spark.serializer.KryoSerializer",
    "json,4,org.apache.spark.serializer.JavaSerializer"
  })
  void theSameDataGiveTheSameBitsAsCsv(String format, int cores, String serializer)
      throws IOException {
    restart(cores, serializer);
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    try {
      Data data = data();
      CsvTable csv = Tables.csv(folder, 1, true, data.csv);
      Options options = new Options();
      options.labels = LabelDomain.BINARY;
      options.standardize = Standardize.TRUE;
      double[][] expected = Tables.trainingRows(csv, options);
      InputFile file = write(data, format, "data." + format);
      SparkTable table = open(List.of(file), format, options, 20_000);
      assertThat(table.rows(file, new int[] {0}).toJavaRDD().getNumPartitions()).isGreaterThan(3);
      assertThat(trainingRows(table, options, 1)).as("seed %d", SEED).isDeepEqualTo(expected);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void rowsStayInTheirOrderOnAnyNumberOfCoresAndInAnyShards() throws IOException {
    SparkSession session = session();
    List<InputFile> files = new ArrayList<>();
    int[] sizes = {600, 1, 1500, 300};
    int next = 0;
    for (int f = 0; f < sizes.length; f++) {
      files.add(
          write(
              session.range(next, next + sizes[f]).selectExpr("id y", "id % 7 x"),
              "parquet",
              "f" + f + ".parquet"));
      next += sizes[f];
    }
    Options options = new Options();
    options.standardize = Standardize.FALSE;
    for (int cores : new int[] {1, 4}) {
      restart(cores, "org.apache.spark.serializer.JavaSerializer");
      for (int shards : cores == 1 ? new int[] {7} : new int[] {1, 7, 64}) {
        SparkTable table = open(files, "parquet", options, 4_000);
        double[][] rows = trainingRows(table, options, shards);
        assertThat(rows).hasNumberOfRows(next);
        for (int i = 0; i < next; i++) {
          assertThat(rows[i]).startsWith(i % 7, i);
        }
      }
    }
  }

  @Test
  void blocksAreCachedByTheEngine() throws IOException {
    InputFile file = write(data(), "parquet", "c.parquet");
    Options options = new Options();
    SparkTable table = open(List.of(file), "parquet", options, 1 << 20);
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    SparkShardedTable sharded = table.shards(plan.used(), 16);
    TableFit fit = TableFit.learn(sharded.source(), plan, Tables.store());
    BlockPass pass = BlockPass.forTraining(fit, table.columns(), null, options.storage);
    try (var blocks = loaded(sharded.load(pass))) {
      assertThat(blocks.shards().rows()).isEqualTo(ROWS);
      assertThat(blocks.shards().count()).isEqualTo(16);
    }
  }

  private static ShardedBlocks loaded(LoadedBlocks<LoadReport> loaded) {
    assertThat(loaded.report().rows()).isEqualTo(ROWS);
    assertThat(loaded.report().fault()).isNull();
    return loaded.blocks();
  }

  @Test
  void moreShardsThanRows() throws IOException {
    InputFile file =
        write(session().range(3).selectExpr("id y", "id x"), "parquet", "small.parquet");
    Options options = new Options();
    assertThat(trainingRows(open(List.of(file), "parquet", options, 1 << 20), options, 16))
        .hasNumberOfRows(3);
  }

  @Test
  void typesOfSpark() throws IOException {
    InputFile file =
        write(
            session()
                .sql(
                    "select true b, 1.25bd m, cast(3 as tinyint) i, cast(null as string) e,"
                        + " timestamp_ntz'2024-02-05 06:07:08' z, ' a ' s, '2024-01-01' j, 0 y"
                        + " union all select false, 2.5bd, cast(4 as tinyint), '',"
                        + " timestamp_ntz'2024-02-06 00:00:00', 'b', '2024-01-02', 1"),
            "parquet",
            "types.parquet");
    Options options = new Options();
    options.standardize = Standardize.FALSE;
    SparkTable table = open(List.of(file), "parquet", options, 1 << 20);
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    TableFit fit = TableFit.learn(table.shards(plan.used(), 2).source(), plan, Tables.store());
    double[][] rows = trainingRows(table, options, 2);
    int width = fit.encoding().width();
    List<List<String>> ones = new ArrayList<>();
    for (double[] row : rows) {
      List<String> names = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        if (row[j] != 0) {
          names.add(fit.encoding().name(j) + ":" + row[j]);
        }
      }
      ones.add(names);
    }
    assertThat(ones.get(0))
        .containsExactly(
            "b:1.0",
            "m:1.25",
            "i:3.0",
            "e=(empty):1.0",
            "z.hour=06:1.0",
            "z.weekday=Mon:1.0",
            "z.month=02:1.0",
            "s=a:1.0",
            "j.weekday=Mon:1.0",
            "j.month=01:1.0");
    assertThat(ones.get(1)).contains("m:2.5", "e=(empty):1.0", "z.hour=00:1.0", "s=b:1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x > 4 | 5 6 7 8 9 | 2",
        "x > 4 and x < 8 or id = 0 | 0 5 6 7 | 1",
        "X % 5 = 0 | 0 5 | 2",
        "`x` IN (1, 2) | 1 2 | 2",
        "nullif(x, 7) >= 7 and 'z' <> 'id' | 8 9 | 2"
      })
  void conditionsOfSql(String condition, String positive, int features) throws IOException {
    InputFile file =
        write(session().range(10).selectExpr("id", "id x", "id * id z"), "parquet", "p.parquet");
    Options options = new Options();
    options.label = null;
    options.positive = condition;
    options.labels = LabelDomain.BINARY;
    SparkTable table = open(List.of(file), "parquet", options, 1 << 20);
    double[][] rows = trainingRows(table, options, 2);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i][rows[i].length - 2] == 1) {
        found.add(Integer.toString(i));
      }
    }
    assertThat(String.join(" ", found)).isEqualTo(positive);
    assertThat(ColumnPlan.of(options.spec(), table.columns()).features()).isEqualTo(features);
  }

  @Test
  void wrongConditionsAreRefused() throws IOException {
    InputFile file =
        write(session().range(4).selectExpr("id delay", "id x"), "parquet", "q.parquet");
    for (String condition : new String[] {"dellay > 15", "delay >", "dellay > 15 and x > 2"}) {
      Options options = new Options();
      options.label = null;
      options.positive = condition;
      refused(() -> open(List.of(file), "parquet", options, 1 << 20), ExitCode.USAGE, "--positive");
    }
  }

  @Test
  void mistakesNameFileAndRow() throws IOException {
    InputFile first =
        write(session().range(5).selectExpr("id y", "id * 0.5d x"), "parquet", "a.parquet");
    InputFile second =
        write(
            session().range(5).selectExpr("id y", "if(id = 3, double('NaN'), id) x"),
            "parquet",
            "b.parquet");
    Options options = new Options();
    SparkTable table = open(List.of(first, second), "parquet", options, 1 << 20);
    refused(
        () -> trainingRows(table, options, 3),
        ExitCode.DATA,
        "b.parquet: row 4",
        "column 'x': found 'NaN'",
        "finite");
  }

  @Test
  void columnsThatAreNoFeatures() throws IOException {
    InputFile file =
        write(session().range(3).selectExpr("id y", "array(id) a", "id x"), "parquet", "l.parquet");
    Options options = new Options();
    SparkTable table = open(List.of(file), "parquet", options, 1 << 20);
    refused(
        () -> ColumnPlan.of(options.spec(), table.columns()), ExitCode.DATA, "column 'a'", "lists");
    options.numeric = List.of("x");
    assertThat(trainingRows(table, options, 2)).hasNumberOfRows(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void filesOfAnotherFormatAreRefused(String format) throws IOException {
    Path path = folder.resolve("wrong");
    Files.writeString(path, "y,x\n1,2\n", StandardCharsets.UTF_8);
    InputFile file = new InputFile(path.toString(), Files.size(path));
    refused(() -> open(List.of(file), format, new Options(), 1 << 20), ExitCode.DATA, "wrong");
  }

  @Test
  void predictionSeesAllColumnsInOrder() throws IOException {
    InputFile file =
        write(
            session().range(10_000).selectExpr("id", "cast(id as string) k", "id * 1.0d x", "id y"),
            "parquet",
            "r.parquet");
    Options options = new Options();
    options.numeric = List.of("x");
    SparkTable table = open(List.of(file), "parquet", options, 30_000);
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    TableFit fit = TableFit.learn(table.shards(plan.used(), 4).source(), plan, Tables.store());
    int next = 0;
    for (SparkRows batch :
        table.batches(BlockPass.forScoring(fit.encoding(), table.columns())).collect()) {
      assertThat(batch.parsed().report().fault()).isNull();
      for (int i = 0; i < batch.parsed().block().count(); i++) {
        assertThat(batch.row(i).getLong(0)).isEqualTo(next);
        assertThat(batch.row(i).getString(1)).isEqualTo(Integer.toString(next));
        assertThat(batch.parsed().block().rows().dot(i, new double[] {1}, 0)).isEqualTo(next);
        next++;
      }
    }
    assertThat(next).isEqualTo(10_000);
  }

  @Test
  void checksumsAreThoseOfTheStoredBytes() throws IOException {
    InputFile file = write(data(), "parquet", "s.parquet");
    InputFile other = write(data(), "json", "s.json");
    Checksums sums =
        FileChecksums.of(SparkEngine.on(context, 0), Tables.store(), List.of(file, other));
    List<InputFile> files = List.of(file, other);
    for (int f = 0; f < 2; f++) {
      byte[] bytes = Files.readAllBytes(Path.of(files.get(f).path()));
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      assertThat(sums.length(f)).isEqualTo(bytes.length);
      assertThat(sums.crc(f)).isEqualTo(crc.getValue());
    }
  }
}
