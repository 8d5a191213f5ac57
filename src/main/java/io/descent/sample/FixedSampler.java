package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;

/**
 * Exactly B rows in every step (all n where there are fewer), each with probability B/n, none
 * twice.
 *
 * <p>Shard s with N_s rows before it draws c_s = ⌊(B·N_{s+1} + r)/n⌋ − ⌊(B·N_s + r)/n⌋ distinct
 * rows, r an integer uniform on [0, n) from (seed, step): systematic sampling of shards, so that
 * Σc_s = B, every shard knows its share without asking another, and large shards give more rows.
 * Inside a shard the rows are a uniform subset from (seed, step, shard), in O(c_s). B = 1 is
 * classic single-row SGD. Steps are independent of each other.
 */
public final class FixedSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  private final BatchSize size;

  private FixedSampler(BatchSize size) {
    this.size = size;
  }

  /**
   * A sampler.
   *
   * @param size B ≥ 1
   */
  public static FixedSampler of(long size) {
    return of(BatchSize.constant(size));
  }

  /** A sampler whose B changes with steps. */
  public static FixedSampler of(BatchSize size) {
    return new FixedSampler(size);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    int shard = block.shard();
    int rows = shards.rows(shard);
    long n = shards.rows();
    long batch = size.at(step);
    if (batch >= n) {
      return Selection.all(rows);
    }
    long r = SplitMix.of(seed, step, Streams.STEP).below(n);
    long before = shards.rowsBefore(shard);
    int draws =
        (int)
            (Systematic.share(batch, before + rows, r, n) - Systematic.share(batch, before, r, n));
    return draws == rows
        ? Selection.all(rows)
        : Selection.of(Subset.of(SplitMix.of(seed, step, shard), rows, draws));
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
    return size.at(0) == 1 && size.most() == 1 ? "single" : "fixed(" + size + ")";
  }
}
