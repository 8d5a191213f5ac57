package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;

/**
 * An objective in which a row's cost depends on θ through k margins alone, z_c = w_c·x + b_c. θ is
 * the weights [k, d], row-major, and behind them the intercepts [k], or the weights alone.
 */
public interface MarginObjective extends Objective {
  /** Number of margins of a row, k ≥ 1. */
  int margins();

  /** Number of features, d ≥ 1. */
  int features();

  /** Whether there are intercepts. */
  boolean hasIntercept();

  /** Writes the derivatives ∂ℓ/∂z_c of a row's cost, unweighted, at its margins. */
  void derivatives(Block block, int row, double[] margins, double[] into);

  /** As {@link #derivatives}, and counts the row with its weight and cost. */
  void count(Block block, int row, double[] margins, double[] derivatives, GradientSum into);

  /**
   * Writes the second derivatives ∂²ℓ/∂z_a∂z_b of a row's cost to element a·k + b, for b ≤ a; they
   * form a matrix without negative eigenvalues.
   *
   * @param into k·k elements, of which those with b > a stay as they are
   */
  void secondDerivatives(Block block, int row, double[] margins, double[] into);

  /** Writes the margins of a row. */
  default void margins(Rows x, int row, double[] theta, double[] into) {
    int k = margins();
    int d = features();
    for (int c = 0; c < k; c++) {
      double product = x.dot(row, theta, c * d);
      into[c] = hasIntercept() ? product + theta[k * d + c] : product;
    }
  }
}
