package io.descent.train;

import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.optim.Slots;
import io.descent.optim.SparseRule;
import io.descent.optim.SparseUpdates;
import io.descent.optim.UpdateRule;
import io.descent.optim.WeightAverage;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * Updates by gradients that are held sparse, of a training in which nothing but the rule moves θ
 * and the rule moves only what the gradient touches: an update costs what the gradient's elements
 * cost, never a pass over θ, and has the bits of one over all of θ. <b>Not thread-safe.</b>
 */
final class SparseUpdate {
  private final SparseUpdates updates;
  private final double[] theta;
  private boolean finite;
  private double squares;

  private SparseUpdate(SparseUpdates updates, double[] theta) {
    this.updates = updates;
    this.theta = theta;
    this.finite = allFinite(theta);
  }

  /**
   * Updates of θ, or null where a training is not of this kind: under a rule that moves what the
   * gradient does not touch, a penalty, an average, or a source whose gradient is not the mean of
   * its sums.
   */
  static @Nullable SparseUpdate of(
      GradientSource source,
      UpdateRule rule,
      Penalty penalty,
      WeightAverage average,
      double[] theta,
      Slots slots) {
    boolean unpenalised = penalty instanceof ElasticNet net && net.isNone();
    boolean averages = !average.init(1).names().isEmpty();
    return rule instanceof SparseRule sparse && unpenalised && !averages && source.givesMeans()
        ? new SparseUpdate(sparse.on(theta, slots, WeightOrder.stored(1, theta.length)), theta)
        : null;
  }

  /**
   * Makes update t by the mean of sums that are held sparse.
   *
   * @return the 2-norm of the gradient
   */
  double apply(GradientSum sums, double rate, long t) {
    double ruleRate = updates.rateOf(rate, t);
    squares = 0;
    sums.forEachMean(
        (j, g) -> {
          squares += g * g;
          updates.applyElement(j, g, ruleRate);
          finite &= Double.isFinite(theta[j]);
        });
    return Math.sqrt(squares);
  }

  /** Whether θ, finite before the first of these updates, still is. */
  boolean isFinite() {
    return finite;
  }

  static boolean allFinite(double[] theta) {
    for (double value : theta) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
