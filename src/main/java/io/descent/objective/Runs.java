package io.descent.objective;

import io.descent.linalg.Rows;
import io.descent.linalg.Storage;

/**
 * Rows whose margins are taken before their losses, and these before their gradients: the processor
 * overlaps what is independent, eight rows share a pass over θ, and what the margins have read is
 * still in its first or second cache when it is added to the gradient.
 */
final class Runs {
  private static final int LEAST = 8;
  private static final int MOST = 64;

  /**
   * Values of a run of short rows: 8 KiB of doubles, 12 KiB of floats. Measured: longer runs of
   * doubles slow a core down, shorter ones of floats do.
   */
  private static final int DOUBLES = 1024;

  private static final int FLOATS = 3072;

  private Runs() {}

  /** Rows of a run: a multiple of eight. */
  static int length(Rows rows) {
    int values = rows.storage() == Storage.FLOAT ? FLOATS : DOUBLES;
    return Math.max(LEAST, Math.min(MOST, values / Math.max(1, rows.width()) / LEAST * LEAST));
  }
}
