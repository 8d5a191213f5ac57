package io.descent.data.output;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.PendingFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The folder that predictions are written to: Parquet when its name ends in {@code .parquet}, else
 * CSV. It is published whole or not at all, and replaces nothing but an output of the same kind.
 */
public final class PredictionOutput {
  private static final String PARQUET = ".parquet";

  /** What CSV parts, Spark's writers and Hadoop's local file system leave in a folder. */
  private static final Pattern OWN =
      Pattern.compile("part-[^/]*|_SUCCESS|\\.part-[^/]*\\.crc|\\._SUCCESS\\.crc");

  private final FileStore store;
  private final String path;
  private final boolean overwrite;

  private PredictionOutput(FileStore store, String path, boolean overwrite) {
    this.store = store;
    this.path = path;
    this.overwrite = overwrite;
  }

  /**
   * An output.
   *
   * @param overwrite whether an earlier output is replaced
   */
  public static PredictionOutput of(FileStore store, String path, boolean overwrite) {
    return new PredictionOutput(store, path, overwrite);
  }

  /** Whether it is Parquet; else it is CSV. */
  public boolean isParquet() {
    String name = path.replaceAll("/+$", "");
    return name.toLowerCase(Locale.ROOT).endsWith(PARQUET);
  }

  /**
   * Checks that it may be written, before data are read for it.
   *
   * @param engine the name of the engine
   * @throws UserException CANNOT_CREATE when something is there and is not to be replaced, or is no
   *     output of predictions; USAGE when the engine cannot write it
   */
  public void check(String engine) {
    if (isParquet() && !engine.equals("spark")) {
      throw UserException.of(
          ExitCode.USAGE,
          path
              + ": Parquet is written by Spark only: use --engine spark, or give a path that does"
              + " not end in .parquet for CSV");
    }
    if (!store.exists(path)) {
      store.checkPublishable(path);
      return;
    }
    if (!overwrite) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          path + ": exists already: give another path, or --overwrite to replace the predictions");
    }
    for (String name : names()) {
      if (!OWN.matcher(name).matches()) {
        throw UserException.of(
            ExitCode.CANNOT_CREATE,
            path
                + ": holds "
                + name
                + ", which is no output of predict, and will not be replaced: give another path");
      }
    }
  }

  private List<String> names() {
    try {
      return store.list(path);
    } catch (UserException e) {
      if (e.code() != ExitCode.NO_INPUT) {
        throw e;
      }
      throw UserException.of(
          ExitCode.CANNOT_CREATE, path + ": is a file, not a folder: give another path", e);
    }
  }

  /**
   * Checks that the columns of the rows and those of the model have different names.
   *
   * @throws UserException USAGE
   */
  public void checkNames(List<String> columns, Scorer scorer) {
    Set<String> names = new HashSet<>();
    for (String name : columns) {
      add(names, name, "two columns of the data are called");
    }
    for (String name : scorer.columns()) {
      add(names, name, "the data have a column, and the predictions too, that is called");
    }
  }

  /** spark-sql takes names that differ only in case for one. */
  private void add(Set<String> names, String name, String clash) {
    if (!names.add(isParquet() ? name.toLowerCase(Locale.ROOT) : name)) {
      throw UserException.of(
          ExitCode.USAGE,
          clash
              + " '"
              + name
              + (isParquet() ? "' (case does not count in Parquet)" : "'")
              + ": rename the column");
    }
  }

  /**
   * Writes it.
   *
   * @param data the data as the user named them
   * @param writing writes the files into the folder and reports on the data
   * @return how many rows were written
   * @throws UserException DATA when the data have a mistake or no rows; else as {@link
   *     FileStore#publish}; nothing is left behind then
   */
  public long write(String data, Function<PendingFolder, PredictionReport> writing) {
    PendingFolder folder = store.begin(path, overwrite);
    try {
      PredictionReport report = writing.apply(folder);
      report.check(store, data);
      folder.commit();
      return report.rows();
    } catch (RuntimeException | Error e) {
      folder.abort();
      throw e;
    }
  }
}
