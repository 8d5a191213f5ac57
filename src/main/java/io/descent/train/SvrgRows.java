package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
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
  private final int classes;
  private final int features;

  /** How many updates the weights of each feature have had. */
  private final int[] made;

  private SvrgRows(
      CsrRows rows, double[] theta, SvrgSnapshot at, int classes, int features, Drift drift) {
    this.rows = rows;
    this.theta = theta;
    this.at = at;
    this.drift = drift;
    this.classes = classes;
    this.features = features;
    this.made = new int[features];
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

  /** As {@link SvrgBatches#run}. */
  static GradientSum run(
      SvrgUpdates how, Block block, CsrRows rows, int[] list, SvrgSnapshot at, double[] theta) {
    MarginObjective objective = (MarginObjective) how.objective();
    ElasticNet penalty = (ElasticNet) how.penalty();
    double rate = how.rate();
    Drift drift = Drift.of(rate, penalty.l1(0), penalty.l2(0), list.length);
    int features = objective.features();
    int classes = objective.margins();
    int intercepts = objective.hasIntercept() ? classes * features : -1;
    SvrgRows updates = new SvrgRows(rows, theta, at, classes, features, drift);
    GradientSum read = GradientSum.of(0);
    double meanWeight = block.meanWeight();
    double[] margins = new double[classes];
    double[] here = new double[classes];
    double[] there = new double[classes];
    for (int k = 0; k < list.length; k++) {
      int row = list[k];
      updates.settle(row, k);
      objective.margins(rows, row, theta, margins);
      objective.count(block, row, margins, here, read);
      objective.margins(rows, row, at.point(), margins);
      objective.derivatives(block, row, margins, there);
      double share = block.weight(row) / meanWeight;
      for (int c = 0; c < classes; c++) {
        double g = (here[c] - there[c]) * share;
        // Before the drift of this update, which is due from now on.
        rows.addScaled(row, -rate * g, theta, c * features);
        if (intercepts >= 0) {
          theta[intercepts + c] -= rate * (g + at.gradient()[intercepts + c]);
        }
      }
    }
    for (int j = 0; j < features; j++) {
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
    for (int w = j; due > 0 && w < classes * features; w += features) {
      theta[w] = drift.after(theta[w], at.gradient()[w], due);
    }
    made[j] = updates;
  }
}
