package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.CurvatureSum;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of {@link GuardedRounds} with the second derivatives of all rows at the snapshot.
 * Corrected by these as well, g_i(w) − g_i(w̃) − H_i(w − w̃) + ∇F(w̃) + H(w − w̃) (Gower, Le Roux &
 * Bach 2018), an update has no noise but of the second order, and the end of many updates is known
 * without a row being read: the least of the {@link QuadraticModel}. A round of two passes is two
 * such steps, each from derivatives of its own.
 *
 * <p>Nothing is taken on trust. The second pass shows whether F fell; where it rose, the model
 * stays where it was. Where F rose, or fell by less than a quarter of what the model foretold, the
 * next step is damped 4 times as much, where it fell by more than 7/10 of that, an eighth. The
 * second step is taken where the first gained a quarter of what was foretold, and the second is
 * foretold to gain no more than the first did; should F have risen at its end, the next round
 * returns to the best point.
 */
final class SecondOrder {
  /** The longest θ: its second derivatives take 4 MiB. */
  private static final int MOST_ELEMENTS = 1024;

  /** Multiplications of a pass, of all shards together: some seconds of one core. */
  private static final double MOST_WORK = 0x1p33;

  private static final double MORE = 4;
  private static final double LESS = 8;
  private static final double LEAST_DAMPING = 1e-6;
  private static final double FIRST_DAMPING = 1e-4;
  private static final double MOST_DAMPING = 1e12;

  /** Parts of the gain foretold: with less a step is damped more, with more less. */
  private static final double POOR = 0.25;

  private static final double GOOD = 0.7;

  private final ShardedBlocks blocks;
  private final MarginObjective objective;
  private final ElasticNet penalty;
  private final ParameterLayout layout;
  private final long seed;

  private SecondOrder(
      ShardedBlocks blocks, MarginObjective objective, ElasticNet penalty, long seed) {
    this.blocks = blocks;
    this.objective = objective;
    this.penalty = penalty;
    this.layout = objective.layout();
    this.seed = seed;
  }

  /** Whether the model is linear and narrow, and has a penalty that it takes. */
  static boolean isFor(Objective objective, Penalty penalty) {
    return objective instanceof MarginObjective
        && penalty instanceof ElasticNet
        && objective.layout().dimension() <= MOST_ELEMENTS;
  }

  /**
   * Rounds of these rows; null where the model is not linear, too wide, or has another penalty.
   *
   * @param pairs of {@link Smoothness}
   */
  static @Nullable SecondOrder of(
      ShardedBlocks blocks, Objective objective, Penalty penalty, double pairs, long seed) {
    if (!isFor(objective, penalty)) {
      return null;
    }
    MarginObjective margins = (MarginObjective) objective;
    double k = margins.margins();
    return k * k * pairs / 2 > MOST_WORK
        ? null
        : new SecondOrder(blocks, margins, (ElasticNet) penalty, seed);
  }

  /**
   * A round.
   *
   * @param model where it begins
   * @param course what is known, changed to what is known after it
   * @param read takes the rows, weight and loss of the first pass and the rows of the second
   * @return the model after it; null when no row has weight
   */
  double @Nullable [] round(double[] model, Course course, GradientSum read) {
    CurvatureSum first = sum(model);
    if (first == null || !(first.gradient().weight() > 0)) {
      return null;
    }
    SlicedPenalty penalised = SlicedPenalty.of(penalty, layout);
    double value = penalised.objective(first.gradient(), model);
    if (!(value <= course.value())) {
      GuardedRounds.countReturn(first.gradient(), value, course, read);
      course.turnBack(more(course.damping()));
      return course.best();
    }
    read.count(first.gradient());
    QuadraticModel around = quadratic(model, first);
    double damping = course.damping();
    if (!course.isSecondOrder()) {
      damping = around.isFlat() ? 1 : 0;
    }
    double[] next = around.least(damping);
    CurvatureSum second = sum(next);
    if (second == null) {
      throw new IllegalStateException("rows were there and are not");
    }
    read.countRows(second.gradient().rows());
    double gain = value - penalised.objective(second.gradient(), next);
    if (!(gain >= 0)) {
      course.stay(model, more(damping));
      return model;
    }
    double foretold = around.gain(next);
    boolean trusted = gain >= POOR * foretold;
    damping = damping(damping, gain, foretold);
    QuadraticModel there = quadratic(next, second);
    double[] last = there.least(damping);
    if (trusted && there.gain(last) <= gain) {
      course.goAhead(next, value - gain, damping);
      return last;
    }
    course.stay(next, damping);
    return next;
  }

  private QuadraticModel quadratic(double[] point, CurvatureSum at) {
    return QuadraticModel.of(point, at, objective.curvature(), penalty, layout);
  }

  /** That of the step after one that gained something. */
  static double damping(double last, double gain, double foretold) {
    if (!(gain >= POOR * foretold)) {
      return more(last);
    }
    return gain >= GOOD * foretold ? less(last) : last;
  }

  /** That of the step after one that gained nothing. */
  static double more(double damping) {
    return Math.min(MOST_DAMPING, Math.max(FIRST_DAMPING, MORE * damping));
  }

  private static double less(double damping) {
    return damping < LEAST_DAMPING ? 0 : damping / LESS;
  }

  private @Nullable CurvatureSum sum(double[] model) {
    return sum(blocks, objective, model, seed);
  }

  /** The second derivatives of all rows; null where there is none. */
  static @Nullable CurvatureSum sum(
      ShardedBlocks blocks, MarginObjective objective, double[] model, long seed) {
    return blocks.sum(model, new Pass(objective, seed));
  }

  private static final class Pass implements BlockFunction<CurvatureSum> {
    private static final long serialVersionUID = 1L;

    private final MarginObjective objective;
    private final long seed;

    Pass(MarginObjective objective, long seed) {
      this.objective = objective;
      this.seed = seed;
    }

    @Override
    public @Nullable CurvatureSum apply(Block block, double[] theta) {
      if (block.count() == 0) {
        return null;
      }
      GradientSum gradient = GradientSum.of(theta.length);
      Selection rows = Selection.all(block.count());
      objective.accumulate(block, rows, theta, new Draw(seed, 0), gradient);
      return CurvatureSum.of(objective, block, gradient, theta);
    }
  }
}
