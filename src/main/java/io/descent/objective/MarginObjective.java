package io.descent.objective;

import io.descent.linalg.Block;

/**
 * A model family whose cost depends on a row's features through k margins z_c = w_c·x + b_c alone.
 * θ is the weights [k, d], row-major, and behind them the k intercepts where there are any. The
 * gradient of one row is thus k multipliers of its features, and costs what its features cost.
 */
public interface MarginObjective extends Objective {
  /** Number of margins, k. */
  int margins();

  /** Number of features, d. */
  int features();

  /** Whether there are intercepts. */
  boolean hasIntercept();

  /**
   * Counts a row's loss and writes ∂ℓ/∂z_c in the place of its margins.
   *
   * @param weight of the row
   * @param margins z_0 … z_(k−1)
   * @param read counts the row
   */
  void multipliers(Block block, int row, double weight, double[] margins, GradientSum read);
}
