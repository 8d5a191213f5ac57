package io.descent.linalg;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one shard as training reads them: features, and beside them labels and weights. The
 * unit that is cached.
 *
 * <p>A shard is one block: its rows hold at most 2³¹ − 1 stored values. Arrays are not copied and
 * must not be changed afterwards.
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shard;
  private final Rows rows;
  private final double @Nullable [] labels;
  private final double @Nullable [] weights;

  private Block(int shard, Rows rows, double @Nullable [] labels, double @Nullable [] weights) {
    this.shard = shard;
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * A block.
   *
   * @param shard index of the shard it holds
   * @param rows the features, a row each
   * @param labels a label for each row, or null when there are none
   * @param weights a weight ≥ 0 for each row, or null when all are 1
   * @throws IllegalArgumentException when the lengths differ
   */
  public static Block of(
      int shard, Rows rows, double @Nullable [] labels, double @Nullable [] weights) {
    if (labels != null && labels.length != rows.count()) {
      throw new IllegalArgumentException(rows.count() + " rows but " + labels.length + " labels");
    }
    if (weights != null && weights.length != rows.count()) {
      throw new IllegalArgumentException(rows.count() + " rows but " + weights.length + " weights");
    }
    return new Block(shard, rows, labels, weights);
  }

  /** The block of the listed rows of this one, copied, in the order of the list. */
  public Block select(int[] list) {
    return new Block(shard, rows.select(list), pick(labels, list), pick(weights, list));
  }

  private static double @Nullable [] pick(double @Nullable [] values, int[] list) {
    return values == null ? null : Arrays.stream(list).mapToDouble(row -> values[row]).toArray();
  }

  public int shard() {
    return shard;
  }

  public Rows rows() {
    return rows;
  }

  /** Number of rows. */
  public int count() {
    return rows.count();
  }

  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * The label of a row.
   *
   * @throws IllegalStateException when the block has no labels
   */
  public double label(int row) {
    if (labels == null) {
      throw new IllegalStateException("shard " + shard + " has no labels");
    }
    return labels[row];
  }

  /** The weight of a row: 1 where the data have none. */
  public double weight(int row) {
    return weights == null ? 1.0 : weights[row];
  }

  /** Bytes of the raw arrays: feature values, indices, labels, weights. */
  public long bytes() {
    return rows.bytes()
        + (labels == null ? 0 : 8L * labels.length)
        + (weights == null ? 0 : 8L * weights.length);
  }
}
