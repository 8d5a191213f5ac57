package io.descent.data.input;

import io.descent.data.Checksums;
import io.descent.data.DataFormat;
import io.descent.data.FileChecksums;
import io.descent.data.LoadReport;
import io.descent.data.TextShards;
import io.descent.data.csv.CsvTable;
import io.descent.data.sql.SparkShardedTable;
import io.descent.data.sql.SparkTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnPlan;
import io.descent.data.table.HeldTable;
import io.descent.data.table.TableFit;
import io.descent.data.table.TableSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ShardedBlocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Training data: blocks as training wants them, and what was learnt from them.
 *
 * @param blocks the rows, standardised; the caller closes them
 * @param encoding how raw data become features and labels
 * @param files the files in the order of their rows
 * @param checksums of the files' uncompressed bytes; of Parquet, ORC and JSON the stored ones
 * @param notes what a person should know of the data
 */
public record TrainingInput(
    ShardedBlocks blocks,
    Encoding encoding,
    List<InputFile> files,
    Checksums checksums,
    List<String> notes) {

  /**
   * Loads training data.
   *
   * @param input where they lie
   * @param spec what the options say of a table; of vectors its storage, scaling and labels
   * @param features dimension of LIBSVM data, or 0 for the highest index
   * @throws UserException when the data are wrong or do not go with the options
   */
  public static TrainingInput load(InputSpec input, TableSpec spec, int features, Engine engine) {
    List<InputFile> files = input.files();
    DataFormat format = input.formatOf(files);
    if (VectorFiles.have(format)) {
      return TextCut.load(
          input,
          files,
          engine,
          cut -> VectorTraining.load(input, spec, features, files, format, cut, engine));
    }
    if (features > 0) {
      throw UserException.of(
          ExitCode.USAGE,
          "--features is the dimension of LIBSVM data; for a table name its columns with --numeric"
              + " and --categorical");
    }
    if (spec.label() == null && spec.positive() == null) {
      throw UserException.of(
          ExitCode.USAGE, "a table needs --label COLUMN, or --positive \"COLUMN > NUMBER\"");
    }
    int shards = input.shards() > 0 ? input.shards() : TextShards.defaultShards(files, -1);
    return format == DataFormat.CSV
        ? TextCut.load(
            input, files, engine, cut -> csv(input, spec, files, cut.into(shards), engine))
        : table(input, spec, files, format, shards, engine);
  }

  private static TrainingInput csv(
      InputSpec input, TableSpec spec, List<InputFile> files, TextShards text, Engine engine) {
    CsvTable table = CsvTable.open(text, input.header());
    ColumnPlan plan = ColumnPlan.of(spec, table.columns());
    HeldTable held = table.held(engine, plan);
    TableFit fit = TableFit.learn(held, plan, input.store());
    BlockPass pass = BlockPass.forTraining(fit, table.columns(), spec.weight(), spec.storage());
    LoadedBlocks<LoadReport> loaded =
        Loading.checked(held.load(pass), input.store(), input.paths());
    return of(loaded, fit, spec, files, fit.checksums());
  }

  private static TrainingInput table(
      InputSpec input,
      TableSpec spec,
      List<InputFile> files,
      DataFormat format,
      int shards,
      Engine engine) {
    SparkTable table = SqlTables.open(engine, files, format, spec.positive());
    ColumnPlan plan = ColumnPlan.of(spec, table.columns());
    SparkShardedTable sharded = table.shards(plan.used(), shards);
    TableFit fit = TableFit.learn(sharded.source(), plan, input.store());
    BlockPass pass = BlockPass.forTraining(fit, table.columns(), spec.weight(), spec.storage());
    LoadedBlocks<LoadReport> loaded =
        Loading.checked(sharded.load(pass), input.store(), input.paths());
    return of(loaded, fit, spec, files, FileChecksums.of(engine, input.store(), files));
  }

  private static TrainingInput of(
      LoadedBlocks<LoadReport> loaded,
      TableFit fit,
      TableSpec spec,
      List<InputFile> files,
      Checksums checksums) {
    TabularEncoding encoding = TabularEncoding.of(fit.encoding(), fit.labels(), spec.weight());
    List<String> notes = new ArrayList<>(fit.notes());
    long[] missing = loaded.report().missing();
    for (int c = 0; c < missing.length; c++) {
      if (missing[c] > 0) {
        notes.add(fit.encoding().columnName(c) + ": " + missing[c] + " empty cells");
      }
    }
    return new TrainingInput(loaded.blocks(), encoding, files, checksums, notes);
  }
}
