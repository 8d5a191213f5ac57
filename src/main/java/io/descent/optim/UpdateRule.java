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
