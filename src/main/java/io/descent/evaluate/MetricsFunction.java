package io.descent.evaluate;

import io.descent.linalg.Block;
import io.descent.objective.Objective;
import io.descent.train.BlockFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of every block at θ, for a sum over all of them. */
public final class MetricsFunction implements BlockFunction<MetricsSum> {
  private static final long serialVersionUID = 1L;

  private final Objective objective;

  private MetricsFunction(Objective objective) {
    this.objective = objective;
  }

  public static MetricsFunction of(Objective objective) {
    return new MetricsFunction(objective);
  }

  @Override
  public @Nullable MetricsSum apply(Block block, double[] theta) {
    return block.count() == 0 ? null : MetricsSum.of(objective, block, theta);
  }
}
