package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = η₀/(1 + κ·s): {@code lr_decay} of torch.optim.Adagrad (there for the rule's own rate).
 *
 * @param rate η₀ &gt; 0
 * @param decay κ ≥ 0; 0 is a constant rate
 */
public record InverseTime(double rate, double decay) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public InverseTime {
    Checks.positive("rate", rate);
    Checks.notNegative("decay", decay);
  }

  @Override
  public double at(long step, Slots slots) {
    return rate / (1 + decay * step);
  }
}
