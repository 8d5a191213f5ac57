package io.descent.train;

/**
 * How a training ended.
 *
 * @param checkpoint θ and all state after the last step
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
    StopReason reason,
    long steps,
    long updates,
    long rowsDrawn,
    double startObjective,
    double lastObjective) {
  /** θ after the last step. */
  public double[] theta() {
    return checkpoint.theta();
  }

  /** Steps whose batch was empty, which made no update. */
  public long emptyBatches() {
    return steps - updates;
  }
}
