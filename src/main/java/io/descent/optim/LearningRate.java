package io.descent.optim;

import java.io.Serializable;

/**
 * The learning rate η of a step. Memory, where a rate needs one, is in {@link Slots}.
 * Implementations are immutable.
 */
public interface LearningRate extends Serializable {
  /** The memory before the first step. */
  default Slots init() {
    return Slots.none();
  }

  /**
   * The rate of a step.
   *
   * @param step counted from 0; steps with an empty batch count
   * @param slots its memory, not changed
   */
  double at(long step, Slots slots);

  /**
   * Tells the rate what a step's objective was, after its update; rates that do not adapt ignore
   * it. A step with an empty batch is not told of.
   */
  default void observe(long step, double objective, Slots slots) {}
}
