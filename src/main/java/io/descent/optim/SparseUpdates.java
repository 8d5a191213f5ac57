package io.descent.optim;

import io.descent.linalg.CsrRows;

/**
 * What {@link SparseRule#apply} does, of gradients that are sparse, to the arrays it was made on.
 */
public interface SparseUpdates {
  /** The rate that update t, counted from 1, makes of a learning rate. */
  double rateOf(double rate, long t);

  /**
   * An update by the gradient scale·x of a row, of the elements from an offset on.
   *
   * @param rate what {@link #rateOf} gave
   */
  void applyRow(CsrRows rows, int row, double scale, double rate, int offset);

  /** The update of element j of θ by the gradient g. */
  void applyElement(int j, double g, double rate);

  /** The effective step of element j at rate 1, with the memory as it is. */
  double stepOf(int j);

  /** into[k] = {@link #stepOf} of offset + the k-th column of a row. */
  void stepsOf(CsrRows rows, int row, int offset, double[] into);
}
