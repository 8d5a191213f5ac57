package io.descent.objective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ε-insensitive loss of support vector regression (Vapnik 1995), r = z − y: ℓ = max(0, |r| − ε),
 * dℓ/dz = sign(r) where |r| &gt; ε and 0 elsewhere, the kinks |r| = ε included. Labels are any
 * finite numbers; ε ≥ 0 is in units of the label, and 0 gives the absolute error. scikit-learn's
 * {@code epsilon_insensitive}.
 */
public final class EpsilonInsensitiveLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** The name of its parameter. */
  public static final String EPSILON = "epsilon";

  private final double epsilon;

  private EpsilonInsensitiveLoss(double epsilon) {
    this.epsilon = epsilon;
  }

  /**
   * The loss with a certain ε.
   *
   * @throws IllegalArgumentException unless it is at least 0 and finite
   */
  public static EpsilonInsensitiveLoss of(double epsilon) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon must be at least 0 and finite, got " + epsilon);
    }
    return new EpsilonInsensitiveLoss(epsilon);
  }

  @Override
  public String name() {
    return "epsilon-insensitive";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.REAL;
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(Map.of(EPSILON, epsilon));
  }

  @Override
  public Loss with(String parameter, double number) {
    return parameter.equals(EPSILON) ? of(number) : Loss.super.with(parameter, number);
  }

  @Override
  public boolean isSmooth() {
    return false;
  }

  @Override
  public double value(double margin, double label) {
    return Math.max(0, Math.abs(margin - label) - epsilon);
  }

  @Override
  public double derivative(double margin, double label) {
    double r = margin - label;
    if (Math.abs(r) > epsilon) {
      return r > 0 ? 1 : -1;
    }
    return Math.abs(r) <= epsilon ? 0 : Double.NaN;
  }
}
