package io.descent.data.input;

import io.descent.data.DataFormat;
import io.descent.data.LabelNames;
import io.descent.data.LoadReport;
import io.descent.data.csv.CsvTable;
import io.descent.data.output.PredictionOutput;
import io.descent.data.output.PredictionReport;
import io.descent.data.output.Scorer;
import io.descent.data.sql.SparkCsvPredictions;
import io.descent.data.sql.SparkParquet;
import io.descent.data.sql.SparkShardedTable;
import io.descent.data.sql.SparkTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.TableColumns;
import io.descent.data.table.TableEncoding;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.files.PendingFolder;
import io.descent.sample.Shards;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The formats that spark-sql reads, kept in a class of their own: without them no Spark class is
 * loaded.
 */
final class SqlTables {
  private SqlTables() {}

  /**
   * Opens a table.
   *
   * @throws UserException USAGE when the engine is not Spark
   */
  static SparkTable open(
      Engine engine, List<InputFile> files, DataFormat format, @Nullable String positive) {
    if (!engine.name().equals("spark")) {
      throw UserException.of(
          ExitCode.USAGE,
          files.get(0).path()
              + ": the format "
              + format.optionName()
              + " is read by Spark only: use --engine spark, or give csv or libsvm");
    }
    return SparkTable.open((SparkEngine) engine, files, format.optionName(), positive);
  }

  /** Loads the blocks that a pass makes of a table's columns. */
  static LoadedBlocks<LoadReport> load(
      SparkTable table, Function<TableColumns, BlockPass> passOf, int shards) {
    BlockPass pass = passOf.apply(table.columns());
    SparkShardedTable sharded = table.shards(pass.used(), shards);
    return sharded.load(pass);
  }

  /** Writes the predictions of a table. */
  static long predict(
      SparkTable table,
      TableEncoding features,
      String paths,
      Scorer scorer,
      PredictionOutput output) {
    output.checkNames(table.columns().names(), scorer);
    BlockPass pass = BlockPass.forScoring(features, table.columns());
    if (!output.isParquet()) {
      SparkCsvPredictions.check(table);
    }
    return output.write(
        paths,
        folder ->
            output.isParquet()
                ? SparkParquet.ofTable(table, pass, scorer, folder)
                : SparkCsvPredictions.write(table, pass, scorer, folder));
  }

  /** Writes the predictions of CSV files as Parquet. */
  static PredictionReport writeCsv(
      Engine engine, CsvTable table, BlockPass pass, Scorer scorer, PendingFolder folder) {
    return SparkParquet.ofCsv((SparkEngine) engine, table, pass, scorer, folder);
  }

  /** Writes the predictions of vectors as Parquet. */
  static PredictionReport writeVectors(
      Engine engine,
      ShardReader<ParsedShard<LoadReport>> reader,
      Shards shards,
      @Nullable LabelNames names,
      Scorer scorer,
      PendingFolder folder) {
    return SparkParquet.ofVectors((SparkEngine) engine, reader, shards, names, scorer, folder);
  }
}
