package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Adam (Kingma and Ba 2015) in the form of torch.optim.Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 −
 * β₂)·g², θ ← θ − η/(1 − β₁ᵗ)·m/(√v/√(1 − β₂ᵗ) + ε). ε is added to the corrected root; the other
 * form in use, "ε-hat", adds it to √v before the correction, which is a much larger ε in the first
 * updates. Effective step of a coordinate: η/(√v/√(1 − β₂ᵗ) + ε).
 */
public final class Adam implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "mean";
  private static final String SQUARES = "squares";

  private final double beta1;
  private final double beta2;
  private final double epsilon;

  private Adam(double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * The rule.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε &gt; 0
   */
  public static Adam of(double beta1, double beta2, double epsilon) {
    return new Adam(
        Check.fraction("beta1", beta1),
        Check.fraction("beta2", beta2),
        Check.positive("epsilon", epsilon));
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension).with(SQUARES, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] m = slots.get(MEAN);
    double[] v = slots.get(SQUARES);
    double[] step = out.each(theta.length);
    double meanWeight = 1 - StrictMath.pow(beta1, (double) t);
    double rootWeight = Math.sqrt(1 - StrictMath.pow(beta2, (double) t));
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      m[j] = beta1 * m[j] + (1 - beta1) * g;
      v[j] = beta2 * v[j] + (1 - beta2) * g * g;
      step[j] = rate / (Math.sqrt(v[j]) / rootWeight + epsilon);
      theta[j] -= step[j] * (m[j] / meanWeight);
    }
  }
}
