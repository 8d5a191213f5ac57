package io.descent.sample;

import java.util.Arrays;

/**
 * How many rows stand between two that are drawn with probability p each: ⌊log u/log(1 − p)⌋ for u
 * uniform on (0, 1] has the geometric distribution (Devroye 1986, X.2).
 *
 * <p>Where the ends of one of {@value #BUCKETS} equal parts of (0, 1] give the same number, all of
 * the part does, {@link StrictMath#log} being monotonic: the logarithm, which takes longer than
 * anything else about a row that is drawn, is left for the other parts.
 */
final class Gaps {
  private static final int BUCKETS = 2048;

  /** Draws that are worth a table. */
  private static final long MANY = 512;

  private static final int UNKNOWN = -1;
  private static final int[] NONE = new int[BUCKETS + 1];

  static {
    Arrays.fill(NONE, UNKNOWN);
  }

  /** The last with a table: the blocks of a batch ask for the same one after the other. */
  private static volatile Gaps kept = new Gaps(Double.NaN, NONE);

  private final double logMiss;
  private final int[] known;

  private Gaps(double logMiss, int[] known) {
    this.logMiss = logMiss;
    this.known = known;
  }

  /**
   * The gaps of a probability.
   *
   * @param p in (0, 1)
   * @param draws about so many will be asked for
   */
  static Gaps of(double p, double draws) {
    double logMiss = StrictMath.log1p(-p);
    Gaps last = kept;
    if (last.logMiss == logMiss) {
      return last;
    }
    if (draws < MANY) {
      return new Gaps(logMiss, NONE);
    }
    int[] known = new int[BUCKETS + 1];
    int low = gap(0, logMiss);
    for (int b = 0; b < BUCKETS; b++) {
      int high = gap((b + 1.0) / BUCKETS, logMiss);
      known[b] = low == high ? low : UNKNOWN;
      low = high;
    }
    known[BUCKETS] = low;
    last = new Gaps(logMiss, known);
    kept = last;
    return last;
  }

  /** The next gap; {@link Integer#MAX_VALUE} stands for all above it. */
  int next(SplitMix random) {
    double u = random.unit();
    int gap = known[(int) (u * BUCKETS)];
    return gap == UNKNOWN ? gap(u, logMiss) : gap;
  }

  private static int gap(double u, double logMiss) {
    return (int) Math.min(StrictMath.log(u) / logMiss, Integer.MAX_VALUE);
  }
}
