package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = η₀·γ^⌊s/k⌋: {@code StepLR} of torch, {@code exponential_decay} of optax with {@code
 * staircase}.
 *
 * @param rate η₀ &gt; 0
 * @param factor γ in (0, 1]
 * @param every k ≥ 1
 */
public record StepDecay(double rate, double factor, long every) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public StepDecay {
    Checks.positive("rate", rate);
    Checks.share("factor", factor);
    Checks.atLeast(1, "every", every);
  }

  @Override
  public double at(long step, Slots slots) {
    long drops = step / every;
    return rate * StrictMath.pow(factor, (double) drops);
  }
}
