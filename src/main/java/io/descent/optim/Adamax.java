package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Adamax (Kingma and Ba 2015, Algorithm 2) in the form of torch.optim.Adamax: m ← β₁·m + (1 −
 * β₁)·g, u ← max(β₂·u, |g| + ε), θ ← θ − η/(1 − β₁ᵗ)·m/u. The paper has no ε, and 0/0 where the
 * gradient has always been 0; here it stands inside the maximum. Effective step of a coordinate:
 * η/u.
 */
public final class Adamax implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "mean";
  private static final String LARGEST = "largest";

  private final double beta1;
  private final double beta2;
  private final double epsilon;

  private Adamax(double beta1, double beta2, double epsilon) {
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
  public static Adamax of(double beta1, double beta2, double epsilon) {
    return new Adamax(
        Check.fraction("beta1", beta1),
        Check.fraction("beta2", beta2),
        Check.positive("epsilon", epsilon));
  }

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension).with(LARGEST, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] m = slots.get(MEAN);
    double[] u = slots.get(LARGEST);
    double[] step = out.each(theta.length);
    double meanWeight = 1 - StrictMath.pow(beta1, (double) t);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      m[j] = beta1 * m[j] + (1 - beta1) * g;
      u[j] = Math.max(beta2 * u[j], Math.abs(g) + epsilon);
      step[j] = rate / u[j];
      theta[j] -= step[j] * (m[j] / meanWeight);
    }
  }
}
