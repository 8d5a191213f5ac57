package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Heavy-ball momentum (Polyak 1964) in the form of torch.optim.SGD: b ← μ·b + g, θ ← θ − η·b, with
 * b = 0 before the first update. The rate stays outside the buffer; Sutskever et al. (2013) put it
 * inside, which differs as soon as the rate changes. Effective step: η(1 − μᵗ)/(1 − μ).
 */
public final class Momentum implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String BUFFER = "momentum";

  private final double mu;

  private Momentum(double mu) {
    this.mu = mu;
  }

  /**
   * The rule.
   *
   * @param mu μ in [0, 1)
   */
  public static Momentum of(double mu) {
    return new Momentum(UpdateRules.checkMomentum(mu));
  }

  @Override
  public String name() {
    return "momentum";
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
      theta[j] -= rate * b[j];
    }
    out.set(rate * UpdateRules.geometricSum(mu, t));
  }
}
