package io.descent.objective;

import io.descent.linalg.Rows;
import io.descent.linalg.WeightOrder;
import io.descent.reduce.Mergeable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of some rows with their loss, weight and number: Σcᵢgᵢ, Σcᵢℓᵢ, Σcᵢ and how many.
 * What executors send to the driver in every step.
 *
 * <p>It begins sparse when θ is long and the rows are: touched elements are kept in a hash table,
 * so that a batch costs what its entries cost. It becomes dense as soon as more than an eighth of θ
 * is touched, since then a plain array is smaller and faster. Which form it has is a function of
 * the rows alone, and an element's sum is made in the order of the rows in either form. <b>Not
 * thread-safe.</b>
 */
public final class GradientSum implements Mergeable<GradientSum>, LossCounter {
  private static final long serialVersionUID = 1L;

  /** Below this, a dense array costs less than the bookkeeping of a sparse one: 32 KiB. */
  static final int ALWAYS_DENSE = 4096;

  private final int dimension;
  private long rows;
  private double weight;
  private double loss;

  private double @Nullable [] dense;
  private @Nullable SparseSum sparse;

  private GradientSum(int dimension, boolean dense) {
    this.dimension = dimension;
    if (dense) {
      this.dense = new double[dimension];
    } else {
      sparse = new SparseSum();
    }
  }

  /** The sum of no rows. */
  public static GradientSum of(int dimension) {
    return new GradientSum(dimension, dimension <= ALWAYS_DENSE);
  }

  /** The sum of no rows, dense from the beginning: for a dimension of which most is touched. */
  static GradientSum dense(int dimension) {
    return new GradientSum(dimension, true);
  }

  /**
   * This dense sum, which is used up, as one of a longer θ.
   *
   * @param elements the place of each of its elements there, ascending
   * @param length of that θ
   */
  GradientSum spread(int[] elements, int length) {
    SparseSum touched = SparseSum.of(elements, Objects.requireNonNull(dense));
    GradientSum sum = of(length);
    sum.count(this);
    if (sum.dense != null) {
      touched.addTo(sum.dense);
    } else {
      sum.sparse = touched;
      sum.makeDenseWhenFull();
    }
    return sum;
  }

  /** Makes it the sum of no rows again, in the memory it has. */
  public void clear() {
    rows = 0;
    weight = 0;
    loss = 0;
    if (dense != null && dimension <= ALWAYS_DENSE) {
      Arrays.fill(dense, 0);
    } else {
      dense = null;
      sparse = new SparseSum();
    }
  }

  /** Counts the rows that another sum has counted. */
  public void count(GradientSum other) {
    rows += other.rows;
    weight += other.weight;
    loss += other.loss;
  }

  /** Counts rows whose weight and loss are not to count. */
  public void countRows(long more) {
    rows += more;
  }

  /** Adds scale·valuesⱼ to element offset + j for the first {@code count} values. */
  public void addScaled(double[] values, int count, double scale, int offset) {
    double[] sums = dense();
    for (int j = 0; j < count; j++) {
      sums[offset + j] += scale * values[j];
    }
  }

  /** Adds scale times elements in an order to those from an offset on. */
  public void addScaled(double[] ordered, WeightOrder order, double scale, int offset) {
    order.addScaled(ordered, scale, dense(), offset);
  }

  @Override
  public void count(double rowWeight, double rowLoss) {
    rows++;
    weight += rowWeight;
    loss += rowWeight * rowLoss;
  }

  /** As {@link #count(double, double)}, of one row after the other. */
  void count(double[] weights, double[] losses, int count) {
    double sumOfWeights = weight;
    double sumOfLosses = loss;
    for (int k = 0; k < count; k++) {
      sumOfWeights += weights[k];
      sumOfLosses += weights[k] * losses[k];
    }
    rows += count;
    weight = sumOfWeights;
    loss = sumOfLosses;
  }

  /** Adds scale·xⱼ to element offset + j for every stored value of a row. */
  public void addScaled(Rows from, int row, double scale, int offset) {
    if (dense == null && from.entries(row) > dimension / 8) {
      makeDense();
    }
    if (dense != null) {
      from.addScaled(row, scale, dense, offset);
    } else {
      SparseSum sums = sparse();
      from.forEach(row, (column, value) -> sums.add(offset + column, scale * value));
      makeDenseWhenFull();
    }
  }

  /**
   * Adds the first {@code count} rows of a list, each scaled, as {@link #addScaled(Rows, int,
   * double, int)} does one after the other: the same bits.
   */
  public void addScaled(Rows from, int[] list, double[] scales, int count, int offset) {
    if (dense != null) {
      from.addScaled(list, scales, count, dense, offset);
    } else {
      for (int k = 0; k < count; k++) {
        addScaled(from, list[k], scales[k], offset);
      }
    }
  }

  /** Adds a value to one element. */
  public void add(int element, double value) {
    if (dense != null) {
      dense[element] += value;
    } else {
      sparse().add(element, value);
      makeDenseWhenFull();
    }
  }

  private double[] dense() {
    if (dense == null) {
      makeDense();
    }
    return Objects.requireNonNull(dense);
  }

  private SparseSum sparse() {
    if (sparse == null) {
      throw new IllegalStateException("neither dense nor sparse");
    }
    return sparse;
  }

  private void makeDenseWhenFull() {
    if (sparse().size() > dimension / 8) {
      makeDense();
    }
  }

  private void makeDense() {
    double[] array = new double[dimension];
    sparse().addTo(array);
    dense = array;
    sparse = null;
  }

  /** Gives up what only adding needs; called before the sum is merged or sent. */
  public GradientSum seal() {
    if (sparse != null) {
      sparse.seal();
    }
    return this;
  }

  @Override
  public GradientSum merge(GradientSum right) {
    if (dimension != right.dimension) {
      throw new IllegalArgumentException(
          "gradients of " + dimension + " and " + right.dimension + " elements");
    }
    rows += right.rows;
    weight += right.weight;
    loss += right.loss;
    if (dense != null && right.dense != null) {
      for (int j = 0; j < dimension; j++) {
        dense[j] += right.dense[j];
      }
    } else if (dense != null) {
      right.sparse().addTo(dense);
    } else if (right.dense != null) {
      // Addition commutes bit for bit, so the larger array can take the smaller sum.
      sparse().addTo(right.dense);
      dense = right.dense;
      sparse = null;
    } else {
      sparse = sparse().merge(right.sparse());
      makeDenseWhenFull();
    }
    return this;
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Σcᵢ. */
  public double weight() {
    return weight;
  }

  /** Σcᵢℓᵢ / Σcᵢ; NaN when Σcᵢ is 0. */
  public double meanLoss() {
    return loss / weight;
  }

  /** Writes Σcᵢgᵢ / Σcᵢ into an array as long as θ. */
  public void meanGradient(double[] into) {
    gradient(weight, into);
  }

  /** Writes Σcᵢgᵢ / divisor into an array as long as θ. */
  public void gradient(double divisor, double[] into) {
    if (into.length != dimension) {
      throw new IllegalArgumentException(
          "a gradient of " + dimension + " elements into " + into.length);
    }
    if (dense != null) {
      for (int j = 0; j < dimension; j++) {
        into[j] = dense[j] / divisor;
      }
    } else {
      Arrays.fill(into, 0);
      sparse().addTo(into);
      for (int j = 0; j < dimension; j++) {
        into[j] /= divisor;
      }
    }
  }

  /** Whether it is held as a sparse sum. */
  public boolean isSparse() {
    return dense == null;
  }

  /**
   * Passes the elements of the mean gradient that are touched to a consumer, ascending; those it
   * does not pass are 0.
   *
   * @throws IllegalStateException when it is not held as a sparse sum
   */
  public void forEachMean(Rows.EntryConsumer consumer) {
    sparse().forEach((element, sum) -> consumer.accept(element, sum / weight));
  }
}
