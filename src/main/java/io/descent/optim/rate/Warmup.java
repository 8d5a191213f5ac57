package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = base·min(1, (s + 1)/W): linear warm-up to the first rate of what follows it. The first rate
 * is base/W, never 0; base is reached at step W − 1. The steps of what follows are counted from the
 * end of the warm-up, not from its start.
 *
 * @param next what follows; base is its rate at its step 0
 * @param steps W ≥ 1
 */
public record Warmup(LearningRate next, long steps) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public Warmup {
    Checks.atLeast(1, "length", steps);
  }

  @Override
  public double at(long step, Slots slots) {
    return next.at(0, slots) * Math.min(1, (step + 1.0) / steps);
  }
}
