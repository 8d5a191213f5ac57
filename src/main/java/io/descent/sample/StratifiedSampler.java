package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.LabelIndex;
import io.descent.linalg.Selection;
import java.util.Arrays;

/**
 * Exactly B distinct rows in every step (all n where there are fewer), of which each label has its
 * share: B·n_c/n, rounded up or down.
 *
 * <p>With F_c rows of smaller labels, label c has B_c = ⌊(B·F_{c+1} + r)/n⌋ − ⌊(B·F_c + r)/n⌋ rows,
 * r uniform on [0, n) from (seed, step): ΣB_c = B, and B_c is B·n_c/n on average. They are divided
 * among the shards in the same way, by the label's rows in each and an r of its own from (seed,
 * step, label), and are a uniform subset of the label's rows in a shard. Every row has probability
 * B/n; steps are independent. Its cost is that of its rows and O(labels).
 */
public final class StratifiedSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  private final BatchSize size;

  private StratifiedSampler(BatchSize size) {
    this.size = size;
  }

  /** A sampler. */
  public static StratifiedSampler of(BatchSize size) {
    return new StratifiedSampler(size);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    long n = shards.rows();
    long batch = size.at(step);
    if (batch >= n) {
      return Selection.all(block.count());
    }
    int shard = block.shard();
    long r = SplitMix.of(seed, step, Streams.STEP).below(n);
    SplitMix random = SplitMix.of(seed, step, shard);
    int[] chosen = new int[16];
    int count = 0;
    long smaller = 0;
    for (int label = 0; label < shards.labels(); label++) {
      long all = shards.rowsBefore(shards.count(), label);
      long quota =
          Systematic.share(batch, smaller + all, r, n) - Systematic.share(batch, smaller, r, n);
      smaller += all;
      int draws = draws(seed, step, shards, shard, label, quota);
      if (draws > 0) {
        LabelIndex index = block.byLabel();
        int[] subset = Subset.of(random, index.count(label), draws);
        if (count + draws > chosen.length) {
          chosen = Arrays.copyOf(chosen, Math.max(2 * chosen.length, count + draws));
        }
        for (int i : subset) {
          chosen[count++] = index.row(label, i);
        }
      }
    }
    Arrays.sort(chosen, 0, count);
    return Selection.of(Arrays.copyOf(chosen, count));
  }

  /** How many of a label's rows in this step fall to a shard. */
  private static int draws(long seed, long step, Shards shards, int shard, int label, long quota) {
    long before = shards.rowsBefore(shard, label);
    long after = shards.rowsBefore(shard + 1, label);
    if (quota == 0 || before == after) {
      return 0;
    }
    long all = shards.rowsBefore(shards.count(), label);
    long r = SplitMix.of(seed, step, Streams.label(label)).below(all);
    return (int) (Systematic.share(quota, after, r, all) - Systematic.share(quota, before, r, all));
  }

  @Override
  public boolean drawsByLabel() {
    return true;
  }

  @Override
  public long steps(double epochs, long rows) {
    return size.steps(epochs, rows, rows);
  }

  @Override
  public boolean readsAll(long rows) {
    return size.at(0) >= rows;
  }

  @Override
  public String toString() {
    return "stratified(" + size + ")";
  }
}
