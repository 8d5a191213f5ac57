package io.descent.train;

import io.descent.objective.Objective;
import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How a shard updates its copy of the model between two synchronisations. Immutable.
 *
 * <p>The state that travels is θ with the rule's memory behind it, array after array in the order
 * of {@link Slots}.
 */
final class InnerUpdates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The memory of a rate that has none. */
  private static final Slots NONE = Slots.none();

  private final Objective objective;
  private final UpdateRule rule;
  private final LearningRate rate;
  private final Penalty penalty;
  private final long batchSize;

  /**
   * Updates.
   *
   * @param rate without memory: what a shard observes, the others do not know
   * @param batchSize rows of an update, ≥ 1
   */
  InnerUpdates(
      Objective objective, UpdateRule rule, LearningRate rate, Penalty penalty, long batchSize) {
    if (!rate.init().names().isEmpty()) {
      throw new IllegalArgumentException("a rate of local steps has no memory");
    }
    this.objective = objective;
    this.rule = rule;
    this.rate = rate;
    this.penalty = penalty;
    this.batchSize = batchSize;
  }

  Objective objective() {
    return objective;
  }

  UpdateRule rule() {
    return rule;
  }

  Penalty penalty() {
    return penalty;
  }

  long batchSize() {
    return batchSize;
  }

  double rate(long update) {
    return rate.at(update, NONE);
  }

  int modelSize() {
    return objective.layout().dimension();
  }

  /** The rule's memory before the first update. */
  Slots memory() {
    return rule.init(modelSize());
  }

  /** θ with the memory behind it. */
  double[] pack(double[] theta, Slots memory) {
    int length = modelSize();
    for (String name : memory.names()) {
      length = Math.addExact(length, memory.get(name).length);
    }
    double[] packed = Arrays.copyOf(theta, length);
    int at = modelSize();
    for (String name : memory.names()) {
      double[] array = memory.get(name);
      System.arraycopy(array, 0, packed, at, array.length);
      at += array.length;
    }
    return packed;
  }

  /** The memory in a state, as a copy. */
  Slots memory(double[] packed) {
    Slots memory = Slots.none();
    int at = modelSize();
    Slots empty = memory();
    for (String name : empty.names()) {
      int length = empty.get(name).length;
      memory = memory.with(name, Arrays.copyOfRange(packed, at, at + length));
      at += length;
    }
    return memory;
  }
}
