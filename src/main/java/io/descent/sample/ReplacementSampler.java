package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.linalg.WeightIndex;
import java.util.Arrays;

/**
 * B independent draws in every step, each of any row again: every row with probability 1/n, or,
 * drawn by importance, with its share cᵢ/Σc of the weight. A row that is drawn twice counts twice.
 *
 * <p>Drawn by importance a row counts with weight 1, so that the batch's mean gradient is an
 * unbiased estimate of the weighted mean of all rows: large weights are not seen as rare large
 * steps but as frequent ones (Needell, Srebro &amp; Ward, "Stochastic gradient descent, weighted
 * sampling, and the randomized Kaczmarz algorithm", Mathematical Programming 155, 2016, whose
 * weights are Lipschitz constants). A row of weight 0 is never drawn.
 *
 * <p>The numbers of draws that fall to the shards are multinomial, as those of B independent draws
 * are. They are found along a binary tree over the shards: of k draws that fall to a node, a {@link
 * Binomial} number from (seed, step, node) falls to its left half. A shard thus knows its own after
 * log₂S binomial draws, and draws its rows in O(1) each, by importance in O(log rows). Steps, and
 * rows within a step, are independent.
 */
public final class ReplacementSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  private final BatchSize size;
  private final boolean byWeight;

  private ReplacementSampler(BatchSize size, boolean byWeight) {
    // Other samplers read at most all rows; here nothing else bounds a batch.
    if (size.most() > BatchSize.MOST) {
      throw new IllegalArgumentException(
          "at most " + BatchSize.MOST + " rows a step are drawn with replacement, got " + size);
    }
    this.size = size;
    this.byWeight = byWeight;
  }

  /** Every row with the same probability. */
  public static ReplacementSampler uniform(BatchSize size) {
    return new ReplacementSampler(size, false);
  }

  /** Every row with its share of the weight. */
  public static ReplacementSampler byImportance(BatchSize size) {
    return new ReplacementSampler(size, true);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    int shard = block.shard();
    int draws = Math.toIntExact(draws(seed, step, shards, shard));
    int[] drawn = new int[draws];
    SplitMix random = SplitMix.of(seed, step, shard);
    if (byWeight && draws > 0) {
      WeightIndex index = block.byWeight();
      for (int i = 0; i < draws; i++) {
        drawn[i] = index.find(random.unit() * index.total());
      }
    } else {
      for (int i = 0; i < draws; i++) {
        drawn[i] = (int) random.below(block.count());
      }
    }
    Arrays.sort(drawn);
    return Selection.withRepeats(drawn);
  }

  /** How many draws fall to a shard. */
  private long draws(long seed, long step, Shards shards, int shard) {
    int from = 0;
    int to = shards.count();
    double all = measure(shards, from, to);
    // Rows all of weight 0 leave nothing to draw.
    long own = all > 0 ? size.at(step) : 0;
    while (to - from > 1 && own > 0) {
      int middle = (from + to) >>> 1;
      double left = measure(shards, from, middle);
      SplitMix random = SplitMix.of(seed, step, Streams.node(middle));
      long ofLeft = Binomial.draw(random, own, left / all);
      if (shard < middle) {
        to = middle;
        own = ofLeft;
      } else {
        from = middle;
        own -= ofLeft;
      }
      all = measure(shards, from, to);
    }
    return own;
  }

  private double measure(Shards shards, int from, int to) {
    return byWeight
        ? shards.weightBefore(to) - shards.weightBefore(from)
        : shards.rowsBefore(to) - shards.rowsBefore(from);
  }

  @Override
  public boolean drawsByWeight() {
    return byWeight;
  }

  @Override
  public long steps(double epochs, long rows) {
    return size.steps(epochs, rows, Long.MAX_VALUE);
  }

  /** Never: even a batch of n draws leaves rows out. */
  @Override
  public boolean readsAll(long rows) {
    return false;
  }

  @Override
  public String toString() {
    return (byWeight ? "importance(" : "with-replacement(") + size + ")";
  }
}
