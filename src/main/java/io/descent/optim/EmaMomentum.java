package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Momentum as an exponential mean of gradients: v ← β·v + (1 − β)·g, θ ← θ − η·v, with v = 0 before
 * the first update and without bias correction. It equals {@link Momentum} with μ = β and rate η(1
 * − β), under every schedule. Effective step: η(1 − βᵗ).
 */
public final class EmaMomentum implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String BUFFER = "momentum";

  private final double beta;

  private EmaMomentum(double beta) {
    this.beta = beta;
  }

  /**
   * The rule.
   *
   * @param beta β in [0, 1)
   */
  public static EmaMomentum of(double beta) {
    return new EmaMomentum(Check.fraction("momentum", beta));
  }

  @Override
  public String name() {
    return "ema-momentum";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(BUFFER, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] v = slots.get(BUFFER);
    for (int j = 0; j < theta.length; j++) {
      v[j] = beta * v[j] + (1 - beta) * gradient[j];
      theta[j] -= rate * v[j];
    }
    out.set(rate * (1 - StrictMath.pow(beta, (double) t)));
  }
}
