package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = η₀·e^(−κ·s): {@code natural_exp_decay} of TensorFlow 1. {@link Exponential} with γ = e^(−κ).
 *
 * @param rate η₀ &gt; 0
 * @param decay κ ≥ 0; 0 is a constant rate
 */
public record NaturalExponential(double rate, double decay) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public NaturalExponential {
    Checks.positive("rate", rate);
    Checks.notNegative("decay", decay);
  }

  @Override
  public double at(long step, Slots slots) {
    return rate * StrictMath.exp(-decay * step);
  }
}
