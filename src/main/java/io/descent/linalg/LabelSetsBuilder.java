package io.descent.linalg;

import java.util.Arrays;

/** Takes the labels of rows, one row after the other. <b>Not thread-safe.</b> */
public final class LabelSetsBuilder {
  private int[] starts = new int[64];
  private int[] labels = new int[64];
  private int rows;
  private int size;

  /** Adds a label to the current row, in any order; one that it has already adds nothing. */
  public void add(int label) {
    int from = starts[rows];
    int at = Arrays.binarySearch(labels, from, size, label);
    if (at >= 0) {
      return;
    }
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, 2 * size);
    }
    int place = -at - 1;
    System.arraycopy(labels, place, labels, place + 1, size - place);
    labels[place] = label;
    size++;
  }

  /** Ends the current row. */
  public void endRow() {
    rows++;
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    starts[rows] = size;
  }

  /** The labels of all rows that were ended. */
  public LabelSets build() {
    return LabelSets.of(Arrays.copyOf(starts, rows + 1), Arrays.copyOf(labels, starts[rows]));
  }
}
