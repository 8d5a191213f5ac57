package io.descent.bench;

import io.descent.data.DataFormat;
import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.data.table.Missing;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableSpec;
import io.descent.files.FileStores;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Real rows as LIBSVM, with the features that Descent makes of them: a column of categories is a
 * feature of 0 or 1 for each value, a numeric one is divided by its deviation and not centred, so
 * that zeros stay zeros. Their order is random, and the same for every program.
 *
 * @param name what the table calls them
 * @param train training rows, as Descent takes them
 * @param test held-out rows, or null to hold out a sixth of the others
 * @param classes how many
 * @param header whether tables begin with names
 * @param label column of the label, or null
 * @param positive condition for label 1, or null
 * @param features dimension of LIBSVM rows; 0 for what the training rows have
 * @param scale what values are multiplied by; 0 gives rows the length 1
 * @param most training rows
 */
record RealData(
    String name,
    String train,
    String test,
    int classes,
    boolean header,
    String label,
    String positive,
    int features,
    double scale,
    int most) {
  private static final int SHARDS = 8;

  /** LIBSVM or images. */
  static RealData vectors(
      String name, String train, String test, int classes, int features, double scale) {
    return new RealData(
        name, train, test, classes, true, null, null, features, scale, Integer.MAX_VALUE);
  }

  /** A table with a condition for the label, or with a column of several classes. */
  static RealData table(
      String name, String train, String test, boolean header, String label, String positive) {
    return new RealData(
        name,
        train,
        test,
        label == null ? 2 : 10,
        header,
        label,
        positive,
        0,
        1,
        Integer.MAX_VALUE);
  }

  /** These with fewer training rows, where there are more. */
  RealData atMost(int rows) {
    return new RealData(name, train, test, classes, header, label, positive, features, scale, rows);
  }

  /** The same rows from other files. */
  RealData trainedOn(String files) {
    return new RealData(name, files, test, classes, header, label, positive, features, scale, most);
  }

  /** The rows in a folder, where they are written unless they are there. */
  PeerData in(Path folder) throws IOException {
    PeerData found = PeerData.find(folder);
    if (found != null) {
      return found;
    }
    Files.createDirectories(folder);
    try (LocalEngine engine = LocalEngine.of(2)) {
      TrainingInput input = TrainingInput.load(spec(train), options(), features, engine);
      PeerData data = new PeerData(folder, classes, input.encoding().width());
      try (ShardedBlocks blocks = input.blocks()) {
        RealRows rows = RealRows.of(blocks, null);
        int held = test == null ? (int) Math.min(rows.count() / 6, most / 5L) : 0;
        int end = (int) Math.min(rows.count(), (long) held + most);
        rows.between(held, end).write(data.train(), data.isBinary(), scale);
        if (test == null) {
          rows.between(0, held).write(data.test(), data.isBinary(), scale);
          return data.finish();
        }
      }
      try (ShardedBlocks blocks = input.encoding().loadLabelled(spec(test), engine).blocks()) {
        RealRows.of(blocks, input.encoding()).write(data.test(), data.isBinary(), scale);
      }
      return data.finish();
    }
  }

  private InputSpec spec(String paths) {
    // Names of files need not tell a table.
    DataFormat format = label == null && positive == null ? null : DataFormat.CSV;
    return new InputSpec(FileStores.local(), paths, format, header, SHARDS);
  }

  private TableSpec options() {
    return new TableSpec(
        header,
        label,
        null,
        positive,
        List.of(),
        List.of(),
        0,
        Missing.MEAN,
        Storage.DOUBLE,
        Standardize.AUTO,
        false,
        classes == 2 ? LabelDomain.BINARY : LabelDomain.CLASSES,
        false);
  }
}
