package io.descent.objective;

/**
 * Rows whose margins are taken before their losses, and these before their gradients: the processor
 * overlaps what is independent, eight rows share a pass over θ, and what the margins have read is
 * still in its first or second cache when it is added to the gradient.
 */
final class Runs {
  private static final int LEAST = 8;
  private static final int MOST = 64;

  /** Values of a run of short rows: 25 KiB of doubles, of a first cache of 32 KiB or more. */
  private static final int VALUES = 3200;

  private Runs() {}

  /** Rows of a run: a multiple of eight. */
  static int length(int width) {
    return Math.max(LEAST, Math.min(MOST, VALUES / Math.max(1, width) / LEAST * LEAST));
  }
}
