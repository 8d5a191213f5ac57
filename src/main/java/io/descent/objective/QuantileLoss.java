package io.descent.objective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quantile or pinball loss (Koenker and Bassett 1978): ℓ = τ(y − z) where y &gt; z, (1 − τ)(z − y)
 * elsewhere; dℓ/dz = −τ where y &gt; z, 1 − τ where y &lt; z, and 0 at the kink y = z. Its minimum
 * is the τ-quantile of the labels, 0 &lt; τ &lt; 1; τ = ½ gives <em>half</em> the absolute error
 * and so the median. Labels are any finite numbers. Vowpal Wabbit's {@code quantile}, there with
 * {@code --quantile_tau}; scikit-learn has it outside of its SGD.
 */
public final class QuantileLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** The name of its parameter. */
  public static final String TAU = "quantile";

  private final double tau;

  private QuantileLoss(double tau) {
    this.tau = tau;
  }

  /**
   * The loss with a certain τ.
   *
   * @throws IllegalArgumentException unless it is in (0, 1)
   */
  public static QuantileLoss of(double tau) {
    if (!(tau > 0 && tau < 1)) {
      throw new IllegalArgumentException("quantile must be in (0, 1), got " + tau);
    }
    return new QuantileLoss(tau);
  }

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.REAL;
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(Map.of(TAU, tau));
  }

  @Override
  public Loss with(String parameter, double number) {
    return parameter.equals(TAU) ? of(number) : Loss.super.with(parameter, number);
  }

  @Override
  public boolean isSmooth() {
    return false;
  }

  @Override
  public double value(double margin, double label) {
    return (label > margin ? tau : 1 - tau) * Math.abs(margin - label);
  }

  @Override
  public double derivative(double margin, double label) {
    if (label > margin) {
      return -tau;
    }
    if (label < margin) {
      return 1 - tau;
    }
    return label == margin ? 0 : Double.NaN;
  }
}
