package io.descent.train;

import io.descent.optim.Slots;

/**
 * All that a training needs to go on as if it had not stopped. Immutable: what goes in and out is
 * copied.
 */
public final class Checkpoint {
  private final double[] theta;
  private final Slots ruleSlots;
  private final Slots rateSlots;
  private final Progress progress;

  private Checkpoint(double[] theta, Slots ruleSlots, Slots rateSlots, Progress progress) {
    this.theta = theta;
    this.ruleSlots = ruleSlots;
    this.rateSlots = rateSlots;
    this.progress = progress;
  }

  static Checkpoint of(double[] theta, Slots ruleSlots, Slots rateSlots, Progress progress) {
    return new Checkpoint(theta.clone(), ruleSlots.copy(), rateSlots.copy(), progress.copy());
  }

  /** A copy of θ. */
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

  Progress progress() {
    return progress.copy();
  }
}
