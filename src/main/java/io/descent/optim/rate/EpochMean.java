package io.descent.optim.rate;

import io.descent.optim.Slots;
import java.io.Serializable;

/**
 * Means of the objectives of the steps of an epoch: one noisy batch alone decides nothing. An epoch
 * is K observed steps; a step with an empty batch has no objective and is not among them. Its
 * memory is in slots whose names begin with a prefix.
 *
 * @param prefix of the names
 * @param steps K ≥ 1
 */
record EpochMean(String prefix, long steps) implements Serializable {
  private static final long serialVersionUID = 1L;

  EpochMean {
    Checks.atLeast(1, "steps of an epoch", steps);
  }

  Slots init(Slots slots) {
    return slots.with(prefix + "objective-sum", 1).with(prefix + "objective-count", 1);
  }

  /** Takes a step's objective; gives the mean of the epoch that it ends, else NaN. */
  double add(double objective, Slots slots) {
    double[] sum = slots.get(prefix + "objective-sum");
    double[] count = slots.get(prefix + "objective-count");
    sum[0] += objective;
    count[0]++;
    if (count[0] < steps) {
      return Double.NaN;
    }
    double mean = sum[0] / count[0];
    sum[0] = 0;
    count[0] = 0;
    return mean;
  }
}
