package io.descent.objective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Huber's loss (1964) with half the squared error inside, r = z − y: ℓ = ½r² where |r| ≤ δ, δ|r| −
 * ½δ² beyond; dℓ/dz = r clipped to [−δ, δ]. Labels are any finite numbers; δ &gt; 0 is in units of
 * the label. scikit-learn's {@code huber}, where δ is called epsilon; spark.ml's differs: there the
 * square is not halved and a scale is estimated with the weights.
 */
public final class HuberLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** The name of its parameter. */
  public static final String DELTA = "huber-delta";

  private final double delta;

  private HuberLoss(double delta) {
    this.delta = delta;
  }

  /**
   * The loss with a certain δ.
   *
   * @throws IllegalArgumentException unless it is above 0 and finite
   */
  public static HuberLoss of(double delta) {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("huber-delta must be above 0 and finite, got " + delta);
    }
    return new HuberLoss(delta);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.REAL;
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(Map.of(DELTA, delta));
  }

  @Override
  public Loss with(String parameter, double number) {
    return parameter.equals(DELTA) ? of(number) : Loss.super.with(parameter, number);
  }

  @Override
  public double curvature() {
    return 1;
  }

  @Override
  public double value(double margin, double label) {
    double r = Math.abs(margin - label);
    // Not δr − ½δ², which is ∞ − ∞ for large δ.
    return r > delta ? delta * (r - 0.5 * delta) : 0.5 * r * r;
  }

  @Override
  public double derivative(double margin, double label) {
    return Math.max(-delta, Math.min(delta, margin - label));
  }
}
