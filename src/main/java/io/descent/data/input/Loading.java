package io.descent.data.input;

import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.train.LoadedBlocks;

/** What every format does once its rows are read. */
final class Loading {
  private Loading() {}

  /**
   * Refuses data with a mistake or without rows; their blocks are closed.
   *
   * @throws UserException DATA
   */
  static LoadedBlocks<LoadReport> checked(
      LoadedBlocks<LoadReport> loaded, FileStore store, String paths) {
    LoadReport report = loaded.report();
    Fault fault = report.fault();
    if (fault == null && report.rows() > 0) {
      return loaded;
    }
    loaded.blocks().close();
    throw fault != null
        ? fault.toException(store)
        : UserException.of(ExitCode.DATA, paths + ": has no rows; at least one is needed");
  }
}
