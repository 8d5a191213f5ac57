package io.descent.data.input;

import io.descent.data.DataFormat;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where data lie and how they are cut.
 *
 * @param store the file systems
 * @param paths comma list of files, folders, globs
 * @param format the format, or null to go by the files' names
 * @param header whether CSV files begin with column names
 * @param shards number of shards, or 0 for the default
 */
public record InputSpec(
    FileStore store, String paths, @Nullable DataFormat format, boolean header, int shards) {
  /**
   * Checks that there are labelled files of one format, before work is done that needs them later.
   *
   * @throws UserException NO_INPUT, USAGE; DATA when idx files do not go together
   */
  public void check() {
    List<InputFile> files = files();
    if (formatOf(files) == DataFormat.IDX) {
      IdxFiles.open(this, files, true);
    }
  }

  /** The files in the order of their rows. */
  List<InputFile> files() {
    return store.findAll(paths);
  }

  /**
   * The format of the files.
   *
   * @throws UserException USAGE when names tell different formats
   */
  DataFormat formatOf(List<InputFile> files) {
    DataFormat found = format;
    for (InputFile file : files) {
      DataFormat named = format != null ? format : DataFormat.ofName(file.path());
      if (found == null) {
        found = named;
      } else if (found != named) {
        throw UserException.of(
            ExitCode.USAGE,
            files.get(0).path()
                + " is "
                + found.optionName()
                + " by its name, "
                + file.path()
                + " is "
                + named.optionName()
                + "; all files have one format: name it with --format");
      }
    }
    return Objects.requireNonNull(found, "no files");
  }
}
