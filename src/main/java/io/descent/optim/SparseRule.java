package io.descent.optim;

import io.descent.linalg.CsrRows;

/**
 * A rule that leaves θ and its memory as they are where the gradient is 0, so that an update by the
 * gradient of one sparse row costs what the row's values cost.
 */
public interface SparseRule extends UpdateRule {
  /** The rate that update t, counted from 1, makes of a learning rate. */
  double rateOf(double rate, long t);

  /**
   * What {@link #apply} does for the gradient scale·x of a row, without the effective step.
   *
   * @param rate what {@link #rateOf} gave
   */
  void applyRow(CsrRows rows, int row, double scale, double rate, double[] theta, Slots slots);

  /** What {@link #apply} does to element j of θ for the gradient g. */
  void applyElement(int j, double g, double rate, double[] theta, Slots slots);

  /** The effective step of element j at rate 1, with the memory as it is. */
  double stepOf(int j, Slots slots);
}
