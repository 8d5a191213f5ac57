package io.descent.linalg;

/** The rows of a block by their label, a number 0 … k − 1: ascending within a label. Immutable. */
public final class LabelIndex {
  private final int[] starts;
  private final int[] rows;

  private LabelIndex(int[] starts, int[] rows) {
    this.starts = starts;
    this.rows = rows;
  }

  /**
   * The index of labels, in two passes over them.
   *
   * @throws IllegalArgumentException when a label is not a whole number in 0 … 2³¹ − 2
   */
  static LabelIndex of(double[] labels) {
    int most = -1;
    for (double label : labels) {
      if (!(label >= 0 && label == (int) label && label < Integer.MAX_VALUE)) {
        throw new IllegalArgumentException("label " + label + " is not the number of a class");
      }
      most = Math.max(most, (int) label);
    }
    int[] starts = new int[most + 2];
    for (double label : labels) {
      starts[(int) label + 1]++;
    }
    for (int label = 0; label <= most; label++) {
      starts[label + 1] += starts[label];
    }
    int[] rows = new int[labels.length];
    int[] next = starts.clone();
    for (int row = 0; row < labels.length; row++) {
      rows[next[(int) labels[row]]++] = row;
    }
    return new LabelIndex(starts, rows);
  }

  /** One more than the largest label; 0 without rows. */
  public int labels() {
    return starts.length - 1;
  }

  /** How many rows have a label. */
  public int count(int label) {
    return label < labels() ? starts[label + 1] - starts[label] : 0;
  }

  /** The i-th row of a label, 0 ≤ i &lt; count. */
  public int row(int label, int i) {
    return rows[starts[label] + i];
  }
}
