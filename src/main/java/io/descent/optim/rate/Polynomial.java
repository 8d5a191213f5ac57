package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = E + (η₀ − E)·(1 − clip(s − B, 0, T)/T)ᵖ: {@code polynomial_schedule} of optax. It is η₀ until
 * B and E from B + T; an E above η₀ makes it rise.
 *
 * @param rate η₀ &gt; 0
 * @param steps T ≥ 1
 * @param power p &gt; 0; 1 is linear
 * @param end E ≥ 0
 * @param from B ≥ 0
 */
public record Polynomial(double rate, long steps, double power, double end, long from)
    implements LearningRate {
  private static final long serialVersionUID = 1L;

  public Polynomial {
    Checks.positive("rate", rate);
    Checks.atLeast(1, "length", steps);
    Checks.positive("power", power);
    Checks.notNegative("end", end);
    Checks.atLeast(0, "from", from);
  }

  @Override
  public double at(long step, Slots slots) {
    long done = Math.min(steps, Math.max(0, step - from));
    return end + (rate - end) * StrictMath.pow(1 - done / (double) steps, power);
  }
}
