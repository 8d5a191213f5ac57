package io.descent.train;

import io.descent.optim.Slots;
import org.jspecify.annotations.Nullable;

/**
 * All that a training needs to go on as if it had not stopped. Immutable for whoever is given one:
 * what they see is copied. The loop that fills it sees what it holds.
 */
public final class Checkpoint {
  private final double[] theta;
  private final Slots ruleSlots;
  private final Slots rateSlots;
  private final Slots averageSlots;
  private final Progress progress;
  private final @Nullable BestModel best;

  private Checkpoint(
      double[] theta,
      Slots ruleSlots,
      Slots rateSlots,
      Slots averageSlots,
      Progress progress,
      @Nullable BestModel best) {
    this.theta = theta;
    this.ruleSlots = ruleSlots;
    this.rateSlots = rateSlots;
    this.averageSlots = averageSlots;
    this.progress = progress;
    this.best = best;
  }

  /** A checkpoint of arrays that the caller gives away: a long θ is not held twice. */
  static Checkpoint taking(
      double[] theta,
      Slots ruleSlots,
      Slots rateSlots,
      Slots averageSlots,
      Progress progress,
      @Nullable BestModel best) {
    return new Checkpoint(theta, ruleSlots, rateSlots, averageSlots, progress, best);
  }

  /** A checkpoint that shares nothing with this one, for a training to go on from. */
  Checkpoint copy() {
    return new Checkpoint(
        theta.clone(),
        ruleSlots.copy(),
        rateSlots.copy(),
        averageSlots.copy(),
        progress.copy(),
        best == null ? null : best.copy());
  }

  /** A copy of θ as the loop has it, not averaged. */
  public double[] theta() {
    return theta.clone();
  }

  /** The step that comes next. */
  public long step() {
    return progress.step();
  }

  /** θ itself. */
  double[] liveTheta() {
    return theta;
  }

  Slots ruleSlots() {
    return ruleSlots;
  }

  Slots rateSlots() {
    return rateSlots;
  }

  Slots averageSlots() {
    return averageSlots;
  }

  Progress progress() {
    return progress;
  }

  /** The best model by validation loss, or null where there is no validation. */
  @Nullable BestModel best() {
    return best;
  }
}
