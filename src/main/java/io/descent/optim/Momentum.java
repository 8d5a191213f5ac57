package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Heavy-ball momentum (Polyak 1964) in the form of torch.optim.SGD: b ← g at the first update, then
 * b ← μ·b + (1 − τ)·g; θ ← θ − η·b. The first gradient is not dampened, and with μ = 0 none is. The
 * rate stays outside the buffer; Sutskever et al. (2013) put it inside, which differs as soon as
 * the rate changes. Effective step: η(μᵗ⁻¹ + (1 − τ)(1 − μᵗ⁻¹)/(1 − μ)), without dampening η(1 −
 * μᵗ)/(1 − μ).
 */
public final class Momentum implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String BUFFER = "momentum";

  private final double mu;
  private final double kept;

  private Momentum(double mu, double dampening) {
    this.mu = mu;
    this.kept = mu == 0 ? 1 : 1 - dampening;
  }

  /**
   * The rule without dampening.
   *
   * @param mu μ in [0, 1)
   */
  public static Momentum of(double mu) {
    return of(mu, 0);
  }

  /**
   * The rule.
   *
   * @param mu μ in [0, 1)
   * @param dampening τ in [0, 1)
   */
  public static Momentum of(double mu, double dampening) {
    return new Momentum(Check.fraction("momentum", mu), Check.fraction("dampening", dampening));
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
    double weight = t == 1 ? 1 : kept;
    for (int j = 0; j < theta.length; j++) {
      b[j] = mu * b[j] + weight * gradient[j];
      theta[j] -= rate * b[j];
    }
    double first = StrictMath.pow(mu, t - 1.0);
    out.set(rate * (first + kept * (1 - first) / (1 - mu)));
  }
}
