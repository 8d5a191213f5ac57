package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Every row exactly once an epoch, in a random order that is another in each epoch: the order is
 * cut into batches of exactly B rows, of which the last of an epoch has what is left (random
 * reshuffling). B may grow with steps, also within an epoch. Nothing is shuffled: a shard computes
 * its rows of a step in O(log S + its rows of the batch) from (seed, step) alone.
 *
 * <p><em>Which shard gives the row at a position of the epoch</em> is decided along a binary tree
 * over the shards. Of the first k positions of a node with n rows, n_L of them in its left half,
 * ⌊(k·n_L + r)/n⌋ belong to the left half and the rest to the right, r uniform on [0, n) from
 * (seed, epoch, node). Both counts grow by 0 or 1 with k and reach n_L and n − n_L, so that every
 * row is given once, whatever the sizes. <em>Which of its rows a shard gives as its i-th</em> is
 * the value at i of a keyed {@link Permutation}.
 *
 * <p>Each position is uniform over all rows (up to the permutation being pseudo-random): a node's
 * position falls to its left half with probability exactly n_L/n. Epochs are independent. Positions
 * within an epoch are not: shards are interleaved evenly, by less than one row a level of the tree
 * from their shares, where a shuffle of all rows would now and then take many rows of one shard in
 * a row. Batches are thus balanced over the shards, as those of {@link FixedSampler} are.
 */
public final class EpochSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  private final BatchSize size;

  private EpochSampler(BatchSize size) {
    this.size = size;
  }

  /**
   * A sampler.
   *
   * @param size B ≥ 1
   */
  public static EpochSampler of(long size) {
    return of(BatchSize.constant(size));
  }

  /** A sampler whose B changes with steps. */
  public static EpochSampler of(BatchSize size) {
    return new EpochSampler(size);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    int shard = block.shard();
    int rows = shards.rows(shard);
    long n = shards.rows();
    Place place = placeOf(step, n);
    long epoch = place.epoch();
    long begin = place.row();
    long batch = size.at(step);
    if (begin == 0 && batch >= n) {
      return Selection.all(rows);
    }
    int from = given(begin, shards, shard, seed, epoch);
    int to = given(batch >= n - begin ? n : begin + batch, shards, shard, seed, epoch);
    int[] chosen = new int[to - from];
    if (to > from) {
      Permutation order = Permutation.of(rows, SplitMix.of(seed, epoch, shard));
      for (int i = from; i < to; i++) {
        chosen[i - from] = order.at(i);
      }
      Arrays.sort(chosen);
    }
    return Selection.of(chosen);
  }

  /** Where a step begins: in which epoch, and after how many of its rows. */
  private record Place(long epoch, long row) {
    boolean isBefore(Place other) {
      return epoch < other.epoch || (epoch == other.epoch && row < other.row);
    }
  }

  /** Costs a few operations for each time that B grew, and each of these added a row or more. */
  private Place placeOf(long step, long rows) {
    long epoch = 0;
    long row = 0;
    long left = step;
    for (long stage = 0; left > 0; stage++) {
      long batch = Math.min(rows, size.ofStage(stage));
      boolean grows = batch < Math.min(rows, size.most());
      long steps = grows ? Math.min(left, size.stageSteps()) : left;
      left -= steps;
      long toTheEnd = (rows - row - 1) / batch + 1;
      if (steps < toTheEnd) {
        row += steps * batch;
      } else {
        long whole = (rows - 1) / batch + 1;
        epoch += 1 + (steps - toTheEnd) / whole;
        row = (steps - toTheEnd) % whole * batch;
      }
    }
    return new Place(epoch, row);
  }

  /** How many of the first k rows of an epoch are of a shard. */
  static int given(long k, Shards shards, int shard, long seed, long epoch) {
    long own = k;
    int from = 0;
    int to = shards.count();
    while (to - from > 1 && own > 0) {
      int middle = (from + to) >>> 1;
      long all = shards.rowsBefore(to) - shards.rowsBefore(from);
      long left = shards.rowsBefore(middle) - shards.rowsBefore(from);
      long r = SplitMix.of(seed, epoch, Streams.node(middle)).below(all);
      long ofLeft = Systematic.share(left, own, r, all);
      if (shard < middle) {
        to = middle;
        own = ofLeft;
      } else {
        from = middle;
        own -= ofLeft;
      }
    }
    return (int) own;
  }

  /** Exact: the smallest step that begins after whole epochs and the first rows of the next. */
  @Override
  public long steps(double epochs, long rows) {
    BigDecimal all = BigDecimal.valueOf(epochs);
    BigInteger whole = all.toBigInteger();
    BigDecimal rest = all.subtract(new BigDecimal(whole)).multiply(BigDecimal.valueOf(rows));
    // An epoch takes a step or more.
    Place end =
        new Place(
            whole.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(),
            rest.setScale(0, RoundingMode.CEILING).longValueExact());
    long tooFew = -1;
    long enough = 0;
    while (enough < Long.MAX_VALUE && placeOf(enough, rows).isBefore(end)) {
      tooFew = enough;
      enough = 2 * enough + 1;
    }
    while (enough - tooFew > 1) {
      long middle = tooFew + (enough - tooFew) / 2;
      if (placeOf(middle, rows).isBefore(end)) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  @Override
  public boolean readsAll(long rows) {
    return size.at(0) >= rows;
  }

  @Override
  public String toString() {
    return "epoch(" + size + ")";
  }
}
