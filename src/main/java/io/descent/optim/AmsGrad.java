package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * AMSGrad (Reddi et al. 2018) in the form of torch.optim.Adam(amsgrad=True): {@link Adam} with v̄ ←
 * max(v̄, v) in the place of v. The maximum is that of the uncorrected v, as in torch's code; the
 * algorithm in torch's documentation takes it of the corrected one, which gives other numbers.
 * Effective step of a coordinate: η/(√v̄/√(1 − β₂ᵗ) + ε).
 */
public final class AmsGrad implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "mean";
  private static final String SQUARES = "squares";
  private static final String LARGEST = "largest";

  private final double beta1;
  private final double beta2;
  private final double epsilon;

  private AmsGrad(double beta1, double beta2, double epsilon) {
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
  public static AmsGrad of(double beta1, double beta2, double epsilon) {
    return new AmsGrad(
        Check.fraction("beta1", beta1),
        Check.fraction("beta2", beta2),
        Check.positive("epsilon", epsilon));
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension).with(SQUARES, dimension).with(LARGEST, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] m = slots.get(MEAN);
    double[] v = slots.get(SQUARES);
    double[] largest = slots.get(LARGEST);
    double[] step = out.each(theta.length);
    double meanWeight = 1 - StrictMath.pow(beta1, (double) t);
    double rootWeight = Math.sqrt(1 - StrictMath.pow(beta2, (double) t));
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      m[j] = beta1 * m[j] + (1 - beta1) * g;
      v[j] = beta2 * v[j] + (1 - beta2) * g * g;
      largest[j] = Math.max(largest[j], v[j]);
      step[j] = rate / (Math.sqrt(largest[j]) / rootWeight + epsilon);
      theta[j] -= step[j] * (m[j] / meanWeight);
    }
  }
}
