package io.descent.optim;

import io.descent.linalg.WeightOrder;

/**
 * A rule that leaves θ and its memory as they are where the gradient is 0, so that an update by the
 * gradient of one sparse row costs what the row's values cost.
 */
public interface SparseRule extends UpdateRule {
  /**
   * Updates of these arrays, which they change in place.
   *
   * @param theta in the order given; memory as long is in the same
   */
  SparseUpdates on(double[] theta, Slots memory, WeightOrder order);
}
