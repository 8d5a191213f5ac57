package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.sample.RunOrder;
import org.jspecify.annotations.Nullable;

/** What a shard does in a step of a round: corrected updates from the model that is sent out. */
final class SvrgRound implements BlockFunction<GradientSum> {
  private static final long serialVersionUID = 1L;

  private final SvrgUpdates updates;
  private final long stepsPerRound;
  private final long updatesPerStep;
  private final long seed;
  private final long step;

  SvrgRound(SvrgUpdates updates, LocalPace pace, long seed, long step) {
    this.updates = updates;
    this.stepsPerRound = pace.stepsPerEpoch();
    this.updatesPerStep = pace.updatesPerStep();
    this.seed = seed;
    this.step = step;
  }

  @Override
  public @Nullable GradientSum apply(Block block, double[] state) {
    int rows = block.count();
    long i = step % stepsPerRound;
    int from = (int) (i * rows / stepsPerRound);
    int to = (int) ((i + 1) * rows / stepsPerRound);
    if (from == to || !(block.meanWeight() > 0)) {
      return null;
    }
    int[] list = RunOrder.of(rows, seed, step / stepsPerRound, block.shard()).rows(from, to);
    int d = updates.objective().layout().dimension();
    boolean byRow = SvrgRows.applyTo(updates, block);
    WeightOrder order = byRow ? SvrgRows.order(updates) : WeightOrder.stored(1, d);
    double[] theta = order.read(state, 0, d);
    double[] gradient = order.read(state, d, d);
    double[] snapshot = i == 0 ? theta.clone() : order.read(state, 2 * d, d);
    SvrgSnapshot at = new SvrgSnapshot(snapshot, gradient);
    long first = Math.multiplyExact(step, updatesPerStep);
    GradientSum read =
        byRow
            ? SvrgRows.run(updates, block, list, at, theta, order)
            : SvrgBatches.run(updates, block, list, at, seed, first, theta);
    if (!(read.weight() > 0)) {
      return null;
    }
    GradientSum sum = GradientSum.of(d);
    sum.count(read);
    sum.addScaled(theta, order, read.weight(), 0);
    return sum;
  }
}
