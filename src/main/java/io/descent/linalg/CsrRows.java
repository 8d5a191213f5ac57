package io.descent.linalg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compressed sparse rows: columns and values of the stored entries, row by row, values as floats or
 * as doubles.
 */
public final class CsrRows implements Rows {
  private static final long serialVersionUID = 1L;

  private final int width;
  private final int[] starts;
  private final int[] columns;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  private CsrRows(
      int width,
      int[] starts,
      int[] columns,
      float @Nullable [] floats,
      double @Nullable [] doubles) {
    this.width = width;
    this.starts = starts;
    this.columns = columns;
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * Rows over arrays that are not copied.
   *
   * @param width one more than the highest column allowed
   * @param starts row i is entries starts[i] … starts[i + 1] − 1; one element more than rows
   * @param columns the column of each entry, ascending within a row
   * @param values the value of each entry
   */
  public static CsrRows of(int width, int[] starts, int[] columns, double[] values) {
    checkShape(width, starts, columns, values.length);
    return new CsrRows(width, starts, columns, null, values);
  }

  /** As {@link #of(int, int[], int[], double[])}, over floats. */
  public static CsrRows of(int width, int[] starts, int[] columns, float[] values) {
    checkShape(width, starts, columns, values.length);
    return new CsrRows(width, starts, columns, values, null);
  }

  /**
   * As {@link #of(int, int[], int[], float[])}, of arrays that may be longer than their entries and
   * whose columns have been checked.
   */
  static CsrRows checked(int width, int[] starts, int[] columns, float[] values) {
    return new CsrRows(width, starts, columns, values, null);
  }

  /** As {@link #checked(int, int[], int[], float[])}, over doubles. */
  static CsrRows checked(int width, int[] starts, int[] columns, double[] values) {
    return new CsrRows(width, starts, columns, null, values);
  }

  private static void checkShape(int width, int[] starts, int[] columns, int values) {
    if (columns.length != values || starts.length < 1 || starts[starts.length - 1] != values) {
      throw new IllegalArgumentException(
          columns.length
              + " columns, "
              + values
              + " values, rows end at "
              + (starts.length < 1 ? "nothing" : starts[starts.length - 1]));
    }
    for (int i = 1; i < starts.length; i++) {
      for (int k = starts[i - 1]; k < starts[i]; k++) {
        int previous = k == starts[i - 1] ? -1 : columns[k - 1];
        if (columns[k] <= previous || columns[k] >= width) {
          throw new IllegalArgumentException(
              "column "
                  + columns[k]
                  + " after "
                  + previous
                  + " in row "
                  + (i - 1)
                  + " of width "
                  + width);
        }
      }
    }
  }

  @Override
  public int count() {
    return starts.length - 1;
  }

  @Override
  public Storage storage() {
    return floats != null ? Storage.FLOAT : Storage.DOUBLE;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int entries(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  public double dot(int row, double[] theta, int offset) {
    int from = starts[row];
    int n = starts[row + 1] - from;
    return floats != null
        ? SparseKernels.dot(columns, floats, from, theta, offset, n)
        : SparseKernels.dot(columns, Objects.requireNonNull(doubles), from, theta, offset, n);
  }

  @Override
  public void dots(int[] list, int count, double[] theta, int offset, double[] into) {
    for (int k = 0; k < count; k++) {
      into[k] = dot(list[k], theta, offset);
    }
  }

  @Override
  public void addScaled(int row, double scale, double[] target, int offset) {
    int from = starts[row];
    int n = starts[row + 1] - from;
    if (floats != null) {
      SparseKernels.addScaled(scale, columns, floats, from, target, offset, n);
    } else {
      SparseKernels.addScaled(
          scale, columns, Objects.requireNonNull(doubles), from, target, offset, n);
    }
  }

  /** The column of the k-th stored value of a row. */
  public int column(int row, int k) {
    return columns[starts[row] + k];
  }

  /** into[at + i] = from[offset + column first + i of a row] over 0 ≤ i < count. */
  void gather(int row, int first, int count, double[] from, int offset, double[] into, int at) {
    int start = starts[row] + first;
    for (int i = 0; i < count; i++) {
      into[at + i] = from[offset + columns[start + i]];
    }
  }

  /**
   * {@link SparseKernels#adagrad} along some stored values of a row.
   *
   * @param first the first of them
   * @param count how many
   */
  void adagrad(
      int row,
      int first,
      int count,
      double scale,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      int offset,
      double[] g,
      double[] steps) {
    int from = starts[row] + first;
    if (floats != null) {
      SparseKernels.adagrad(
          scale, columns, floats, from, count, rate, epsilon, theta, squares, offset, g, steps);
    } else {
      SparseKernels.adagrad(
          scale,
          columns,
          Objects.requireNonNull(doubles),
          from,
          count,
          rate,
          epsilon,
          theta,
          squares,
          offset,
          g,
          steps);
    }
  }

  /** The k-th stored value of a row. */
  double value(int row, int k) {
    int entry = starts[row] + k;
    return floats != null ? floats[entry] : Objects.requireNonNull(doubles)[entry];
  }

  @Override
  public void addScaled(int[] list, double[] scales, int count, double[] target, int offset) {
    for (int k = 0; k < count; k++) {
      addScaled(list[k], scales[k], target, offset);
    }
  }

  @Override
  public void forEach(int row, EntryConsumer consumer) {
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      consumer.accept(columns[k], floats != null ? floats[k] : Objects.requireNonNull(doubles)[k]);
    }
  }

  @Override
  public Rows select(int[] list) {
    int[] from = new int[list.length + 1];
    for (int k = 0; k < list.length; k++) {
      from[k + 1] = Math.addExact(from[k], entries(list[k]));
    }
    int[] pickedColumns = new int[from[list.length]];
    float[] pickedFloats = floats == null ? null : new float[pickedColumns.length];
    double[] pickedDoubles = doubles == null ? null : new double[pickedColumns.length];
    for (int k = 0; k < list.length; k++) {
      int start = starts[list[k]];
      int n = entries(list[k]);
      System.arraycopy(columns, start, pickedColumns, from[k], n);
      if (pickedFloats != null) {
        System.arraycopy(Objects.requireNonNull(floats), start, pickedFloats, from[k], n);
      } else {
        System.arraycopy(
            Objects.requireNonNull(doubles),
            start,
            Objects.requireNonNull(pickedDoubles),
            from[k],
            n);
      }
    }
    return new CsrRows(width, from, pickedColumns, pickedFloats, pickedDoubles);
  }

  @Override
  public long bytes() {
    int entries = starts[starts.length - 1];
    return 4L * starts.length + (floats != null ? 8L : 12L) * entries;
  }
}
