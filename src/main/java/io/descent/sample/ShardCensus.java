package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.LabelIndex;
import io.descent.reduce.Mergeable;
import java.util.Arrays;

/**
 * What one pass over the blocks counts for samplers and class weights: of every shard, in order,
 * the rows of each label, or the weight. A wire type that merges along the shard tree.
 */
public final class ShardCensus implements Mergeable<ShardCensus> {
  private static final long serialVersionUID = 1L;

  private int labels;
  private long[] counts;
  private double[] weights;

  private ShardCensus(int labels, long[] counts, double weight) {
    this.labels = labels;
    this.counts = counts;
    this.weights = new double[] {weight};
  }

  /** The rows of each label in one shard, whose labels are numbers of classes. */
  public static ShardCensus ofLabels(Block block) {
    LabelIndex index = block.byLabel();
    long[] counts = new long[index.labels()];
    for (int label = 0; label < counts.length; label++) {
      counts[label] = index.count(label);
    }
    return new ShardCensus(counts.length, counts, 0);
  }

  /** The weight of one shard. */
  public static ShardCensus ofWeights(Block block) {
    return new ShardCensus(0, new long[0], block.byWeight().total());
  }

  /** Number of shards counted. */
  public int shards() {
    return weights.length;
  }

  /** One more than the largest label. */
  public int labels() {
    return labels;
  }

  /** Rows of every label in all shards. */
  public long[] totals() {
    long[] totals = new long[labels];
    for (int i = 0; i < counts.length; i++) {
      totals[i % labels] += counts[i];
    }
    return totals;
  }

  /** Rows of label c in shard s, at s·labels + c; not to be changed. */
  long[] counts() {
    return counts;
  }

  /** The weight of a shard. */
  double weight(int shard) {
    return weights[shard];
  }

  @Override
  public ShardCensus merge(ShardCensus right) {
    int most = Math.max(labels, right.labels);
    long[] left = widened(most);
    long[] other = right.widened(most);
    int own = left.length;
    left = Arrays.copyOf(left, own + other.length);
    System.arraycopy(other, 0, left, own, other.length);
    double[] both = Arrays.copyOf(weights, weights.length + right.weights.length);
    System.arraycopy(right.weights, 0, both, weights.length, right.weights.length);
    labels = most;
    counts = left;
    weights = both;
    return this;
  }

  private long[] widened(int to) {
    if (to == labels) {
      return counts;
    }
    long[] wide = new long[weights.length * to];
    for (int shard = 0; shard < weights.length; shard++) {
      System.arraycopy(counts, shard * labels, wide, shard * to, labels);
    }
    return wide;
  }
}
