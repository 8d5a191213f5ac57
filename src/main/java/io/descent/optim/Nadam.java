package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * NAdam (Dozat 2016) in the form of torch.optim.NAdam, with m and v as in {@link Adam}: μ_t = β₁(1
 * − ½·0.96^(tψ)), Π ← Π·μ_t from Π = 1, θ ← θ − η·[(1 − μ_t)/(1 − Π)·g + μ_{t+1}/(1 −
 * Π·μ_{t+1})·m]/(√(v/(1 − β₂ᵗ)) + ε). Π is a scalar of the memory. Effective step of a coordinate:
 * η·[(1 − μ_t)/(1 − Π) + μ_{t+1}(1 − β₁ᵗ)/(1 − Π·μ_{t+1})]/(√(v/(1 − β₂ᵗ)) + ε).
 */
public final class Nadam implements UpdateRule {
  private static final long serialVersionUID = 1L;

  /** torch's default of ψ. */
  public static final double PSI = 4e-3;

  private static final double BASE = 0.96;
  private static final String MEAN = "mean";
  private static final String SQUARES = "squares";
  private static final String PRODUCT = "product";

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double psi;

  private Nadam(double beta1, double beta2, double epsilon, double psi) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.psi = psi;
  }

  /**
   * The rule.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε &gt; 0
   * @param psi ψ ≥ 0, torch's {@code momentum_decay}
   */
  public static Nadam of(double beta1, double beta2, double epsilon, double psi) {
    return new Nadam(
        Check.fraction("beta1", beta1),
        Check.fraction("beta2", beta2),
        Check.positive("epsilon", epsilon),
        Check.notNegative("psi", psi));
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none()
        .with(MEAN, dimension)
        .with(SQUARES, dimension)
        .with(PRODUCT, new double[] {1});
  }

  private double momentum(long t) {
    return beta1 * (1 - 0.5 * StrictMath.pow(BASE, t * psi));
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] m = slots.get(MEAN);
    double[] v = slots.get(SQUARES);
    double[] step = out.each(theta.length);
    double now = momentum(t);
    double next = momentum(t + 1);
    double product = slots.get(PRODUCT)[0] * now;
    slots.get(PRODUCT)[0] = product;
    double ofGradient = (1 - now) / (1 - product);
    double ofMean = next / (1 - product * next);
    double constant = ofGradient + ofMean * (1 - StrictMath.pow(beta1, (double) t));
    double squareWeight = 1 - StrictMath.pow(beta2, (double) t);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      m[j] = beta1 * m[j] + (1 - beta1) * g;
      v[j] = beta2 * v[j] + (1 - beta2) * g * g;
      double scale = rate / (Math.sqrt(v[j] / squareWeight) + epsilon);
      theta[j] -= scale * (ofGradient * g + ofMean * m[j]);
      step[j] = scale * constant;
    }
  }
}
