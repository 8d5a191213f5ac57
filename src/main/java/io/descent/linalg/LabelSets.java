package io.descent.linalg;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The labels of rows that have any number of them, also none: numbers of labels, ascending within a
 * row, one row after the other. Immutable.
 */
public final class LabelSets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] starts;
  private final int[] labels;

  private LabelSets(int[] starts, int[] labels) {
    this.starts = starts;
    this.labels = labels;
  }

  /**
   * Labels of rows. Arrays are not copied and must not be changed afterwards.
   *
   * @param starts where the labels of each row begin, and as its last element where they end
   * @param labels numbers from 0, ascending within a row
   * @throws IllegalArgumentException when starts do not ascend over the labels, or labels do not
   *     within a row
   */
  public static LabelSets of(int[] starts, int[] labels) {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != labels.length) {
      throw new IllegalArgumentException("starts do not go with " + labels.length + " labels");
    }
    for (int row = 1; row < starts.length; row++) {
      int previous = -1;
      if (starts[row] < starts[row - 1]) {
        throw new IllegalArgumentException("row " + (row - 1) + " ends before it begins");
      }
      for (int k = starts[row - 1]; k < starts[row]; k++) {
        if (labels[k] <= previous) {
          throw new IllegalArgumentException(
              "label " + labels[k] + " after " + previous + " in row " + (row - 1));
        }
        previous = labels[k];
      }
    }
    return new LabelSets(starts, labels);
  }

  /** Number of rows. */
  public int count() {
    return starts.length - 1;
  }

  /** Whether a row has a label. */
  public boolean contains(int row, int label) {
    return Arrays.binarySearch(labels, starts[row], starts[row + 1], label) >= 0;
  }

  /** A copy of a row's labels, ascending. */
  public int[] labels(int row) {
    return Arrays.copyOfRange(labels, starts[row], starts[row + 1]);
  }

  /** The labels of the listed rows, copied, in the order of the list. */
  public LabelSets select(int[] list) {
    int[] from = new int[list.length + 1];
    for (int k = 0; k < list.length; k++) {
      from[k + 1] = from[k] + starts[list[k] + 1] - starts[list[k]];
    }
    int[] picked = new int[from[list.length]];
    for (int k = 0; k < list.length; k++) {
      System.arraycopy(labels, starts[list[k]], picked, from[k], from[k + 1] - from[k]);
    }
    return new LabelSets(from, picked);
  }

  /** Bytes of the arrays. */
  public long bytes() {
    return 4L * starts.length + 4L * labels.length;
  }
}
