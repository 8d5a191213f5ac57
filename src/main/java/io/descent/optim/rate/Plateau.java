package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import java.io.Serializable;

/**
 * Multiplies the rate by a factor when the objective stops improving: {@code ReduceLROnPlateau} of
 * torch with {@code mode='min'} and {@code threshold_mode='rel'}.
 *
 * <p>What is followed is the mean m of the objectives of the steps of an epoch. An epoch is better
 * when m &lt; best − threshold·|best|, which then is the best; torch has best·(1 − threshold),
 * which is the same for objectives ≥ 0. More than {@code patience} epochs in a row that are not
 * better multiply the rate, and the {@code cooldown} epochs after that are not counted as bad.
 * torch ignores a change of at most 10⁻⁸; here every change is made, but never one to a larger
 * rate.
 */
public final class Plateau implements LearningRate {
  private static final long serialVersionUID = 1L;

  private final double start;
  private final Settings settings;
  private final EpochMean epochs;

  private Plateau(double start, Settings settings, EpochMean epochs) {
    this.start = start;
    this.settings = settings;
    this.epochs = epochs;
  }

  /**
   * How it reacts.
   *
   * @param factor in (0, 1)
   * @param patience ≥ 0, epochs
   * @param threshold in [0, 1)
   * @param cooldown ≥ 0, epochs
   * @param floor ≥ 0, the smallest rate
   */
  public record Settings(
      double factor, long patience, double threshold, long cooldown, double floor)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    public Settings {
      Checks.belowOne("factor", factor);
      Checks.atLeast(0, "patience", patience);
      Checks.notNegative("threshold", threshold);
      Checks.atLeast(0, "cooldown", cooldown);
      Checks.notNegative("floor", floor);
    }
  }

  /**
   * A schedule.
   *
   * @param rate η₀ &gt; 0
   * @param stepsPerEpoch ≥ 1
   * @param prefix of the names of its slots
   */
  public static Plateau of(double rate, Settings settings, long stepsPerEpoch, String prefix) {
    Checks.positive("rate", rate);
    return new Plateau(rate, settings, new EpochMean(prefix, stepsPerEpoch));
  }

  @Override
  public Slots init() {
    Slots slots =
        Slots.none()
            .with(epochs.prefix() + "rate", new double[] {start})
            .with(epochs.prefix() + "best", new double[] {Double.POSITIVE_INFINITY})
            .with(epochs.prefix() + "bad-epochs", 1)
            .with(epochs.prefix() + "cooldown", 1);
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
    double[] bad = slots.get(epochs.prefix() + "bad-epochs");
    double[] cooldown = slots.get(epochs.prefix() + "cooldown");
    double[] best = slots.get(epochs.prefix() + "best");
    if (isBetter(mean, best[0])) {
      best[0] = mean;
      bad[0] = 0;
    } else {
      bad[0]++;
    }
    if (cooldown[0] > 0) {
      cooldown[0]--;
      bad[0] = 0;
    }
    if (bad[0] > settings.patience()) {
      double[] rate = slots.get(epochs.prefix() + "rate");
      rate[0] = Math.min(rate[0], Math.max(rate[0] * settings.factor(), settings.floor()));
      cooldown[0] = settings.cooldown();
      bad[0] = 0;
    }
  }

  private boolean isBetter(double mean, double best) {
    // ∞ − threshold·∞ would be NaN.
    return Double.isInfinite(best)
        ? mean < best
        : mean < best - settings.threshold() * Math.abs(best);
  }
}
