package io.descent.objective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Squared ε-insensitive loss, without a ½, r = z − y: ℓ = max(0, |r| − ε)², dℓ/dz =
 * 2·sign(r)·max(0, |r| − ε). Labels are any finite numbers; ε ≥ 0 is in units of the label, and 0
 * gives r², twice the value of {@code squared}. scikit-learn's {@code squared_epsilon_insensitive}
 * and liblinear's L2-loss support vector regression are the same.
 */
public final class SquaredEpsilonInsensitiveLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** The name of its parameter. */
  public static final String EPSILON = EpsilonInsensitiveLoss.EPSILON;

  private final double epsilon;

  private SquaredEpsilonInsensitiveLoss(double epsilon) {
    this.epsilon = epsilon;
  }

  /**
   * The loss with a certain ε.
   *
   * @throws IllegalArgumentException unless it is at least 0 and finite
   */
  public static SquaredEpsilonInsensitiveLoss of(double epsilon) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon must be at least 0 and finite, got " + epsilon);
    }
    return new SquaredEpsilonInsensitiveLoss(epsilon);
  }

  @Override
  public String name() {
    return "squared-epsilon-insensitive";
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
  public double curvature() {
    return 2;
  }

  @Override
  public double value(double margin, double label) {
    double excess = Math.max(0, Math.abs(margin - label) - epsilon);
    return excess * excess;
  }

  @Override
  public double derivative(double margin, double label) {
    double r = margin - label;
    return Math.copySign(2 * Math.max(0, Math.abs(r) - epsilon), r);
  }
}
