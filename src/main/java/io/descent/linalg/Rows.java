package io.descent.linalg;

import java.io.Serializable;

/**
 * Rows of feature values, dense or compressed sparse, stored as floats or doubles; all arithmetic
 * is in double. Columns count from 0. Closed for good: every kernel exists once for each of the
 * two.
 */
public sealed interface Rows extends Serializable permits DenseRows, CsrRows {
  /** Number of rows. */
  int count();

  /** One more than the highest column that these rows can hold; at most the width of the model. */
  int width();

  /** How values are stored. */
  Storage storage();

  /** Number of values stored for a row: the width when dense. */
  int entries(int row);

  /**
   * The inner product Σⱼ xⱼ·θ[offset + j] of a row with a slice of θ, in the order of {@link
   * DenseKernels}.
   *
   * @throws IndexOutOfBoundsException when the slice ends before the row's last column
   */
  double dot(int row, double[] theta, int offset);

  /** into[k] = {@link #dot} of row {@code list[k]}, for the first {@code count} rows of a list. */
  void dots(int[] list, int count, double[] theta, int offset, double[] into);

  /**
   * target[offset + j] += scale·xⱼ for every stored value of a row, one rounding for the product
   * and one for the sum.
   */
  void addScaled(int row, double scale, double[] target, int offset);

  /**
   * Adds the first {@code count} rows of a list, each scaled, as {@link #addScaled(int, double,
   * double[], int)} does one after the other: the same bits.
   */
  void addScaled(int[] list, double[] scales, int count, double[] target, int offset);

  /** Passes every stored value of a row to a consumer, columns ascending. */
  void forEach(int row, EntryConsumer consumer);

  /** A copy of the listed rows, in the order of the list. */
  Rows select(int[] list);

  /** Bytes of the arrays. */
  long bytes();

  /** Takes one stored value. */
  @FunctionalInterface
  interface EntryConsumer {
    void accept(int column, double value);
  }
}
