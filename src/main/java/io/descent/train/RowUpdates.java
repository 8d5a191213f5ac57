package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.WeightOrder;
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
  private static final double[] NOTHING = {};

  private final CsrRows rows;
  private final SparseUpdates steps;
  private final ElasticNet penalty;
  private final double[] theta;
  private final WeightOrder order;

  /** The sum of rates up to which the weights of each feature have had their penalty. */
  private final double[] paid;

  private double due;

  // Of the weights of a piece.
  private final double[] weights;
  private final double[] payments;
  private final double[] sizes;

  private RowUpdates(
      CsrRows rows, SparseUpdates steps, ElasticNet penalty, double[] theta, WeightOrder order) {
    this.rows = rows;
    this.steps = steps;
    this.penalty = penalty;
    this.theta = theta;
    this.order = order;
    this.paid = new double[penalty.isNone() ? 0 : order.features()];
    boolean waits = !penalty.isNone();
    this.weights = waits ? order.room() : NOTHING;
    this.payments = waits ? order.room() : NOTHING;
    this.sizes = waits ? order.room() : NOTHING;
  }

  /** Whether updates of a block are of this kind. */
  static boolean applyTo(InnerUpdates inner, Block block) {
    return inner.batchSize() == 1
        && inner.objective() instanceof MarginObjective
        && inner.rule() instanceof SparseRule
        && inner.penalty() instanceof ElasticNet
        && block.rows() instanceof CsrRows;
  }

  /** The order that {@link #run} is fast in. */
  static WeightOrder order(InnerUpdates inner) {
    MarginObjective objective = (MarginObjective) inner.objective();
    return WeightOrder.fast(objective.margins(), objective.features());
  }

  /** As {@link BatchUpdates#run}, θ and the rule's memory being in an order. */
  static GradientSum run(
      InnerUpdates inner,
      Block block,
      int[] list,
      long first,
      double[] theta,
      Slots memory,
      WeightOrder order) {
    MarginObjective objective = (MarginObjective) inner.objective();
    CsrRows rows = (CsrRows) block.rows();
    SparseUpdates steps = ((SparseRule) inner.rule()).on(theta, memory, order);
    RowUpdates updates = new RowUpdates(rows, steps, (ElasticNet) inner.penalty(), theta, order);
    GradientSum read = GradientSum.of(0);
    double meanWeight = block.meanWeight();
    int k = order.margins();
    int intercepts = objective.hasIntercept() ? k * order.features() : -1;
    double[] z = new double[k];
    double[] sums = new double[9 * k];
    double[] g = new double[k];
    long update = first;
    for (int row : list) {
      double weight = block.weight(row);
      if (weight > 0) {
        double rate = steps.rateOf(inner.rate(update), update + 1);
        updates.settle(row);
        order.margins(rows, row, theta, intercepts >= 0, sums, z);
        objective.count(block, row, z, g, read);
        boolean moves = false;
        for (int c = 0; c < k; c++) {
          g[c] *= weight / meanWeight;
          moves |= g[c] != 0;
        }
        if (moves) {
          steps.applyRow(rows, row, g, rate);
        }
        for (int c = 0; intercepts >= 0 && c < k; c++) {
          if (g[c] != 0) {
            steps.applyElement(intercepts + c, g[c], rate);
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
    int piece = order.piece();
    for (int first = 0; first < n; first += piece) {
      settlePiece(row, first, Math.min(piece, n - first));
    }
  }

  private void settlePiece(int row, int first, int count) {
    order.gather(rows, row, first, count, theta, weights);
    order.gatherShared(rows, row, first, count, paid, payments);
    steps.stepsOf(rows, row, first, count, sizes);
    double l1 = penalty.l1(0);
    double l2 = penalty.l2(0);
    int n = count * order.margins();
    // Without branches, for the compiler to make vectors of.
    for (int k = 0; k < n; k++) {
      double size = sizes[k] * (due - payments[k]);
      sizes[k] = shrunk(Math.abs(weights[k]), size, l1, l2);
    }
    order.scatter(rows, row, first, count, sizes, weights, theta);
    for (int i = 0; i < count; i++) {
      paid[rows.column(row, first + i)] = due;
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
      for (int c = 0; c < order.margins(); c++) {
        settleWeight(order.element(c, j), c * order.features() + j, rates);
      }
      paid[j] = due;
    }
  }

  private void settleWeight(int at, int stored, double rates) {
    double weight = theta[at];
    if (weight != 0) {
      double size = steps.stepOf(at) * rates;
      double magnitude = shrunk(Math.abs(weight), size, penalty.l1(stored), penalty.l2(stored));
      theta[at] = WeightOrder.signed(magnitude, weight);
    }
  }

  /** NaN stays NaN and is noticed. */
  private static double shrunk(double magnitude, double size, double l1, double l2) {
    return Math.max(magnitude - size * l1, 0) / (1 + size * l2);
  }
}
