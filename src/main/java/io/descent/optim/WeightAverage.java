package io.descent.optim;

import java.io.Serializable;

/**
 * An average of θ over the updates of a run. It is what the model takes; it is never fed back. An
 * update that moves nothing counts, an empty batch is no update. The memory is in {@link Slots}.
 * Implementations are immutable.
 */
public interface WeightAverage extends Serializable {
  /** The memory before the first update. */
  Slots init(int dimension);

  /**
   * Counts θ.
   *
   * @param theta θ after the update and its proximal step, not changed
   * @param t the number of the update, 1, 2, …
   */
  void add(double[] theta, Slots slots, long t);

  /**
   * The average, in an array of its own; θ itself while nothing has been averaged.
   *
   * @param t the number of updates made, 0, 1, …
   */
  double[] of(double[] theta, Slots slots, long t);
}
