package io.descent.optim;

import io.descent.linalg.CsrRows;
import io.descent.linalg.WeightOrder;

/**
 * What {@link SparseRule#apply} does, of gradients that are sparse, to the arrays it was made on.
 */
public interface SparseUpdates {
  /** The rate that update t, counted from 1, makes of a learning rate. */
  double rateOf(double rate, long t);

  /**
   * An update by the gradient of a row, scales[c]·x of margin c. Margins whose scale is 0 stay as
   * they are.
   *
   * @param rate what {@link #rateOf} gave
   */
  void applyRow(CsrRows rows, int row, double[] scales, double rate);

  /** The update of element j of θ by the gradient g. */
  void applyElement(int j, double g, double rate);

  /** The effective step of element j at rate 1, with the memory as it is. */
  double stepOf(int j);

  /** {@link #stepOf} of the weights of a piece of a row, as {@link WeightOrder#gather} has them. */
  void stepsOf(CsrRows rows, int row, int first, int count, double[] into);
}
