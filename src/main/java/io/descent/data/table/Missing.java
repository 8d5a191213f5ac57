package io.descent.data.table;

/** What an empty cell of a numeric column stands for. */
public enum Missing {
  /** The weighted mean of the column's other cells in the training data. */
  MEAN,
  /** The number 0. */
  ZERO,
  /** An error. */
  FAIL
}
