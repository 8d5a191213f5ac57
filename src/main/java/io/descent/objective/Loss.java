package io.descent.objective;

import java.io.Serializable;

/**
 * What one row costs, as a function of its margin z = w·x + b and its label y.
 *
 * <p>Implementations are stateless and thread-safe. The value is ≥ 0 and convex in z, finite for
 * |z| ≤ 700, never NaN for |z| ≤ 1e308 (losses that grow like z² may return +∞); the derivative
 * does not decrease in z. Binary losses take y ∈ {0, 1} and write s = 2y − 1, m = s·z.
 */
public interface Loss extends Serializable {
  /** The name of the option's value. */
  String name();

  /** The labels it accepts. */
  LabelDomain labelDomain();

  /** Whether σ(z) is the probability of label 1 under this loss. */
  boolean hasProbability();

  /** ℓ(z, y). */
  double value(double margin, double label);

  /** dℓ/dz at (z, y); at a kink the subgradient that the class names. */
  double derivative(double margin, double label);

  /**
   * Counts a row's value, and returns its derivative: the same bits as {@link #value} and {@link
   * #derivative}. A loss whose two share work does it once here.
   *
   * @param rowWeight cᵢ
   * @param into counts the row
   */
  default double count(double margin, double label, double rowWeight, GradientSum into) {
    into.count(rowWeight, value(margin, label));
    return derivative(margin, label);
  }
}
