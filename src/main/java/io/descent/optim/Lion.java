package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms"): θ ← θ − η·sign(β₁·m +
 * (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g, with sign(0) = 0. The paper's decoupled decay is {@link
 * WeightDecay} around it. A step has the same length whatever the gradient's, so no size of a
 * proximal step leads to the optimum of a penalised objective; what is reported is η.
 */
public final class Lion implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "mean";

  private final double beta1;
  private final double beta2;

  private Lion(double beta1, double beta2) {
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  /**
   * The rule.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   */
  public static Lion of(double beta1, double beta2) {
    return new Lion(Check.fraction("beta1", beta1), Check.fraction("beta2", beta2));
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public boolean takesProximalStep() {
    return false;
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] m = slots.get(MEAN);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      theta[j] -= rate * Math.signum(beta1 * m[j] + (1 - beta1) * g);
      m[j] = beta2 * m[j] + (1 - beta2) * g;
    }
    out.set(rate);
  }
}
