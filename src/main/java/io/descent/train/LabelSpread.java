package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.LabelSets;
import io.descent.reduce.Mergeable;
import java.util.Arrays;
import java.util.Objects;

/**
 * How the labels of the shards differ: of every shard, in order, the number of rows, and sum and
 * squares of their labels. Classes count as numbers in [0, 1) without order, sets of labels as the
 * sum of these. A wire type that merges along the shard tree.
 */
public final class LabelSpread implements Mergeable<LabelSpread> {
  private static final long serialVersionUID = 1L;

  /** Multiples of it, modulo 1, are spread evenly: two mixtures of classes hardly share a mean. */
  private static final double GOLDEN = 0.6180339887498949;

  /** In deviations of a normal variable: three in ten million exceed it by chance. */
  private static final double BEYOND_CHANCE = 5;

  private double[] rows;
  private double[] sums;
  private double[] squares;

  private LabelSpread(double rows, double sum, double squares) {
    this.rows = new double[] {rows};
    this.sums = new double[] {sum};
    this.squares = new double[] {squares};
  }

  /**
   * Looks at the labels of all shards, in one pass.
   *
   * @param classes whether labels are numbers of classes
   */
  public static LabelSpread of(ShardedBlocks blocks, boolean classes) {
    return Objects.requireNonNull(blocks.sum(new double[0], count(classes)), "no shards");
  }

  private static BlockFunction<LabelSpread> count(boolean classes) {
    return (block, theta) -> ofBlock(block, classes);
  }

  private static LabelSpread ofBlock(Block block, boolean classes) {
    LabelSets sets = block.labelSets();
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < block.count(); row++) {
      double y = 0;
      if (sets != null) {
        for (int label : sets.labels(row)) {
          y += number(label);
        }
      } else {
        y = classes ? number(block.label(row)) : block.label(row);
      }
      sum += y;
      squares += y * y;
    }
    return new LabelSpread(block.count(), sum, squares);
  }

  private static double number(double label) {
    return (label + 1) * GOLDEN % 1;
  }

  /**
   * Whether the means of the shards differ by more than chance explains: Σ n_s(ȳ_s − ȳ)²/σ², which
   * has a χ² distribution with one degree of freedom less than shards where rows are dealt at
   * random, made a normal variable by its cube root (Wilson &amp; Hilferty, PNAS 1931), exceeds 5
   * deviations. Never with fewer than two shards that have rows, nor where all labels are equal.
   */
  public boolean differs() {
    double n = Arrays.stream(rows).sum();
    double mean = Arrays.stream(sums).sum() / n;
    double variance = Arrays.stream(squares).sum() / n - mean * mean;
    double between = 0;
    int shards = 0;
    for (int s = 0; s < rows.length; s++) {
      if (rows[s] > 0) {
        double deviation = sums[s] / rows[s] - mean;
        between += rows[s] * deviation * deviation;
        shards++;
      }
    }
    if (shards < 2 || !(variance > 1e-12 * mean * mean)) {
      return false;
    }
    double free = shards - 1;
    double spread = 2 / (9 * free);
    return (StrictMath.cbrt(between / variance / free) - (1 - spread)) / Math.sqrt(spread)
        > BEYOND_CHANCE;
  }

  @Override
  public LabelSpread merge(LabelSpread right) {
    rows = joined(rows, right.rows);
    sums = joined(sums, right.sums);
    squares = joined(squares, right.squares);
    return this;
  }

  private static double[] joined(double[] left, double[] right) {
    double[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
