package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Nesterov momentum in the form of torch.optim.SGD: b ← μ·b + g, θ ← θ − η·(g + μ·b), with b = 0
 * before the first update (Sutskever et al. 2013, rewritten so that the gradient is taken at θ).
 * Effective step: η(1 − μᵗ⁺¹)/(1 − μ), what the recurrence gives a constant gradient.
 */
public final class Nesterov implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String BUFFER = "momentum";

  private final double mu;

  private Nesterov(double mu) {
    this.mu = mu;
  }

  /**
   * The rule.
   *
   * @param mu μ in [0, 1)
   */
  public static Nesterov of(double mu) {
    return new Nesterov(Check.fraction("momentum", mu));
  }

  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(BUFFER, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] b = slots.get(BUFFER);
    for (int j = 0; j < theta.length; j++) {
      b[j] = mu * b[j] + gradient[j];
      theta[j] -= rate * (gradient[j] + mu * b[j]);
    }
    out.set(rate * (1 - StrictMath.pow(mu, t + 1.0)) / (1 - mu));
  }
}
