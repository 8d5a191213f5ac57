package io.descent.objective;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What one row costs, as a function of its margin z = w·x + b and its label y.
 *
 * <p>Implementations are immutable and thread-safe. The value is ≥ 0 and convex in z, finite for
 * |z| ≤ 700, never NaN for |z| ≤ 1e308 (losses that grow like z² or e^z may return +∞); the
 * derivative does not decrease in z. Binary losses take y ∈ {0, 1} and write s = 2y − 1, m = s·z.
 */
public interface Loss extends Serializable {
  /** The name of the option's value. */
  String name();

  /** The labels it accepts. */
  LabelDomain labelDomain();

  /** Its parameters by the names of their options; none for most. */
  default SortedMap<String, Double> parameters() {
    return Collections.emptySortedMap();
  }

  /**
   * The same loss with another value of a parameter.
   *
   * @throws IllegalArgumentException when it has no such parameter, or not with such a value
   */
  default Loss with(String parameter, double number) {
    throw new IllegalArgumentException("the loss " + name() + " has no parameter " + parameter);
  }

  /** Whether σ(z) is the probability of label 1 under this loss. */
  default boolean hasProbability() {
    return false;
  }

  /** Whether it is half of a deviance by which predictions of this kind are judged. */
  default boolean hasDeviance() {
    return false;
  }

  /** Whether the derivative is continuous in z: no kink. */
  default boolean isSmooth() {
    return true;
  }

  /**
   * A bound of the second derivative in z, for all z and y: the derivative changes by at most this
   * times the change of z. +∞ where there is none or none is known.
   */
  default double curvature() {
    return Double.POSITIVE_INFINITY;
  }

  /** ℓ(z, y). */
  double value(double margin, double label);

  /** dℓ/dz at (z, y); at a kink the subgradient that the class names. */
  double derivative(double margin, double label);

  /**
   * d²ℓ/dz² at (z, y), at least 0; at a kink of the derivative any number between those beside it.
   * Where a loss does not say it: the change of the derivative over z ± h by 2h, h = 2⁻¹⁷·max(1,
   * |z|), whose error is of the order of 10⁻¹⁰.
   */
  default double secondDerivative(double margin, double label) {
    double h = 0x1p-17 * Math.max(1, Math.abs(margin));
    double change = derivative(margin + h, label) - derivative(margin - h, label);
    return Math.max(0, change / (2 * h));
  }

  /**
   * Counts a row's value, and returns its derivative: the same bits as {@link #value} and {@link
   * #derivative}. A loss whose two share work does it once here.
   *
   * @param rowWeight cᵢ
   * @param into counts the row
   */
  default double count(double margin, double label, double rowWeight, LossCounter into) {
    into.count(rowWeight, value(margin, label));
    return derivative(margin, label);
  }

  /**
   * Sets the value and the derivative of every row of a run: the same bits as {@link #value} and
   * {@link #derivative}, by {@link #count} of one row after the other unless a loss has a way to
   * take many at once.
   */
  default void evaluate(LossRun run) {
    for (int k = 0; k < run.count(); k++) {
      run.setDerivative(count(run.margin(k), run.label(k), 1, run.row(k)));
    }
  }

  /**
   * What a margin predicts: for binary labels 1 where it is above 0, else 0; with a link the mean;
   * else the margin itself.
   */
  default double predict(double margin) {
    return labelDomain() == LabelDomain.BINARY ? (margin > 0 ? 1 : 0) : margin;
  }
}
