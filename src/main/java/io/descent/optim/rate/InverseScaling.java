package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = η₀/(s + 1)ᵖ: {@code invscaling} of scikit-learn, whose t counts examples where s counts
 * steps; they coincide with a batch of 1. Its {@code power_t} is ¼ for regressors and ½ for
 * classifiers.
 *
 * @param rate η₀ &gt; 0
 * @param power p ≥ 0; 0 is a constant rate
 */
public record InverseScaling(double rate, double power) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public InverseScaling {
    Checks.positive("rate", rate);
    Checks.notNegative("power", power);
  }

  @Override
  public double at(long step, Slots slots) {
    return rate / StrictMath.pow(step + 1.0, power);
  }
}
