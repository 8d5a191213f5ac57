package io.descent.linalg;

/**
 * Some rows of a block, in ascending order: all of them, or a list. A list that was drawn with
 * replacement names a row as often as it was drawn, and whoever reads it counts the row as often.
 * Immutable; the list is not copied.
 */
public final class Selection {
  private final int size;
  private final int[] rows;

  private static final int[] ALL = new int[0];

  private Selection(int size, int[] rows) {
    this.size = size;
    this.rows = rows;
  }

  /** All of the first {@code count} rows. */
  public static Selection all(int count) {
    return new Selection(count, ALL);
  }

  /** The rows of a strictly ascending list, which the caller gives away. */
  public static Selection of(int[] ascending) {
    for (int i = 1; i < ascending.length; i++) {
      if (ascending[i] <= ascending[i - 1]) {
        throw new IllegalArgumentException(
            "rows must ascend, got " + ascending[i - 1] + " before " + ascending[i]);
      }
    }
    return new Selection(ascending.length, ascending);
  }

  /** The rows of an ascending list that may repeat rows, which the caller gives away. */
  public static Selection withRepeats(int[] ascending) {
    for (int i = 1; i < ascending.length; i++) {
      if (ascending[i] < ascending[i - 1]) {
        throw new IllegalArgumentException(
            "rows must not descend, got " + ascending[i - 1] + " before " + ascending[i]);
      }
    }
    return new Selection(ascending.length, ascending);
  }

  /** How many rows are selected, repeats included. */
  public int size() {
    return size;
  }

  /** The k-th selected row, 0 ≤ k < size. */
  public int row(int k) {
    return rows == ALL ? k : rows[k];
  }
}
