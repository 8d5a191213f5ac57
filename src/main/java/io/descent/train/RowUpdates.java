package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.Loss;
import io.descent.optim.Slots;
import io.descent.optim.SparseRule;
import io.descent.optim.SparseUpdates;
import io.descent.penalty.ElasticNet;

/**
 * Updates of a linear model by one sparse row after another, each at the cost of the row's values.
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
  private final boolean penalised;

  /** The sum of rates up to which each weight has had its penalty. */
  private final double[] paid;

  private double due;

  private RowUpdates(
      CsrRows rows, SparseUpdates steps, ElasticNet penalty, int features, double[] theta) {
    this.rows = rows;
    this.steps = steps;
    this.penalty = penalty;
    this.theta = theta;
    this.penalised = !penalty.isNone();
    this.paid = new double[penalised ? features : 0];
  }

  /** Whether updates of a block are of this kind. */
  static boolean applyTo(InnerUpdates inner, Block block) {
    return inner.batchSize() == 1
        && inner.objective() instanceof LinearObjective
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
    LinearObjective objective = (LinearObjective) inner.objective();
    SparseUpdates steps = ((SparseRule) inner.rule()).on(theta, memory);
    RowUpdates updates =
        new RowUpdates(rows, steps, (ElasticNet) inner.penalty(), objective.features(), theta);
    GradientSum read = GradientSum.of(0);
    Loss loss = objective.loss();
    double meanWeight = block.meanWeight();
    int intercept = objective.hasIntercept() ? objective.features() : -1;
    long update = first;
    for (int row : list) {
      double weight = block.weight(row);
      if (weight > 0) {
        double rate = steps.rateOf(inner.rate(update), update + 1);
        updates.settle(row);
        double margin = rows.dot(row, theta, 0) + (intercept < 0 ? 0 : theta[intercept]);
        double g = loss.count(margin, block.label(row), weight, read) * (weight / meanWeight);
        if (g != 0) {
          steps.applyRow(rows, row, g, rate);
          if (intercept >= 0) {
            steps.applyElement(intercept, g, rate);
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
    if (penalised) {
      int n = rows.entries(row);
      for (int k = 0; k < n; k++) {
        settleWeight(rows.column(row, k));
      }
    }
  }

  private void settleAll() {
    for (int j = 0; j < paid.length; j++) {
      settleWeight(j);
    }
  }

  private void settleWeight(int j) {
    double rates = due - paid[j];
    double weight = theta[j];
    if (rates > 0 && weight != 0) {
      double size = steps.stepOf(j) * rates;
      double threshold = size * penalty.l1(j);
      double magnitude = Math.abs(weight);
      // Written so that NaN stays NaN and is noticed.
      theta[j] =
          magnitude <= threshold
              ? 0
              : Math.copySign((magnitude - threshold) / (1 + size * penalty.l2(j)), weight);
    }
    paid[j] = due;
  }
}
