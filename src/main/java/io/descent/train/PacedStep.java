package io.descent.train;

import io.descent.linalg.Block;
import io.descent.sample.RunOrder;
import java.io.Serializable;

/**
 * A step of an epoch that local updates divide: the rows from ⌊i·N_s/T⌋ to ⌊(i + 1)·N_s/T⌋ − 1 of a
 * shard's order, which is another in each epoch, i being the step's number in its epoch. Immutable.
 */
final class PacedStep implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long stepsPerEpoch;
  private final long updatesPerStep;
  private final long seed;
  private final long step;

  private PacedStep(LocalPace pace, long seed, long step) {
    this.stepsPerEpoch = pace.stepsPerEpoch();
    this.updatesPerStep = pace.updatesPerStep();
    this.seed = seed;
    this.step = step;
  }

  static PacedStep of(LocalPace pace, long seed, long step) {
    return new PacedStep(pace, seed, step);
  }

  long seed() {
    return seed;
  }

  /** Whether it is the first of its epoch. */
  boolean isFirst() {
    return step % stepsPerEpoch == 0;
  }

  /** The number of its first update. */
  long firstUpdate() {
    return Math.multiplyExact(step, updatesPerStep);
  }

  /** A shard's rows in the order of reading; none where the shard is small. */
  int[] rows(Block block) {
    int n = block.count();
    long i = step % stepsPerEpoch;
    int from = (int) (i * n / stepsPerEpoch);
    int to = (int) ((i + 1) * n / stepsPerEpoch);
    return from == to
        ? new int[0]
        : RunOrder.of(n, seed, step / stepsPerEpoch, block.shard()).rows(from, to);
  }
}
