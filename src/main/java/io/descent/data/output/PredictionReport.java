package io.descent.data.output;

import io.descent.data.Fault;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.reduce.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How many rows were written, or the first mistake in the data. In a merge the left mistake wins.
 */
public final class PredictionReport implements Mergeable<PredictionReport> {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final @Nullable Fault fault;

  private PredictionReport(long rows, @Nullable Fault fault) {
    this.rows = rows;
    this.fault = fault;
  }

  public static PredictionReport of(long rows, @Nullable Fault fault) {
    return new PredictionReport(rows, fault);
  }

  public long rows() {
    return rows;
  }

  /**
   * Refuses data with a mistake, or without rows.
   *
   * @param paths the data as the user named them
   * @throws UserException DATA
   */
  public void check(FileStore store, String paths) {
    if (fault != null) {
      throw fault.toException(store);
    }
    if (rows == 0) {
      throw UserException.of(
          ExitCode.DATA, paths + ": has no rows; at least one is needed for a prediction");
    }
  }

  @Override
  public PredictionReport merge(PredictionReport right) {
    return new PredictionReport(rows + right.rows, fault != null ? fault : right.fault);
  }
}
