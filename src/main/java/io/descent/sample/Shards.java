package io.descent.sample;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many rows each shard has, counted by the loading pass; where a sampler asks for it also how
 * many of each label, or of what weight. With the sums of all shards before each, so that a shard
 * knows its place among them in O(1). 8 bytes a number: (S + 1)·(1 + labels + 1 with weights) of
 * them travel with a step. Immutable.
 */
public final class Shards implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] before;

  /** Of label c before shard s, at c·(S + 1) + s. */
  private final long[] labelsBefore;

  private final double[] weightBefore;

  private Shards(long[] before, long[] labelsBefore, double[] weightBefore) {
    this.before = before;
    this.labelsBefore = labelsBefore;
    this.weightBefore = weightBefore;
  }

  /** Shards with the given numbers of rows, in order; empty shards are legal. */
  public static Shards of(int... rows) {
    for (int s = 0; s < rows.length; s++) {
      if (rows[s] < 0) {
        throw new IllegalArgumentException("shard " + s + " has " + rows[s] + " rows");
      }
    }
    long[] counts = Arrays.stream(rows).asLongStream().toArray();
    return new Shards(sums(counts, 0, 1), new long[0], new double[0]);
  }

  private static long[] sums(long[] values, int from, int stride) {
    int count = values.length / stride;
    long[] sums = new long[count + 1];
    for (int s = 0; s < count; s++) {
      sums[s + 1] = sums[s] + values[s * stride + from];
    }
    return sums;
  }

  /** These shards with the rows of every label. */
  public Shards withLabels(ShardCensus census) {
    check(census);
    int labels = census.labels();
    long[] of = new long[labels * before.length];
    for (int label = 0; label < labels; label++) {
      long[] sums = sums(census.counts(), label, labels);
      System.arraycopy(sums, 0, of, label * before.length, sums.length);
    }
    return new Shards(before, of, weightBefore);
  }

  /** These shards with the weight of every one. */
  public Shards withWeights(ShardCensus census) {
    check(census);
    double[] sums = new double[before.length];
    for (int s = 0; s < count(); s++) {
      sums[s + 1] = sums[s] + census.weight(s);
    }
    return new Shards(before, labelsBefore, sums);
  }

  private void check(ShardCensus census) {
    if (census.shards() != count()) {
      throw new IllegalArgumentException(
          "a census of " + census.shards() + " shards for " + count());
    }
  }

  /** Number of shards, S. */
  public int count() {
    return before.length - 1;
  }

  /** Number of rows in a shard. */
  public int rows(int shard) {
    return (int) (before[shard + 1] - before[shard]);
  }

  /** Number of rows of the largest shard, at least 1. */
  public long mostRows() {
    long most = 1;
    for (int s = 0; s < count(); s++) {
      most = Math.max(most, rows(s));
    }
    return most;
  }

  /** Number of rows before a shard, N_s; for {@code shard == count()} the number of all rows. */
  public long rowsBefore(int shard) {
    return before[shard];
  }

  /** Number of rows in all shards, n. */
  public long rows() {
    return before[before.length - 1];
  }

  /** Number of labels that were counted, k; 0 unless the sampler asked. */
  public int labels() {
    return labelsBefore.length / before.length;
  }

  /** Rows of a label before a shard; for {@code shard == count()} those of all shards. */
  public long rowsBefore(int shard, int label) {
    return labelsBefore[label * before.length + shard];
  }

  /**
   * Weight of all rows before a shard, added shard after shard; for {@code shard == count()} of all
   * rows.
   *
   * @throws IllegalStateException when the weights were not summed
   */
  public double weightBefore(int shard) {
    if (weightBefore.length == 0) {
      throw new IllegalStateException("the weights of the shards were not summed");
    }
    return weightBefore[shard];
  }
}
