package io.descent.penalty;

import io.descent.linalg.EffectiveStep;

/**
 * Bounds: lowerⱼ ≤ wⱼ ≤ upperⱼ for the weight of each feature, in every row of weights where there
 * are several (one a class). The proximal step is the projection, which clips; it is the same
 * whatever the sizes of the step. The value is 0: it is asked only where the bounds hold.
 */
public final class Box implements Penalty {
  private static final long serialVersionUID = 1L;

  private final double[] lower;
  private final double[] upper;

  private Box(double[] lower, double[] upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * Bounds.
   *
   * @param lower the least weight of each feature, −∞ for no bound
   * @param upper the largest weight of each feature, +∞ for no bound
   * @throws IllegalArgumentException unless both have the same length and every lower bound is at
   *     most the upper one
   */
  public static Box of(double[] lower, double[] upper) {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          lower.length + " lower bounds and " + upper.length + " upper bounds");
    }
    for (int j = 0; j < lower.length; j++) {
      boolean nonEmpty =
          lower[j] <= upper[j]
              && lower[j] < Double.POSITIVE_INFINITY
              && upper[j] > Double.NEGATIVE_INFINITY;
      if (!nonEmpty) {
        throw new IllegalArgumentException(
            "no number is in the bounds " + lower[j] + " … " + upper[j] + " of feature " + j);
      }
    }
    return new Box(lower.clone(), upper.clone());
  }

  /** Number of features. */
  int width() {
    return lower.length;
  }

  double lower(int feature) {
    return lower[feature];
  }

  double upper(int feature) {
    return upper[feature];
  }

  /** The point between two bounds that is nearest; NaN stays NaN. */
  static double clip(double x, double lower, double upper) {
    return Math.max(lower, Math.min(upper, x));
  }

  @Override
  public double value(double[] theta, int from, int to) {
    return 0;
  }

  @Override
  public void addGradient(double[] theta, double[] gradient, int from, int to) {}

  @Override
  public void proximalStep(double[] theta, EffectiveStep step, int from, int to) {
    for (int i = from; i < to; i++) {
      int feature = (i - from) % lower.length;
      theta[i] = clip(theta[i], lower[feature], upper[feature]);
    }
  }
}
