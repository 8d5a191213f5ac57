package io.descent.train;

import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  // Of the rule's memory, which is long: where only its shape is asked none is made.
  private final String[] memoryNames;
  private final int[] memoryLengths;

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
    Slots memory = memory();
    this.memoryNames = memory.names().toArray(new String[0]);
    this.memoryLengths =
        memory.names().stream().mapToInt(name -> memory.get(name).length).toArray();
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

  /** The layout of the state that travels. */
  ParameterLayout layout() {
    ParameterLayout layout = objective.layout();
    for (int i = 0; i < memoryNames.length; i++) {
      layout = layout.with("inner " + memoryNames[i], false, memoryLengths[i]);
    }
    return layout;
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

  /** The order of θ that is none. */
  WeightOrder stored() {
    return WeightOrder.stored(1, modelSize());
  }

  /** The model in a state, as a copy. */
  double[] theta(double[] packed, WeightOrder order) {
    return order.read(packed, 0, modelSize());
  }

  /** The memory in a state, as a copy; in an order where it has an element for each of θ's. */
  Slots memory(double[] packed, WeightOrder order) {
    List<double[]> arrays = new ArrayList<>();
    int at = modelSize();
    for (int length : memoryLengths) {
      arrays.add(orderOf(length, order).read(packed, at, length));
      at += length;
    }
    return Slots.over(List.of(memoryNames), arrays);
  }

  /** Adds a state with a weight. */
  void addTo(GradientSum sum, double weight, double[] theta, Slots memory, WeightOrder order) {
    sum.addScaled(theta, order, weight, 0);
    int at = modelSize();
    for (String name : memory.names()) {
      double[] array = memory.get(name);
      sum.addScaled(array, orderOf(array.length, order), weight, at);
      at += array.length;
    }
  }

  private WeightOrder orderOf(int length, WeightOrder order) {
    return length == modelSize() ? order : WeightOrder.stored(1, length);
  }
}
