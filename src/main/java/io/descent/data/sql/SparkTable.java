package io.descent.data.sql;

import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnType;
import io.descent.data.table.PositiveRule;
import io.descent.data.table.TableColumns;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.spark.SparkEngine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Files of Parquet, ORC or JSON lines whose columns are known. Immutable. */
public final class SparkTable {
  /** Where large files are split; one split is one task. */
  static final long SPLIT_BYTES = 32L << 20;

  private static final String CORRUPT = "_corrupt_record";

  private final SparkEngine engine;
  private final SparkSession session;
  private final String format;
  private final List<InputFile> files;
  private final StructType schema;
  private final TableColumns columns;
  private final @Nullable String condition;

  private SparkTable(
      SparkEngine engine,
      SparkSession session,
      String format,
      List<InputFile> files,
      StructType schema,
      TableColumns columns,
      @Nullable String condition) {
    this.engine = engine;
    this.session = session;
    this.format = format;
    this.files = files;
    this.schema = schema;
    this.columns = columns;
    this.condition = condition;
  }

  /**
   * Finds the columns of files: all columns of any of them; a file without one of them has missing
   * cells there.
   *
   * @param format {@code parquet}, {@code orc} or {@code json}
   * @param positive a condition whose truth is the label, or null: of the form of {@link
   *     PositiveRule}, else any SQL expression
   * @throws UserException DATA when the files are not of the format, or their columns contradict
   *     each other; USAGE when the condition is not SQL
   */
  public static SparkTable open(
      SparkEngine engine, List<InputFile> files, String format, @Nullable String positive) {
    return open(engine, files, format, positive, SPLIT_BYTES);
  }

  static SparkTable open(
      SparkEngine engine,
      List<InputFile> files,
      String format,
      @Nullable String positive,
      long splitBytes) {
    SparkSession session = session(engine, splitBytes);
    StructType schema = schema(session, files, format);
    List<String> names = Arrays.asList(schema.fieldNames());
    List<ColumnType> types =
        Stream.of(schema.fields()).map(StructField::dataType).map(SparkTypes::column).toList();
    if (names.contains(CORRUPT) || names.isEmpty()) {
      throw UserException.of(
          ExitCode.DATA,
          files.get(0).path()
              + (files.size() > 1 ? " …" : "")
              + (names.isEmpty()
                  ? ": no columns are found; the data are empty"
                  : ": a line is not a JSON object; JSON data have one object on every line"));
    }
    TableColumns columns = TableColumns.of(names, types);
    boolean computed = positive != null && !isRule(positive, columns);
    SparkTable table =
        new SparkTable(
            engine,
            session,
            format,
            files,
            schema,
            computed && positive != null
                ? columns.withComputedLabel(SparkIdentifiers.columns(positive, columns))
                : columns,
            computed ? positive : null);
    table.checkCondition();
    return table;
  }

  /** A condition on a number or text is evaluated by the code that all formats share. */
  private static boolean isRule(String positive, TableColumns columns) {
    PositiveRule rule = PositiveRule.tryParse(positive);
    int at = rule == null ? -1 : columns.find(rule.column());
    return at >= 0
        && (columns.type(at) == ColumnType.NUMBER || columns.type(at) == ColumnType.TEXT);
  }

  static SparkSession session(SparkEngine engine, long splitBytes) {
    SparkSession session =
        SparkSession.builder().sparkContext(engine.context().sc()).getOrCreate().newSession();
    // Each split of a file is a partition of its own, in the order of the file, on any cluster.
    session.conf().set("spark.sql.files.maxPartitionBytes", splitBytes);
    session.conf().set("spark.sql.files.openCostInBytes", splitBytes);
    session.conf().set("spark.sql.files.minPartitionNum", 1);
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.datetime.java8API.enabled", true);
    session.conf().set("spark.sql.ansi.enabled", true);
    return session;
  }

  private static StructType schema(SparkSession session, List<InputFile> files, String format) {
    String[] paths =
        files.stream().map(InputFile::path).map(SparkTable::literal).toArray(String[]::new);
    try {
      return session.read().format(format).option("mergeSchema", "true").load(paths).schema();
    } catch (Exception e) {
      throw unreadable(files, format, e);
    }
  }

  private static UserException unreadable(List<InputFile> files, String format, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return UserException.of(
        ExitCode.DATA,
        files.get(0).path()
            + (files.size() > 1 ? " …" : "")
            + ": cannot be read as "
            + format
            + ": "
            + message
            + "; name the right format with --format",
        e);
  }

  /** A path in which no character stands for others. */
  private static String literal(String path) {
    return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  private void checkCondition() {
    if (condition == null) {
      return;
    }
    PositiveRule rule = PositiveRule.tryParse(condition);
    try {
      Dataset<Row> none = session.createDataFrame(List.<Row>of(), schema);
      StructType type = none.select(label(condition)).schema();
      if (type.isEmpty()) {
        throw new IllegalStateException("a selected column is not there");
      }
    } catch (Exception e) {
      if (rule != null) {
        columns.require(rule.column(), "--positive");
      }
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw UserException.of(
          ExitCode.USAGE, "--positive \"" + condition + "\" is not a condition: " + message, e);
    }
  }

  private static Column label(String condition) {
    return functions.coalesce(functions.expr(condition).cast("boolean"), functions.lit(false));
  }

  /** The columns, a computed label last. */
  public TableColumns columns() {
    return columns;
  }

  /** The fields as spark-sql sees them. */
  public StructType schema() {
    return schema;
  }

  /** How the cells of every column are kept, a computed label last. */
  SparkTypes.Kind[] kinds() {
    SparkTypes.Kind[] kinds = new SparkTypes.Kind[columns.count()];
    for (int c = 0; c < kinds.length; c++) {
      kinds[c] =
          c < schema.size()
              ? SparkTypes.kind(schema.fields()[c].dataType())
              : SparkTypes.Kind.BOOLEAN;
    }
    return kinds;
  }

  SparkEngine engine() {
    return engine;
  }

  List<InputFile> files() {
    return files;
  }

  String format() {
    return format;
  }

  /**
   * The rows of one file in their order, with some of the columns.
   *
   * @param selected places of columns, ascending
   */
  Dataset<Row> rows(InputFile file, int[] selected) {
    Column[] list =
        IntStream.of(selected)
            .mapToObj(
                c ->
                    condition != null && c == columns.count() - 1
                        ? label(condition)
                        : functions.col("`" + columns.name(c).replace("`", "``") + "`"))
            .toArray(Column[]::new);
    return session
        .read()
        .format(format)
        .schema(schema)
        .option("mode", "FAILFAST")
        .load(literal(file.path()))
        .select(list);
  }

  /**
   * The rows in the order in which they are stored, with all columns, and the blocks that a pass
   * makes of them: runs of some thousand rows, which end where a task ends.
   */
  public JavaRDD<SparkRows> batches(BlockPass pass) {
    int[] all = IntStream.range(0, columns.count()).toArray();
    SparkNumberedRows stored = SparkNumberedRows.of(this, all);
    return stored
        .rows()
        .mapPartitionsWithIndex(
            SparkRows.batches(pass, stored.numbers(1), stored.partitionStarts(), kinds()), true);
  }

  /**
   * This table cut into shards.
   *
   * @param used places of the columns that are read
   * @param shards number of shards, S
   */
  public SparkShardedTable shards(int[] used, int shards) {
    return SparkShardedTable.of(this, used, shards);
  }
}
