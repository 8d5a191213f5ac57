package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = E + ½(η₀ − E)·(1 + cos(π·min(s, T)/T)): Loshchilov and Hutter, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts", ICLR 2017, eq. 5, without restarts; it stays at E from T on. optax
 * gives E as a share {@code alpha} of η₀.
 *
 * @param rate η₀ &gt; 0
 * @param steps T ≥ 1
 * @param end E ≥ 0
 */
public record Cosine(double rate, long steps, double end) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public Cosine {
    Checks.positive("rate", rate);
    Checks.atLeast(1, "length", steps);
    Checks.notNegative("end", end);
  }

  @Override
  public double at(long step, Slots slots) {
    return between(rate, end, Math.min(step, steps) / (double) steps);
  }

  /** The point of the half wave from one rate to another at a share of its length. */
  static double between(double from, double to, double share) {
    return to + 0.5 * (from - to) * (1 + StrictMath.cos(Math.PI * share));
  }
}
