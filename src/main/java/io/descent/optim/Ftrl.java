package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * FTRL-proximal (McMahan et al. 2013, Algorithm 1): σ = (√(n + g²) − √n)/α, z ← z + g − σ·θ, n ← n
 * + g², η = 1/((β + √n)/α + λ₂), θ ← −η·(z − sign(z)·λ₁), or 0 where |z| ≤ λ₁. The rate is α and
 * must not change.
 *
 * <p>The published form counts λ₁ once for all updates, beside a sum of gradients: against a mean
 * loss it fades as 1/t. The objective here has λ₁ in the loss of every update. Hence the rule is
 * used with λ₁ = λ₂ = 0: L2 enters the gradient, and L1 is the proximal step of effective size t·η,
 * which makes it the regularised leader with t·λ₁, and the run converges to the optimum of the
 * objective. It is t times η because θ is computed from z, which does not remember earlier proximal
 * steps.
 *
 * <p>θ is a function of (z, n). {@link #of} sets z at the first update so that it belongs to the θ
 * the run starts from; {@link #published} starts from z = 0, where such a θ acts only through σ·θ.
 * From θ = 0 they are the same, and without λ₁ and λ₂ Adagrad with ε = β.
 */
public final class Ftrl implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String SUM = "sum";
  private static final String SQUARES = "squares";

  private final double beta;
  private final double l1;
  private final double l2;
  private final boolean startsFromTheta;

  private Ftrl(double beta, double l1, double l2, boolean startsFromTheta) {
    this.beta = beta;
    this.l1 = l1;
    this.l2 = l2;
    this.startsFromTheta = startsFromTheta;
  }

  /**
   * The rule for an objective with penalties of its own.
   *
   * @param beta β &gt; 0
   */
  public static Ftrl of(double beta) {
    return new Ftrl(Check.positive("ftrl-beta", beta), 0, 0, true);
  }

  /**
   * Algorithm 1 as published.
   *
   * @param beta β &gt; 0
   * @param l1 λ₁ ≥ 0, counted once for all updates
   * @param l2 λ₂ ≥ 0, counted once for all updates
   */
  public static Ftrl published(double beta, double l1, double l2) {
    return new Ftrl(
        Check.positive("ftrl-beta", beta),
        Check.notNegative("l1", l1),
        Check.notNegative("l2", l2),
        false);
  }

  @Override
  public String name() {
    return "ftrl";
  }

  @Override
  public boolean isIncremental() {
    return false;
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(SUM, dimension).with(SQUARES, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] z = slots.get(SUM);
    double[] n = slots.get(SQUARES);
    double[] step = out.each(theta.length);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      if (t == 1 && startsFromTheta) {
        z[j] = -theta[j] * beta / rate;
      }
      double before = Math.sqrt(n[j]);
      n[j] += g * g;
      double root = Math.sqrt(n[j]);
      z[j] += g - (root - before) / rate * theta[j];
      double eta = 1 / ((beta + root) / rate + l2);
      // Written so that NaN stays NaN and is noticed.
      theta[j] = Math.abs(z[j]) <= l1 ? 0 : -eta * (z[j] - Math.copySign(l1, z[j]));
      step[j] = t * eta;
    }
  }
}
