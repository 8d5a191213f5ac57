package io.descent.optim;

import io.descent.linalg.EffectiveStep;
import java.io.Serializable;

/**
 * How a gradient moves θ. The rule is a value without memory; what it must remember is in {@link
 * Slots}. Implementations are immutable and thread-safe; all arrays are as long as θ.
 */
public interface UpdateRule extends Serializable {
  /** The name of the option's value. */
  String name();

  /**
   * Whether a proximal step of the effective size leads to the optimum of the penalised objective.
   * False where the length of a step does not depend on that of the gradient: no size of a proximal
   * step balances it.
   */
  default boolean takesProximalStep() {
    return true;
  }

  /**
   * Whether an update starts from θ, with any rate. False where θ is a function of the memory and
   * of one fixed rate: whatever else moves θ would be undone by the next update, so such a rule
   * goes with neither a schedule nor weight decay nor look-ahead.
   */
  default boolean isIncremental() {
    return true;
  }

  /** The memory before the first update. */
  Slots init(int dimension);

  /**
   * Makes update t.
   *
   * @param gradient the gradient at θ before the update, not changed
   * @param rate the learning rate η of this update
   * @param theta θ, changed in place
   * @param slots the rule's memory, changed in place
   * @param t the number of this update, 1, 2, …
   * @param out takes the effective step: the total weight that the rule gives to one constant
   *     gradient in this update
   */
  void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out);
}
