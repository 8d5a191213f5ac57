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
 *
 * <p>What some samplers look rows up in is made when it is first asked for and kept beside the
 * arrays, 4 bytes a row by label and 8 by weight; it is not sent with the block, and costs nothing
 * where nobody asks.
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shard;
  private final Rows rows;
  private final double @Nullable [] labels;
  private final @Nullable LabelSets sets;
  private final double @Nullable [] weights;
  private final double @Nullable [] labelWeights;

  // Two threads that make one of these make the same, so that neither need wait.
  private transient @Nullable LabelIndex byLabel;
  private transient @Nullable WeightIndex byWeight;
  private transient @Nullable Block reweighted;

  private Block(
      int shard,
      Rows rows,
      double @Nullable [] labels,
      @Nullable LabelSets sets,
      double @Nullable [] weights,
      double @Nullable [] labelWeights) {
    this.shard = shard;
    this.rows = rows;
    this.labels = labels;
    this.sets = sets;
    this.weights = weights;
    this.labelWeights = labelWeights;
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
    checkWeights(rows, weights);
    return new Block(shard, rows, labels, null, weights, null);
  }

  /**
   * A block whose rows have any number of labels each.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public static Block ofSets(int shard, Rows rows, LabelSets sets, double @Nullable [] weights) {
    if (sets.count() != rows.count()) {
      throw new IllegalArgumentException(rows.count() + " rows but labels of " + sets.count());
    }
    checkWeights(rows, weights);
    return new Block(shard, rows, null, sets, weights, null);
  }

  private static void checkWeights(Rows rows, double @Nullable [] weights) {
    if (weights != null && weights.length != rows.count()) {
      throw new IllegalArgumentException(rows.count() + " rows but " + weights.length + " weights");
    }
  }

  /** The block of the listed rows of this one, copied, in the order of the list. */
  public Block select(int[] list) {
    return new Block(
        shard,
        rows.select(list),
        pick(labels, list),
        sets == null ? null : sets.select(list),
        pick(weights, list),
        labelWeights);
  }

  /**
   * A block of rows of others.
   *
   * @param shard that it holds
   * @param from blocks of the same kind of labels and of the same storage
   * @param block which of them each row is of
   * @param row its number there
   */
  public static Block gather(int shard, Block[] from, int[] block, int[] row) {
    if (from.length == 0) {
      return of(shard, RowsBuilder.with(Storage.DOUBLE).build(), new double[0], null);
    }
    Block first = from[0];
    RowsBuilder rows = RowsBuilder.with(first.rows.storage());
    LabelSetsBuilder sets = new LabelSetsBuilder();
    double[] labels = new double[block.length];
    double[] weights = new double[block.length];
    int width = 0;
    for (Block each : from) {
      width = Math.max(width, each.rows.width());
    }
    for (int i = 0; i < block.length; i++) {
      Block of = from[block[i]];
      of.rows.forEach(row[i], rows::add);
      rows.endRow();
      if (of.sets != null) {
        for (int label : of.sets.labels(row[i])) {
          sets.add(label);
        }
        sets.endRow();
      } else if (of.labels != null) {
        labels[i] = of.labels[row[i]];
      }
      weights[i] = of.weights == null ? 1 : of.weights[row[i]];
    }
    boolean weighted = Arrays.stream(from).anyMatch(each -> each.weights != null);
    return new Block(
        shard,
        rows.build(width),
        first.labels == null ? null : labels,
        first.sets == null ? null : sets.build(),
        weighted ? weights : null,
        first.labelWeights);
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

  /** Whether each row has a label. */
  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * The label of a row.
   *
   * @throws IllegalStateException when the rows do not have one label each
   */
  public double label(int row) {
    if (labels == null) {
      throw new IllegalStateException(
          "shard " + shard + (sets == null ? " has no labels" : " has sets of labels"));
    }
    return labels[row];
  }

  /** The labels of rows that have any number of them, or null. */
  public @Nullable LabelSets labelSets() {
    return sets;
  }

  /**
   * Whether a row's label is this one, or this is one of them.
   *
   * @throws IllegalStateException when the block has no labels
   */
  public boolean hasLabel(int row, int label) {
    return sets == null ? label(row) == label : sets.contains(row, label);
  }

  /**
   * The weight of a row: 1 where the data have none, times that of its label where labels have one.
   */
  public double weight(int row) {
    double weight = weights == null ? 1.0 : weights[row];
    return labelWeights == null ? weight : weight * labelWeights[(int) label(row)];
  }

  /**
   * This block with a weight for each label, by which those of the data are multiplied; it takes
   * the place of any before. Shares all arrays, and is the same object as long as the same weights
   * are asked for.
   *
   * @param weightOfLabel indexed by labels, which are whole numbers
   */
  public Block withLabelWeights(double[] weightOfLabel) {
    Block known = reweighted;
    if (known == null || !Arrays.equals(known.labelWeights, weightOfLabel)) {
      known = new Block(shard, rows, labels, sets, weights, weightOfLabel);
      reweighted = known;
    }
    return known;
  }

  /** This block with all weights 1. Shares all arrays. */
  public Block unweighted() {
    return weights == null && labelWeights == null
        ? this
        : new Block(shard, rows, labels, sets, null, null);
  }

  /**
   * The rows by label.
   *
   * @throws IllegalStateException when the block has no labels
   * @throws IllegalArgumentException when they are not numbers of classes
   */
  public LabelIndex byLabel() {
    LabelIndex index = byLabel;
    if (index == null) {
      if (labels == null) {
        throw new IllegalStateException("shard " + shard + " has no labels");
      }
      index = LabelIndex.of(labels);
      byLabel = index;
    }
    return index;
  }

  /** The mean weight of a row; 1 where there are no weights. */
  public double meanWeight() {
    return weights == null || count() == 0 ? 1 : byWeight().total() / count();
  }

  /** The rows by their share of the weight. */
  public WeightIndex byWeight() {
    WeightIndex index = byWeight;
    if (index == null) {
      index = WeightIndex.of(this);
      byWeight = index;
    }
    return index;
  }

  /** Bytes of the raw arrays: feature values, indices, labels, weights. */
  public long bytes() {
    return rows.bytes()
        + (labels == null ? 0 : 8L * labels.length)
        + (sets == null ? 0 : sets.bytes())
        + (weights == null ? 0 : 8L * weights.length);
  }
}
