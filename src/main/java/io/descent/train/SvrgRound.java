package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import org.jspecify.annotations.Nullable;

/** What a shard does in a step of a round: corrected updates from the model that is sent out. */
final class SvrgRound implements BlockFunction<GradientSum> {
  private static final long serialVersionUID = 1L;

  private final SvrgUpdates updates;
  private final PacedStep step;

  SvrgRound(SvrgUpdates updates, PacedStep step) {
    this.updates = updates;
    this.step = step;
  }

  @Override
  public @Nullable GradientSum apply(Block block, double[] state) {
    int[] list = step.rows(block);
    if (list.length == 0 || !(block.meanWeight() > 0)) {
      return null;
    }
    int d = updates.objective().layout().dimension();
    boolean byRow = SvrgRows.applyTo(updates, block);
    WeightOrder order = byRow ? SvrgRows.order(updates) : WeightOrder.stored(1, d);
    double[] theta = order.read(state, 0, d);
    double[] gradient = order.read(state, d, d);
    double[] snapshot = step.isFirst() ? theta.clone() : order.read(state, 2 * d, d);
    SvrgSnapshot at = new SvrgSnapshot(snapshot, gradient);
    GradientSum read =
        byRow
            ? SvrgRows.run(updates, block, list, at, theta, order)
            : SvrgBatches.run(updates, block, list, at, step.seed(), step.firstUpdate(), theta);
    if (!(read.weight() > 0)) {
      return null;
    }
    GradientSum sum = GradientSum.of(d);
    sum.count(read);
    sum.addScaled(theta, order, read.weight(), 0);
    return sum;
  }
}
