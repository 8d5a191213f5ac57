package io.descent.train;

import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import java.io.Serializable;

/** How a shard updates its copy of the model with corrected gradients. Immutable. */
final class SvrgUpdates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final double rate;
  private final Penalty penalty;
  private final long batchSize;

  /**
   * Updates.
   *
   * @param rate η of all of them, above 0
   * @param batchSize rows of an update, ≥ 1
   */
  SvrgUpdates(Objective objective, double rate, Penalty penalty, long batchSize) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the rate must be above 0 and finite, got " + rate);
    }
    this.objective = objective;
    this.rate = rate;
    this.penalty = penalty;
    this.batchSize = batchSize;
  }

  Objective objective() {
    return objective;
  }

  double rate() {
    return rate;
  }

  Penalty penalty() {
    return penalty;
  }

  long batchSize() {
    return batchSize;
  }
}
