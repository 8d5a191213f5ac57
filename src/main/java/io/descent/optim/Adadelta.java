package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Adadelta (Zeiler 2012) in the form of torch.optim.Adadelta: v ← ρ·v + (1 − ρ)·g², Δ = √(u +
 * ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·Δ², θ ← θ − η·Δ. Both ε stand inside the roots. Effective step
 * of a coordinate: η√(u + ε)/√(v + ε), with u before the update.
 */
public final class Adadelta implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String SQUARES = "squares";
  private static final String MOVES = "moves";

  private final double rho;
  private final double epsilon;

  private Adadelta(double rho, double epsilon) {
    this.rho = rho;
    this.epsilon = epsilon;
  }

  /**
   * The rule.
   *
   * @param rho ρ in [0, 1)
   * @param epsilon ε &gt; 0
   */
  public static Adadelta of(double rho, double epsilon) {
    return new Adadelta(Check.fraction("decay", rho), Check.positive("epsilon", epsilon));
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(SQUARES, dimension).with(MOVES, dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] v = slots.get(SQUARES);
    double[] u = slots.get(MOVES);
    double[] step = out.each(theta.length);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      v[j] = rho * v[j] + (1 - rho) * g * g;
      double scale = Math.sqrt(u[j] + epsilon) / Math.sqrt(v[j] + epsilon);
      double move = scale * g;
      u[j] = rho * u[j] + (1 - rho) * move * move;
      theta[j] -= rate * move;
      step[j] = rate * scale;
    }
  }
}
