package io.descent.sample;

import io.descent.linalg.Block;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A share of the rows that training does not see. Within each shard, of the m rows with one label
 * ⌊f·m + u⌋ are held out, u uniform on (0, 1] from (seed, shard, label): every label has its share
 * to within a row a shard, and every row the probability f. Which rows of a label they are is a
 * uniform choice from the same key. Labels that are numbers to come close to are taken as one.
 */
public final class Holdout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The step of its random streams: no training step has this number. */
  private static final long STEP = -2;

  private final double fraction;
  private final long seed;
  private final boolean byLabel;

  private Holdout(double fraction, long seed, boolean byLabel) {
    this.fraction = fraction;
    this.seed = seed;
    this.byLabel = byLabel;
  }

  /**
   * A holdout.
   *
   * @param fraction f in (0, 1)
   * @param seed the seed of the run
   * @param byLabel whether each label gives its share
   */
  public static Holdout of(double fraction, long seed, boolean byLabel) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1), got " + fraction);
    }
    return new Holdout(fraction, seed, byLabel);
  }

  /** The block without the rows that are held out. */
  public Block kept(Block block) {
    return block.select(rows(block, false));
  }

  /** The rows of a block that are held out, as a block of the same shard. */
  public Block heldOut(Block block) {
    return block.select(rows(block, true));
  }

  private int[] rows(Block block, boolean held) {
    boolean[] out = heldOutRows(block);
    int size = 0;
    int[] rows = new int[out.length];
    for (int row = 0; row < out.length; row++) {
      if (out[row] == held) {
        rows[size++] = row;
      }
    }
    return Arrays.copyOf(rows, size);
  }

  private boolean[] heldOutRows(Block block) {
    boolean[] out = new boolean[block.count()];
    int[][] members = RowsByLabel.of(block, byLabel);
    for (int label = 0; label < members.length; label++) {
      choose(SplitMix.of(seed + block.shard(), STEP, label), members[label], out);
    }
    return out;
  }

  /** The first elements of a Fisher–Yates shuffle. */
  private void choose(SplitMix random, int[] rows, boolean[] out) {
    int m = rows.length;
    int held = (int) Math.min(m, Math.floor(fraction * m + random.unit()));
    for (int k = 0; k < held; k++) {
      int other = k + (int) random.below(m - k);
      int row = rows[other];
      rows[other] = rows[k];
      rows[k] = row;
      out[row] = true;
    }
  }
}
