package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = E + ½(η₀ − E)·(1 + cos(π·u/Tᵢ)), u the steps since the current period began: periods of Tᵢ =
 * T₀·mⁱ steps, each of which starts at η₀ again. Loshchilov and Hutter, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts", ICLR 2017, eq. 5; {@code CosineAnnealingWarmRestarts} of torch. The
 * last step of a period is not quite at E: that would be the first of the next.
 *
 * @param rate η₀ &gt; 0
 * @param steps T₀ ≥ 1, the first period
 * @param times m ≥ 1
 * @param end E ≥ 0
 */
public record CosineRestarts(double rate, long steps, long times, double end)
    implements LearningRate {
  private static final long serialVersionUID = 1L;

  public CosineRestarts {
    Checks.positive("rate", rate);
    Checks.atLeast(1, "length", steps);
    Checks.atLeast(1, "times", times);
    Checks.notNegative("end", end);
  }

  @Override
  public double at(long step, Slots slots) {
    long period = steps;
    long done = step;
    if (times == 1) {
      done %= period;
    }
    while (done >= period) {
      done -= period;
      // A period beyond the last step that a long can number never ends.
      period = period > Long.MAX_VALUE / times ? Long.MAX_VALUE : period * times;
    }
    return Cosine.between(rate, end, done / (double) period);
  }
}
