package io.descent.linalg;

import java.util.Arrays;

/**
 * Collects rows entry by entry and hands them out dense or sparse, whichever takes fewer bytes
 * (dense when equal). Zeros are not stored in sparse rows. Values that a float cannot hold (beyond
 * ±3.4e38) are for the caller to refuse when the storage is {@link Storage#FLOAT}. <b>Not
 * thread-safe.</b>
 */
public final class RowsBuilder {
  /** From this share of the rows on, what they took foretells what the rest will take. */
  private static final double TELLING = 1.0 / 16;

  /** Arrays may keep one part in so many unused: to give it back takes a copy of all. */
  private static final int SLACK = 16;

  private final Storage storage;
  private int[] starts = new int[65];
  private int[] columns = new int[256];
  private float[] floats;
  private double[] doubles;
  private int count;
  private int size;
  private int lastColumn = -1;
  private int highest = -1;
  private double share;
  private int sizeAtShare;

  private RowsBuilder(Storage storage) {
    this.storage = storage;
    this.floats = new float[storage == Storage.FLOAT ? columns.length : 0];
    this.doubles = new double[storage == Storage.DOUBLE ? columns.length : 0];
  }

  public static RowsBuilder with(Storage storage) {
    return new RowsBuilder(storage);
  }

  /**
   * Adds an entry to the current row.
   *
   * @param column above the row's columns so far
   * @throws IllegalArgumentException when the columns do not ascend or the arrays would exceed 2³¹
   *     − 1 entries
   */
  public void add(int column, double value) {
    if (column <= lastColumn) {
      throw new IllegalArgumentException("column " + column + " after " + lastColumn);
    }
    lastColumn = column;
    highest = Math.max(highest, column);
    if (value == 0) {
      return;
    }
    if (size == columns.length) {
      grow();
    }
    columns[size] = column;
    if (storage == Storage.FLOAT) {
      floats[size] = (float) value;
    } else {
      doubles[size] = value;
    }
    size++;
  }

  /**
   * Tells how many of the rows are in here, so that there will be room for the rest and no more. A
   * share that is wrong costs time and memory, nothing else.
   *
   * @param done the entries so far as a share of those of all rows, in [0, 1]
   */
  public void done(double done) {
    share = done;
    sizeAtShare = size;
  }

  private void grow() {
    long wanted = 2L * size;
    if (share >= TELLING) {
      double all = sizeAtShare / share;
      wanted = Math.max((long) (all + all / (2 * SLACK)), size + size / (2L * SLACK));
    }
    int length = (int) Math.min(wanted, Integer.MAX_VALUE - 8);
    if (length <= size) {
      throw new IllegalArgumentException("a shard holds at most 2^31 values; use more shards");
    }
    columns = Arrays.copyOf(columns, length);
    if (storage == Storage.FLOAT) {
      floats = Arrays.copyOf(floats, length);
    } else {
      doubles = Arrays.copyOf(doubles, length);
    }
  }

  /** Ends the current row, which may be empty, and begins the next. */
  public void endRow() {
    if (++count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count] = size;
    lastColumn = -1;
  }

  /** Number of rows ended so far. */
  public int count() {
    return count;
  }

  /** The highest column added so far, or −1. */
  public int highestColumn() {
    return highest;
  }

  /**
   * The rows so far, as wide as their highest column needs. The builder cannot be used afterwards.
   */
  public Rows build() {
    return build(highest + 1);
  }

  /**
   * The rows so far, without one that was not ended. The builder cannot be used afterwards.
   *
   * @param width at least one more than the highest column
   */
  public Rows build(int width) {
    if (width <= highest) {
      throw new IllegalArgumentException("width " + width + " but column " + highest);
    }
    long dense = (long) count * width * storage.bytes();
    long sparse = (long) size * (4 + storage.bytes()) + 4L * (count + 1);
    if (dense <= sparse && (long) count * width < Integer.MAX_VALUE - 8) {
      return dense(width);
    }
    int[] s = Arrays.copyOf(starts, count + 1);
    if (columns.length - size > size / SLACK) {
      columns = Arrays.copyOf(columns, size);
      floats = Arrays.copyOf(floats, storage == Storage.FLOAT ? size : 0);
      doubles = Arrays.copyOf(doubles, storage == Storage.DOUBLE ? size : 0);
    }
    return storage == Storage.FLOAT
        ? CsrRows.checked(width, s, columns, floats)
        : CsrRows.checked(width, s, columns, doubles);
  }

  private Rows dense(int width) {
    float[] f = new float[storage == Storage.FLOAT ? count * width : 0];
    double[] d = new double[storage == Storage.DOUBLE ? count * width : 0];
    for (int row = 0; row < count; row++) {
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        if (storage == Storage.FLOAT) {
          f[row * width + columns[k]] = floats[k];
        } else {
          d[row * width + columns[k]] = doubles[k];
        }
      }
    }
    return storage == Storage.FLOAT ? DenseRows.of(count, width, f) : DenseRows.of(count, width, d);
  }
}
