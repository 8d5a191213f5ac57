package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = max(F, η₀·γ^((s − B)/k)) for s ≥ B, and max(F, η₀) before: {@code exponential_decay} of optax
 * with {@code transition_steps} k, {@code transition_begin} B and {@code end_value} F.
 *
 * @param rate η₀ &gt; 0
 * @param factor γ in (0, 1]
 * @param every k ≥ 1, the steps after which the rate has been multiplied by γ once
 * @param from B ≥ 0
 * @param floor F ≥ 0; with 0 the rate underflows to 0 in the end
 */
public record Exponential(double rate, double factor, long every, long from, double floor)
    implements LearningRate {
  private static final long serialVersionUID = 1L;

  public Exponential {
    Checks.positive("rate", rate);
    Checks.share("factor", factor);
    Checks.atLeast(1, "every", every);
    Checks.atLeast(0, "from", from);
    Checks.notNegative("floor", floor);
  }

  @Override
  public double at(long step, Slots slots) {
    double exponent = Math.max(0, step - from) / (double) every;
    return Math.max(floor, rate * StrictMath.pow(factor, exponent));
  }
}
