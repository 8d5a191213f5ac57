package io.descent.data.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Some rows of numbers, to the bit, column by column in floats where those can tell them: as they
 * are, or as the whole number m of m/10ˢ with one s for the column, which is what decimals of up to
 * seven digits are; else in doubles. NaN is kept as NaN. Immutable.
 */
final class NumberChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Powers of ten that a double holds exactly, as many as numbers have decimals worth a try. */
  private static final double[] TENS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final int rows;
  private final float[][] floats;
  private final double[][] doubles;
  private final int[] scales;

  private NumberChunk(int rows, int columns) {
    this.rows = rows;
    this.floats = new float[columns][];
    this.doubles = new double[columns][];
    this.scales = new int[columns];
  }

  /**
   * Packs rows.
   *
   * @param values row by row
   * @param hints the decimals of each column that its last chunk had, 0 at first; updated
   */
  static NumberChunk of(double[] values, int rows, int columns, int[] hints) {
    NumberChunk chunk = new NumberChunk(rows, columns);
    float[] room = new float[rows];
    for (int c = 0; c < columns; c++) {
      int scale = hints[c];
      int packed = pack(values, c, columns, scale, room);
      for (int tries = 1; packed < rows && tries < TENS.length; tries++) {
        scale = (scale + 1) % TENS.length;
        packed = pack(values, c, columns, scale, room);
      }
      boolean fits = packed == rows;
      hints[c] = fits ? scale : 0;
      chunk.scales[c] = scale;
      chunk.floats[c] = fits ? room.clone() : NO_FLOATS;
      chunk.doubles[c] = fits ? NO_DOUBLES : column(values, c, columns, rows);
    }
    return chunk;
  }

  /** Packs a column up to the first number that does not come out the same; returns its row. */
  private static int pack(double[] values, int column, int columns, int scale, float[] into) {
    double ten = TENS[scale];
    for (int row = 0, at = column; row < into.length; row++, at += columns) {
      double value = values[at];
      float f = (float) Math.rint(value * ten);
      f = scale == 0 ? (float) value : f;
      into[row] = f;
      // NaN differs from itself, and comes out as NaN.
      if (f / ten != value && !Double.isNaN(value)) {
        return row;
      }
    }
    return into.length;
  }

  private static double[] column(double[] values, int column, int columns, int rows) {
    double[] one = new double[rows];
    for (int row = 0; row < rows; row++) {
      one[row] = values[row * columns + column];
    }
    return one;
  }

  int rows() {
    return rows;
  }

  /** Writes the rows that were packed, row by row. */
  void unpack(double[] into) {
    int columns = floats.length;
    for (int c = 0; c < columns; c++) {
      double ten = TENS[scales[c]];
      float[] f = floats[c];
      for (int row = 0, at = c; row < f.length; row++, at += columns) {
        into[at] = f[row] / ten;
      }
      double[] d = doubles[c];
      for (int row = 0, at = c; row < d.length; row++, at += columns) {
        into[at] = d[row];
      }
    }
  }

  /** Bytes of the arrays. */
  long bytes() {
    return Arrays.stream(floats).mapToLong(f -> 4L * f.length).sum()
        + Arrays.stream(doubles).mapToLong(d -> 8L * d.length).sum();
  }
}
