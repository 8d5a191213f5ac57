package io.descent.train;

import io.descent.linalg.Block;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import org.jspecify.annotations.Nullable;

/** The losses of all rows of a block. */
public final class FullLoss implements BlockFunction<LossSum> {
  private static final long serialVersionUID = 1L;

  private final Objective objective;

  private FullLoss(Objective objective) {
    this.objective = objective;
  }

  /** Under an objective. */
  public static FullLoss of(Objective objective) {
    return new FullLoss(objective);
  }

  @Override
  public @Nullable LossSum apply(Block block, double[] theta) {
    if (block.count() == 0) {
      return null;
    }
    LossSum sum = new LossSum();
    objective.evaluate(block, theta, sum);
    return sum;
  }
}
