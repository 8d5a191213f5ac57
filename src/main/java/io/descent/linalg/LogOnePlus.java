package io.descent.linalg;

/**
 * log(1 + x) for x in [0, 1], with the same bits on every platform: only additions, multiplications
 * and divisions of IEEE 754, in one order. {@link StrictMath#log1p} is so too, but takes several
 * times as long, which counts where it is taken once a row.
 *
 * <p>With c the multiple of 1/32 next to x and r = (x − c)/(1 + c), log(1 + x) = log(1 + c) + log(1
 * + r), and log(1 + r) = 2·artanh(r/(2 + r)) by its series, whose first term left out is below 2⁻⁵⁹
 * of the sum since |r| ≤ 1/64. Off by at most 2 ulp.
 */
public final class LogOnePlus {
  static final int STEPS = 32;
  static final double[] LOG = new double[STEPS + 1];
  static final double[] INVERSE = new double[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      LOG[i] = StrictMath.log1p((double) i / STEPS);
      INVERSE[i] = 1 / (1 + (double) i / STEPS);
    }
  }

  private LogOnePlus() {}

  /** log(1 + x); NaN for NaN. */
  public static double of(double x) {
    int i = (int) (x * STEPS + 0.5);
    double r = (x - (double) i / STEPS) * INVERSE[i];
    double s = r / (2 + r);
    double s2 = s * s;
    double tail = s2 * (2.0 / 3 + s2 * (2.0 / 5 + s2 * (2.0 / 7)));
    return LOG[i] + (2 * s + s * tail);
  }
}
