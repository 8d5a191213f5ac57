package io.descent.linalg;

/**
 * The logistic loss of many margins, each with the operations of {@link #value} and {@link
 * #sigmoid} in one order. No branch depends on a label or on the sign of a margin: these come in no
 * order that a processor could guess.
 *
 * <p>This class is the scalar form; where {@link DenseKernels} takes vectors, {@code
 * VectorLogistic} takes its place, with the same bits.
 */
public class LogisticKernel {
  private static final LogisticKernel CHOSEN = DenseKernels.CHOSEN.logistic();

  LogisticKernel() {}

  /** What this process uses. */
  public static LogisticKernel chosen() {
    return CHOSEN;
  }

  /** log(1 + e^(−m)), given e = exp(−|m|). */
  public static double value(double m, double e) {
    return Math.max(-m, 0) + LogOnePlus.of(e);
  }

  /** σ(z), given e = exp(−|z|). */
  public static double sigmoid(double z, double e) {
    long negative = Double.doubleToRawLongBits(z) >> 63;
    long numerator =
        (Double.doubleToRawLongBits(1) & ~negative) | (Double.doubleToRawLongBits(e) & negative);
    return Double.longBitsToDouble(numerator) / (1 + e);
  }

  /**
   * With s = 2y − 1 and m = s·z: values[k] = log(1 + e^(−m)) and its derivative in z,
   * derivatives[k] = −s·σ(−m), at z = margins[k] and y = labels[k], 0 or 1, over 0 ≤ k < n.
   *
   * @param room for n numbers
   */
  public void apply(
      double[] margins,
      double[] labels,
      int n,
      double[] values,
      double[] derivatives,
      double[] room) {
    apply(margins, labels, 0, n, values, derivatives);
  }

  static void apply(
      double[] margins, double[] labels, int from, int to, double[] values, double[] derivatives) {
    for (int k = from; k < to; k++) {
      double s = 2 * labels[k] - 1;
      double m = s * margins[k];
      double e = Exponential.of(-Math.abs(m));
      values[k] = value(m, e);
      derivatives[k] = -s * sigmoid(-m, e);
    }
  }
}
