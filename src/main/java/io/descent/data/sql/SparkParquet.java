package io.descent.data.sql;

import io.descent.data.LabelNames;
import io.descent.data.LoadReport;
import io.descent.data.csv.CsvRows;
import io.descent.data.csv.CsvTable;
import io.descent.data.output.PredictionReport;
import io.descent.data.output.Scorer;
import io.descent.data.table.BlockPass;
import io.descent.files.PendingFolder;
import io.descent.linalg.Block;
import io.descent.sample.Shards;
import io.descent.spark.Partitions;
import io.descent.spark.SparkEngine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows and what a model says of them, as Parquet: the columns of a table with their types, those of
 * CSV files as texts; predictions as doubles, or texts where classes are texts. spark-sql writes
 * the files, one for each task.
 */
public final class SparkParquet {
  private SparkParquet() {}

  /** Writes the rows of a table. */
  public static PredictionReport ofTable(
      SparkTable table, BlockPass pass, Scorer scorer, PendingFolder folder) {
    int own = table.schema().length();
    return SparkFailures.guarded(
        table,
        () ->
            write(
                table.engine(),
                table.batches(pass),
                batch ->
                    new ScoredRows(
                        batch.parsed(),
                        scorer,
                        own,
                        (row, into) -> {
                          for (int c = 0; c < own; c++) {
                            into[c] = batch.row(row).get(c);
                          }
                        }),
                table.schema(),
                scorer,
                folder));
  }

  /** Writes the rows of CSV files. */
  public static PredictionReport ofCsv(
      SparkEngine engine, CsvTable table, BlockPass pass, Scorer scorer, PendingFolder folder) {
    int own = table.columns().count();
    StructType schema = new StructType();
    for (String name : table.columns().names()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return write(
        engine,
        shards(engine, table.reader(CsvRows.pass(pass)), table.text().count()),
        shard ->
            new ScoredRows(
                shard.parsed(),
                scorer,
                own,
                (row, into) -> System.arraycopy(shard.fields(row), 0, into, 0, own)),
        schema,
        scorer,
        folder);
  }

  /**
   * Writes rows that are vectors.
   *
   * @param shards how many rows each shard has
   * @param names of the labels, where rows have any number of them and the column of labels is
   *     text, else null
   */
  public static PredictionReport ofVectors(
      SparkEngine engine,
      ShardReader<ParsedShard<LoadReport>> reader,
      Shards shards,
      @Nullable LabelNames names,
      Scorer scorer,
      PendingFolder folder) {
    StructType schema =
        new StructType()
            .add("row", DataTypes.LongType)
            .add("label", names == null ? DataTypes.DoubleType : DataTypes.StringType);
    return write(
        engine,
        shards(engine, reader, shards.count()),
        parsed -> new ScoredRows(parsed, scorer, 2, numbered(parsed.block(), shards, names)),
        schema,
        scorer,
        folder);
  }

  private static ScoredRows.Cells numbered(Block block, Shards shards, @Nullable LabelNames names) {
    return (row, into) -> {
      into[0] = shards.rowsBefore(block.shard()) + row;
      boolean labelled = block.hasLabels() && !Double.isNaN(block.label(row));
      into[1] = names != null ? names.list(block, row) : labelled ? block.label(row) : null;
    };
  }

  /** What a reader makes of every shard, in order. */
  private static <T> JavaRDD<T> shards(SparkEngine engine, ShardReader<T> reader, int shards) {
    int partitions = engine.partitions(shards);
    List<Integer> numbers =
        IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(ArrayList::new));
    return engine
        .context()
        .parallelize(numbers, partitions)
        .flatMap(
            p ->
                reader.read(
                    Partitions.firstShard(p, partitions, shards),
                    Partitions.firstShard(p + 1, partitions, shards)));
  }

  private static <T> PredictionReport write(
      SparkEngine engine,
      JavaRDD<T> batches,
      ScoredRows.Of<T> scored,
      StructType own,
      Scorer scorer,
      PendingFolder folder) {
    SparkReports reports = new SparkReports();
    engine.context().sc().register(reports, "predictions");
    JavaRDD<Row> rows = batches.mapPartitionsWithIndex(ScoredRows.all(scored, reports), true);
    SparkSession session = SparkTable.session(engine, SparkTable.SPLIT_BYTES);
    session
        .createDataFrame(rows, schema(own, scorer))
        .write()
        .mode(SaveMode.Append)
        .parquet(folder.uri());
    return reports.value();
  }

  private static StructType schema(StructType own, Scorer scorer) {
    StructType schema = new StructType();
    for (StructField field : own.fields()) {
      schema = schema.add(field.name(), field.dataType(), true);
    }
    String[] added = scorer.columns();
    for (int c = 0; c < added.length; c++) {
      boolean text = c == 0 && !scorer.isNumeric();
      schema = schema.add(added[c], text ? DataTypes.StringType : DataTypes.DoubleType);
    }
    return schema;
  }
}
