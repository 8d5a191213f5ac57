package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;

/**
 * Corrected updates of a linear model, of one or of several margins, by one sparse row after
 * another, each at the cost of the row's values times the margins.
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
  private final WeightOrder order;

  /** How many updates the weights of each feature have had. */
  private final int[] made;

  private SvrgRows(CsrRows rows, double[] theta, SvrgSnapshot at, WeightOrder order, Drift drift) {
    this.rows = rows;
    this.theta = theta;
    this.at = at;
    this.drift = drift;
    this.order = order;
    this.made = new int[order.features()];
  }

  /** Whether a penalty can wait, and the cost depends on margins alone. */
  static boolean applyTo(Objective objective, Penalty penalty) {
    return objective instanceof MarginObjective
        && penalty instanceof ElasticNet net
        && net.isUniform();
  }

  /** Whether updates of a block are of this kind. */
  static boolean applyTo(SvrgUpdates updates, Block block) {
    return updates.batchSize() == 1
        && applyTo(updates.objective(), updates.penalty())
        && block.rows() instanceof CsrRows;
  }

  /** The order that {@link #run} is fast in. */
  static WeightOrder order(SvrgUpdates how) {
    MarginObjective objective = (MarginObjective) how.objective();
    return WeightOrder.fast(objective.margins(), objective.features());
  }

  /** As {@link SvrgBatches#run}, θ and the snapshot being in an order. */
  static GradientSum run(
      SvrgUpdates how,
      Block block,
      int[] list,
      SvrgSnapshot at,
      double[] theta,
      WeightOrder order) {
    MarginObjective objective = (MarginObjective) how.objective();
    CsrRows rows = (CsrRows) block.rows();
    ElasticNet penalty = (ElasticNet) how.penalty();
    double rate = how.rate();
    Drift drift = Drift.of(rate, penalty.l1(0), penalty.l2(0), list.length);
    int classes = order.margins();
    boolean intercepts = objective.hasIntercept();
    int behind = classes * order.features();
    SvrgRows updates = new SvrgRows(rows, theta, at, order, drift);
    GradientSum read = GradientSum.of(0);
    double meanWeight = block.meanWeight();
    double[] sums = new double[9 * classes];
    double[] margins = new double[classes];
    double[] here = new double[classes];
    double[] there = new double[classes];
    double[] steps = new double[classes];
    for (int k = 0; k < list.length; k++) {
      int row = list[k];
      updates.settle(row, k);
      order.margins(rows, row, theta, intercepts, sums, margins);
      objective.count(block, row, margins, here, read);
      order.margins(rows, row, at.point(), intercepts, sums, margins);
      objective.derivatives(block, row, margins, there);
      double share = block.weight(row) / meanWeight;
      for (int c = 0; c < classes; c++) {
        double g = (here[c] - there[c]) * share;
        steps[c] = -rate * g;
        if (intercepts) {
          theta[behind + c] -= rate * (g + at.gradient()[behind + c]);
        }
      }
      // Before the drift of this update, which is due from now on.
      order.addRow(rows, row, steps, theta);
    }
    for (int j = 0; j < order.features(); j++) {
      updates.settleFeature(j, list.length);
    }
    return read;
  }

  private void settle(int row, int updates) {
    int n = rows.entries(row);
    for (int k = 0; k < n; k++) {
      settleFeature(rows.column(row, k), updates);
    }
  }

  private void settleFeature(int j, int updates) {
    int due = updates - made[j];
    for (int c = 0; due > 0 && c < order.margins(); c++) {
      int w = order.element(c, j);
      theta[w] = drift.after(theta[w], at.gradient()[w], due);
    }
    made[j] = updates;
  }
}
