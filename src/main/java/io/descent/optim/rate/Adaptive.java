package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * Divides the rate by 5 when the objective stops improving: {@code learning_rate='adaptive'} of
 * scikit-learn's SGD.
 *
 * <p>What is followed is the mean m of the objectives of the steps of an epoch, penalty included
 * (scikit-learn leaves it out). An epoch brings no improvement when m &gt; best − tolerance; best
 * is the smallest m so far, however small the decrease. After {@code patience} such epochs in a row
 * ({@code n_iter_no_change}) the rate is divided by 5, unless it is at most 10⁻⁶: there
 * scikit-learn stops, while here the rate stays as it is and stopping is the stop rule's.
 */
public final class Adaptive implements LearningRate {
  private static final long serialVersionUID = 1L;
  private static final double DIVISOR = 5;
  private static final double SMALLEST = 1e-6;

  private final double start;
  private final long patience;
  private final double tolerance;
  private final EpochMean epochs;

  private Adaptive(double start, long patience, double tolerance, EpochMean epochs) {
    this.start = start;
    this.patience = patience;
    this.tolerance = tolerance;
    this.epochs = epochs;
  }

  /**
   * A schedule.
   *
   * @param rate η₀ &gt; 0
   * @param patience ≥ 1, epochs
   * @param tolerance ≥ 0, in the objective's unit
   * @param stepsPerEpoch ≥ 1
   * @param prefix of the names of its slots
   */
  public static Adaptive of(
      double rate, long patience, double tolerance, long stepsPerEpoch, String prefix) {
    Checks.positive("rate", rate);
    Checks.atLeast(1, "patience", patience);
    Checks.notNegative("tolerance", tolerance);
    return new Adaptive(rate, patience, tolerance, new EpochMean(prefix, stepsPerEpoch));
  }

  @Override
  public Slots init() {
    Slots slots =
        Slots.none()
            .with(epochs.prefix() + "rate", new double[] {start})
            .with(epochs.prefix() + "best", new double[] {Double.POSITIVE_INFINITY})
            .with(epochs.prefix() + "bad-epochs", 1);
    return epochs.init(slots);
  }

  @Override
  public double at(long step, Slots slots) {
    return slots.get(epochs.prefix() + "rate")[0];
  }

  @Override
  public void observe(long step, double objective, Slots slots) {
    double mean = epochs.add(objective, slots);
    if (Double.isNaN(mean)) {
      return;
    }
    double[] best = slots.get(epochs.prefix() + "best");
    double[] bad = slots.get(epochs.prefix() + "bad-epochs");
    double[] rate = slots.get(epochs.prefix() + "rate");
    bad[0] = mean > best[0] - tolerance ? bad[0] + 1 : 0;
    best[0] = Math.min(best[0], mean);
    if (bad[0] >= patience && rate[0] > SMALLEST) {
      rate[0] /= DIVISOR;
      bad[0] = 0;
    }
  }
}
