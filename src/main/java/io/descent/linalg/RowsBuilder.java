package io.descent.linalg;

import java.util.Arrays;

/**
 * Collects rows entry by entry and hands them out dense or sparse, whichever takes fewer bytes
 * (dense when equal). Zeros are not stored in sparse rows. Values that a float cannot hold (beyond
 * ±3.4e38) are for the caller to refuse when the storage is {@link Storage#FLOAT}. <b>Not
 * thread-safe.</b>
 *
 * <p>Rows are collected in the form that the first ones had, dense or sparse, and are turned into
 * the other when later ones make it smaller: what is handed out is the same, and mostly the arrays
 * that it was collected in.
 */
public final class RowsBuilder {
  /** From this share of the rows on, what they took foretells what the rest will take. */
  private static final double TELLING = 1.0 / 16;

  /** Arrays may keep one part in so many unused: to give it back takes a copy of all. */
  private static final int SLACK = 16;

  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final Storage storage;
  private final int expectedWidth;
  private int[] starts = new int[65];
  private int[] columns = new int[256];
  private float[] floats;
  private double[] doubles;

  /** Of the rows so far where they are kept dense, one after the other; 0 where sparse. */
  private int denseWidth;

  private int count;

  /** Entries so far, without zeros. */
  private int size;

  private int lastColumn = -1;
  private int highest = -1;
  private double share;
  private int usedAtShare;

  private RowsBuilder(Storage storage, int expectedWidth) {
    this.storage = storage;
    this.expectedWidth = expectedWidth;
    this.floats = new float[storage == Storage.FLOAT ? columns.length : 0];
    this.doubles = new double[storage == Storage.DOUBLE ? columns.length : 0];
  }

  public static RowsBuilder with(Storage storage) {
    return new RowsBuilder(storage, 0);
  }

  /**
   * A builder of rows whose width is known.
   *
   * @param width what {@link #build(int)} will be given; another costs time, nothing else
   */
  public static RowsBuilder with(Storage storage, int width) {
    return new RowsBuilder(storage, width);
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
    if (denseWidth > 0 && !fitsDense(column, value)) {
      makeSparse();
    }
    int at = denseWidth > 0 ? count * denseWidth + column : size;
    if (at >= length()) {
      grow(denseWidth > 0 ? count * denseWidth : size, at + 1L);
    }
    if (storage == Storage.FLOAT) {
      floats[at] = (float) value;
    } else {
      doubles[at] = value;
    }
    if (denseWidth == 0) {
      columns[at] = column;
    }
    size++;
  }

  private boolean fitsDense(int column, double value) {
    // What is too small for a float is an entry all the same, and a dense row cannot tell of it.
    boolean tooSmall = storage == Storage.FLOAT && (float) value == 0;
    return column < denseWidth && (long) count * denseWidth + column < LONGEST && !tooSmall;
  }

  private int length() {
    return storage == Storage.FLOAT ? floats.length : doubles.length;
  }

  /**
   * Tells how many of the rows are in here, so that there will be room for the rest and no more. A
   * share that is wrong costs time and memory, nothing else.
   *
   * @param done the entries so far as a share of those of all rows, in [0, 1]
   */
  public void done(double done) {
    share = done;
    usedAtShare = denseWidth > 0 ? count * denseWidth : size;
  }

  /** Makes room for some values, and for more of those to come. */
  private void grow(int used, long needed) {
    long wanted = 2L * used;
    if (share >= TELLING) {
      double all = usedAtShare / share;
      wanted = Math.max((long) (all + all / (2 * SLACK)), used + used / (2L * SLACK));
    }
    int length = (int) Math.min(Math.max(wanted, needed), LONGEST);
    if (length < needed) {
      throw new IllegalArgumentException("a shard holds at most 2^31 values; use more shards");
    }
    if (denseWidth == 0) {
      columns = Arrays.copyOf(columns, length);
    }
    resize(length);
  }

  private void resize(int length) {
    if (storage == Storage.FLOAT) {
      floats = Arrays.copyOf(floats, length);
    } else {
      doubles = Arrays.copyOf(doubles, length);
    }
  }

  /** Ends the current row, which may be empty, and begins the next. */
  public void endRow() {
    count++;
    lastColumn = -1;
    if (denseWidth == 0) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count] = size;
    }
    if (count == 1 && size > 0 && denseIsSmaller(Math.max(expectedWidth, highest + 1))) {
      makeDense(Math.max(expectedWidth, highest + 1));
    } else if (denseWidth > 0 && !denseIsSmaller(denseWidth)) {
      makeSparse();
    }
  }

  /** Whether the rows that were ended take no more bytes dense than sparse. */
  private boolean denseIsSmaller(int width) {
    long dense = (long) count * width * storage.bytes();
    long sparse = (long) size * (4 + storage.bytes()) + 4L * (count + 1);
    return dense <= sparse && (long) count * width < LONGEST;
  }

  /** Turns the only row there is. */
  private void makeDense(int width) {
    float[] f = new float[storage == Storage.FLOAT ? width : 0];
    double[] d = new double[storage == Storage.DOUBLE ? width : 0];
    scatter(width, f, d);
    floats = f;
    doubles = d;
    denseWidth = width;
    columns = new int[0];
    starts = new int[0];
  }

  /** Turns all rows, the current one too. */
  private void makeSparse() {
    int width = denseWidth;
    float[] f = floats;
    double[] d = doubles;
    denseWidth = 0;
    columns = new int[size + 256];
    floats = new float[storage == Storage.FLOAT ? columns.length : 0];
    doubles = new double[storage == Storage.DOUBLE ? columns.length : 0];
    starts = new int[count + 65];
    int entries = 0;
    for (int row = 0; row <= count; row++) {
      starts[row] = entries;
      int from = row * width;
      for (int j = 0; j < width && entries < size; j++) {
        double value = storage == Storage.FLOAT ? f[from + j] : d[from + j];
        if (value != 0) {
          columns[entries] = j;
          if (storage == Storage.FLOAT) {
            floats[entries] = f[from + j];
          } else {
            doubles[entries] = value;
          }
          entries++;
        }
      }
    }
    usedAtShare =
        (int) (width == 0 || count == 0 ? 0 : (double) usedAtShare / width / count * size);
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
    boolean dense = denseIsSmaller(width);
    if (denseWidth > 0 && !(dense && width == denseWidth)) {
      makeSparse();
    }
    if (dense) {
      return denseWidth > 0 ? asTheyAre() : dense(width);
    }
    int[] s = Arrays.copyOf(starts, count + 1);
    if (columns.length - size > size / SLACK) {
      columns = Arrays.copyOf(columns, size);
      resize(size);
    }
    return storage == Storage.FLOAT
        ? CsrRows.checked(width, s, columns, floats)
        : CsrRows.checked(width, s, columns, doubles);
  }

  private Rows asTheyAre() {
    int used = count * denseWidth;
    // Zeros at the end of the last rows have asked for no room.
    if (length() < used || length() - used > used / SLACK) {
      resize(used);
    }
    return storage == Storage.FLOAT
        ? DenseRows.checked(count, denseWidth, floats)
        : DenseRows.checked(count, denseWidth, doubles);
  }

  private Rows dense(int width) {
    float[] f = new float[storage == Storage.FLOAT ? count * width : 0];
    double[] d = new double[storage == Storage.DOUBLE ? count * width : 0];
    scatter(width, f, d);
    return storage == Storage.FLOAT ? DenseRows.of(count, width, f) : DenseRows.of(count, width, d);
  }

  private void scatter(int width, float[] f, double[] d) {
    for (int row = 0; row < count; row++) {
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        if (storage == Storage.FLOAT) {
          f[row * width + columns[k]] = floats[k];
        } else {
          d[row * width + columns[k]] = doubles[k];
        }
      }
    }
  }
}
