package io.descent.train;

import io.descent.optim.Slots;
import org.jspecify.annotations.Nullable;

/**
 * All that a training needs to go on as if it had not stopped. Immutable: what goes in and out is
 * copied.
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

  static Checkpoint of(
      double[] theta,
      Slots ruleSlots,
      Slots rateSlots,
      Slots averageSlots,
      Progress progress,
      @Nullable BestModel best) {
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

  Slots ruleSlots() {
    return ruleSlots.copy();
  }

  Slots rateSlots() {
    return rateSlots.copy();
  }

  /** The best model by validation loss, or null where there is no validation. */
  @Nullable BestModel best() {
    return best == null ? null : best.copy();
  }

  Slots averageSlots() {
    return averageSlots.copy();
  }

  Progress progress() {
    return progress.copy();
  }
}
