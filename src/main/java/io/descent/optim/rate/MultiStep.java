package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import java.util.List;

/**
 * η = η₀·γᵐ, m the number of milestones ≤ s: {@code MultiStepLR} of torch. A milestone that is
 * named twice counts twice; their order does not matter.
 *
 * @param rate η₀ &gt; 0
 * @param factor γ in (0, 1]
 * @param milestones steps ≥ 0
 */
public record MultiStep(double rate, double factor, List<Long> milestones) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public MultiStep {
    Checks.positive("rate", rate);
    Checks.share("factor", factor);
    milestones = List.copyOf(milestones);
    milestones.forEach(milestone -> Checks.atLeast(0, "milestone", milestone));
  }

  @Override
  public double at(long step, Slots slots) {
    int passed = 0;
    for (long milestone : milestones) {
      passed += milestone <= step ? 1 : 0;
    }
    return rate * StrictMath.pow(factor, passed);
  }
}
