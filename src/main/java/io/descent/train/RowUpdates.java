package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.objective.GradientSum;
import io.descent.objective.MarginObjective;
import io.descent.optim.Slots;
import io.descent.optim.SparseRule;
import io.descent.optim.SparseUpdates;
import io.descent.penalty.ElasticNet;

/**
 * Updates of a model of margins by one sparse row after another, each at the cost of the row's
 * values.
 *
 * <p>The penalty waits: before a row is read, and at the end, a weight takes at once the proximal
 * steps of all updates since it was last read. With R the sum of their rates and a the weight's
 * effective step at rate 1, that is one step of size a·R for λ₁|w| + (λ₂/2)w²: w ← soft(w,
 * a·R·λ₁)/(1 + a·R·λ₂). L2 is thus a proximal step here, and no part of the gradient that a rule
 * remembers.
 */
final class RowUpdates {
  private final CsrRows rows;
  private final SparseUpdates steps;
  private final ElasticNet penalty;
  private final double[] theta;
  private final int margins;
  private final int features;

  /** The sum of rates up to which the weights of each feature have had their penalty. */
  private final double[] paid;

  private double due;

  // Of the columns of a row.
  private double[] weights = new double[64];
  private double[] payments = new double[64];
  private double[] sizes = new double[64];

  private RowUpdates(
      CsrRows rows,
      SparseUpdates steps,
      ElasticNet penalty,
      MarginObjective objective,
      double[] theta) {
    this.rows = rows;
    this.steps = steps;
    this.penalty = penalty;
    this.theta = theta;
    this.margins = objective.margins();
    this.features = objective.features();
    this.paid = new double[penalty.isNone() ? 0 : features];
  }

  /** Whether updates of a block are of this kind. */
  static boolean applyTo(InnerUpdates inner, Block block) {
    return inner.batchSize() == 1
        && inner.objective() instanceof MarginObjective
        && inner.rule() instanceof SparseRule
        && inner.penalty() instanceof ElasticNet
        && block.rows() instanceof CsrRows;
  }

  /** As {@link BatchUpdates#run}. */
  static GradientSum run(
      InnerUpdates inner,
      Block block,
      CsrRows rows,
      int[] list,
      long first,
      double[] theta,
      Slots memory) {
    MarginObjective objective = (MarginObjective) inner.objective();
    SparseUpdates steps = ((SparseRule) inner.rule()).on(theta, memory);
    RowUpdates updates =
        new RowUpdates(rows, steps, (ElasticNet) inner.penalty(), objective, theta);
    GradientSum read = GradientSum.of(0);
    double meanWeight = block.meanWeight();
    int intercepts = objective.hasIntercept() ? updates.margins * updates.features : -1;
    double[] z = new double[updates.margins];
    double[] derivatives = new double[updates.margins];
    long update = first;
    for (int row : list) {
      double weight = block.weight(row);
      if (weight > 0) {
        double rate = steps.rateOf(inner.rate(update), update + 1);
        updates.settle(row);
        objective.margins(rows, row, theta, z);
        objective.count(block, row, z, derivatives, read);
        for (int c = 0; c < z.length; c++) {
          double g = derivatives[c] * (weight / meanWeight);
          if (g != 0) {
            steps.applyRow(rows, row, g, rate, c * updates.features);
            if (intercepts >= 0) {
              steps.applyElement(intercepts + c, g, rate);
            }
          }
        }
        updates.due += rate;
      } else {
        read.count(0, 0);
      }
      update++;
    }
    updates.settleAll();
    return read;
  }

  private void settle(int row) {
    if (paid.length == 0) {
      return;
    }
    int n = rows.entries(row);
    if (!penalty.isUniform()) {
      for (int k = 0; k < n; k++) {
        settleFeature(rows.column(row, k));
      }
      return;
    }
    if (n > weights.length) {
      weights = new double[2 * n];
      payments = new double[2 * n];
      sizes = new double[2 * n];
    }
    rows.gather(row, paid, 0, payments);
    for (int c = 0; c < margins; c++) {
      settleRow(row, n, c * features);
    }
    for (int k = 0; k < n; k++) {
      paid[rows.column(row, k)] = due;
    }
  }

  private void settleRow(int row, int n, int offset) {
    rows.gather(row, theta, offset, weights);
    steps.stepsOf(rows, row, offset, sizes);
    double l1 = penalty.l1(0);
    double l2 = penalty.l2(0);
    // Without branches, for the compiler to make vectors of.
    for (int k = 0; k < n; k++) {
      double size = sizes[k] * (due - payments[k]);
      sizes[k] = shrunk(Math.abs(weights[k]), size, l1, l2);
    }
    for (int k = 0; k < n; k++) {
      theta[offset + rows.column(row, k)] = signed(sizes[k], weights[k]);
    }
  }

  private void settleAll() {
    for (int j = 0; j < paid.length; j++) {
      settleFeature(j);
    }
  }

  private void settleFeature(int j) {
    double rates = due - paid[j];
    if (rates > 0) {
      for (int c = 0; c < margins; c++) {
        settleWeight(c * features + j, rates);
      }
      paid[j] = due;
    }
  }

  private void settleWeight(int at, double rates) {
    double weight = theta[at];
    if (weight != 0) {
      double size = steps.stepOf(at) * rates;
      theta[at] = signed(shrunk(Math.abs(weight), size, penalty.l1(at), penalty.l2(at)), weight);
    }
  }

  /** NaN stays NaN and is noticed. */
  private static double shrunk(double magnitude, double size, double l1, double l2) {
    return Math.max(magnitude - size * l1, 0) / (1 + size * l2);
  }

  private static double signed(double magnitude, double weight) {
    return magnitude == 0 ? 0 : Math.copySign(magnitude, weight);
  }
}
