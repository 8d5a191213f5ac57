package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.Loss;
import io.descent.penalty.ElasticNet;

/**
 * Corrected updates of a linear model by one sparse row after another, each at the cost of the
 * row's values.
 *
 * <p>What a row does not touch drifts by ∇F(w̃) and the penalty alone; it takes all its steps at
 * once when it is next read, and at the end: {@link Drift}. L2 is a proximal step here, and no part
 * of the gradient.
 */
final class SvrgRows {
  private final CsrRows rows;
  private final double[] theta;
  private final SvrgSnapshot at;
  private final Drift drift;

  /** How many updates each weight has had. */
  private final int[] made;

  private SvrgRows(CsrRows rows, double[] theta, SvrgSnapshot at, int features, Drift drift) {
    this.rows = rows;
    this.theta = theta;
    this.at = at;
    this.drift = drift;
    this.made = new int[features];
  }

  /** Whether updates of a block are of this kind. */
  static boolean applyTo(SvrgUpdates updates, Block block) {
    return updates.batchSize() == 1
        && updates.objective() instanceof LinearObjective
        && updates.penalty() instanceof ElasticNet net
        && net.isUniform()
        && block.rows() instanceof CsrRows;
  }

  /** As {@link SvrgBatches#run}. */
  static GradientSum run(
      SvrgUpdates how, Block block, CsrRows rows, int[] list, SvrgSnapshot at, double[] theta) {
    LinearObjective objective = (LinearObjective) how.objective();
    ElasticNet penalty = (ElasticNet) how.penalty();
    double rate = how.rate();
    Drift drift = Drift.of(rate, penalty.l1(0), penalty.l2(0), list.length);
    int features = objective.features();
    SvrgRows updates = new SvrgRows(rows, theta, at, features, drift);
    GradientSum read = GradientSum.of(0);
    Loss loss = objective.loss();
    double meanWeight = block.meanWeight();
    boolean intercept = objective.hasIntercept();
    double[] point = at.point();
    for (int k = 0; k < list.length; k++) {
      int row = list[k];
      updates.settle(row, k);
      double weight = block.weight(row);
      double label = block.label(row);
      double margin = rows.dot(row, theta, 0) + (intercept ? theta[features] : 0);
      double before = rows.dot(row, point, 0) + (intercept ? point[features] : 0);
      double change = loss.count(margin, label, weight, read) - loss.derivative(before, label);
      double g = change * (weight / meanWeight);
      // Before the drift of this update, which is due from now on.
      rows.addScaled(row, -rate * g, theta, 0);
      if (intercept) {
        theta[features] -= rate * (g + at.gradient()[features]);
      }
    }
    for (int j = 0; j < features; j++) {
      updates.settleWeight(j, list.length);
    }
    return read;
  }

  private void settle(int row, int updates) {
    int n = rows.entries(row);
    for (int k = 0; k < n; k++) {
      settleWeight(rows.column(row, k), updates);
    }
  }

  private void settleWeight(int j, int updates) {
    theta[j] = drift.after(theta[j], at.gradient()[j], updates - made[j]);
    made[j] = updates;
  }
}
