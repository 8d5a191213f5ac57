package io.descent.sample;

import io.descent.linalg.Block;
import java.util.Arrays;

/**
 * The rows cut into K parts, of which each may be held out in turn: every row is in one. Within
 * each shard the rows with one label are dealt to the parts like cards, after a uniform shuffle and
 * beginning with any part, both from (seed, shard, label): the parts of a shard differ by at most a
 * row of each label. Labels that are numbers to come close to are taken as one.
 */
public final class Folds {
  /** The step of its random streams: no training step has this number. */
  private static final long STEP = -5;

  private final int count;
  private final long seed;
  private final boolean byLabel;

  private Folds(int count, long seed, boolean byLabel) {
    this.count = count;
    this.seed = seed;
    this.byLabel = byLabel;
  }

  /**
   * Parts of rows.
   *
   * @param count K ≥ 2
   * @param seed the seed of the run
   * @param byLabel whether each label is dealt by itself
   */
  public static Folds of(int count, long seed, boolean byLabel) {
    if (count < 2) {
      throw new IllegalArgumentException("there must be at least 2 parts, got " + count);
    }
    return new Folds(count, seed, byLabel);
  }

  /** The block without the rows of a part, numbered from 0. */
  public Block without(Block block, int part) {
    return rows(block, part, false);
  }

  /** The rows of a part, as a block of the same shard. */
  public Block part(Block block, int part) {
    return rows(block, part, true);
  }

  private Block rows(Block block, int part, boolean its) {
    int[] parts = parts(block);
    int size = 0;
    int[] rows = new int[parts.length];
    for (int row = 0; row < parts.length; row++) {
      if (parts[row] == part == its) {
        rows[size++] = row;
      }
    }
    return block.select(Arrays.copyOf(rows, size));
  }

  private int[] parts(Block block) {
    int[] parts = new int[block.count()];
    int[][] members = RowsByLabel.of(block, byLabel);
    for (int label = 0; label < members.length; label++) {
      deal(SplitMix.of(seed + block.shard(), STEP, label), members[label], parts);
    }
    return parts;
  }

  /** A Fisher–Yates shuffle, each row dealt as it comes up. */
  private void deal(SplitMix random, int[] rows, int[] parts) {
    int first = (int) random.below(count);
    for (int k = 0; k < rows.length; k++) {
      int other = k + (int) random.below(rows.length - k);
      int row = rows[other];
      rows[other] = rows[k];
      parts[row] = (first + k) % count;
    }
  }
}
