package io.descent.train;

import io.descent.optim.WeightAverage;

/**
 * How a training ended.
 *
 * @param checkpoint θ and all state after the last step
 * @param average what the model takes of θ
 * @param reason why it ended
 * @param steps steps attempted
 * @param updates steps that made an update
 * @param rowsDrawn rows read by all steps
 * @param startObjective F over all rows at the θ it started from
 * @param lastObjective the objective of the last batch, at the θ it was read with; NaN when there
 *     was none
 */
public record TrainResult(
    Checkpoint checkpoint,
    WeightAverage average,
    StopReason reason,
    long steps,
    long updates,
    long rowsDrawn,
    double startObjective,
    double lastObjective) {
  /**
   * The model's θ: that with the least validation loss where there was one, else the last, or the
   * average of θ over the updates.
   */
  public double[] theta() {
    BestModel best = checkpoint.best();
    return best != null && best.isKnown()
        ? best.theta()
        : average.of(checkpoint.liveTheta(), checkpoint.averageSlots(), updates);
  }

  /** Steps attempted up to the model's θ. */
  public long modelStep() {
    BestModel best = checkpoint.best();
    return best != null && best.isKnown() ? best.step() : steps;
  }

  /** The least validation loss; NaN where there was none. */
  public double validationLoss() {
    BestModel best = checkpoint.best();
    return best != null && best.isKnown() ? best.loss() : Double.NaN;
  }

  /** Steps whose batch was empty, which made no update. */
  public long emptyBatches() {
    return steps - updates;
  }
}
