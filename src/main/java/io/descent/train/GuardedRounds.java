package io.descent.train;

import io.descent.objective.GradientSum;
import io.descent.objective.ParameterLayout;
import io.descent.sample.FullSampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of {@link Svrg} that look after themselves, since the gradient of all rows at a snapshot
 * comes with F there. Where F has risen, the model goes back to the best point, which travels
 * behind it with five numbers: {@link Course}.
 *
 * <p><b>Rates.</b> 1/L goes by the steepest row, and is the rate where that is at most four times
 * as steep as the mean. Where a few are much steeper, most learn nothing at it, and since costs
 * flatten far out it is often much too careful. The first round is then made at 1/√(L·L̄), L̄ by
 * the mean row, but no more than 1/4L̄; every further at 4 times the rate before, up to 1/4L̄. When
 * F has risen, the rate is an eighth from then on.
 *
 * <p><b>Second derivatives.</b> Where {@link SecondOrder} is possible, it makes all rounds from the
 * first where there are fewer than {@value #ROWS_PER_ELEMENT} rows for each element of θ or the
 * loss has no bound on its curvature; and otherwise from when F has risen, or a corrected round has
 * gained more than a sixteenth of what the one before gained, that is when the rest would be slow.
 */
final class GuardedRounds {
  private static final long ROWS_PER_ELEMENT = 64;

  /** The part of a corrected round's gain that the next may gain if they are to go on. */
  private static final double FAST = 1.0 / 16;

  private static final double RATHER_THAN_MEAN = 4;
  private static final double FASTER = 4;
  private static final double SLOWER = 8;

  private final ShardedBlocks blocks;
  private final SampledGradient all;
  private final SvrgUpdates updates;
  private final LocalPace pace;
  private final long seed;
  private final ParameterLayout model;
  private final @Nullable SecondOrder second;
  private final boolean few;
  private final double firstRate;
  private final double mostRate;

  private GuardedRounds(
      ShardedBlocks blocks,
      SvrgUpdates updates,
      LocalPace pace,
      long seed,
      Smoothness smoothness,
      @Nullable SecondOrder second) {
    this.blocks = blocks;
    this.all = SampledGradient.of(blocks, updates.objective(), new FullSampler(), seed);
    this.updates = updates;
    this.pace = pace;
    this.seed = seed;
    this.model = updates.objective().layout();
    this.second = second;
    boolean bounded = smoothness.bound() > 0 && smoothness.bound() < Double.POSITIVE_INFINITY;
    double steepest = smoothness.bound();
    double mean = smoothness.mean();
    this.mostRate =
        bounded ? Math.max(1 / steepest, 1 / (RATHER_THAN_MEAN * mean)) : updates.rate();
    this.firstRate = bounded ? Math.min(mostRate, 1 / Math.sqrt(steepest * mean)) : mostRate;
    this.few = !bounded || blocks.shards().rows() < ROWS_PER_ELEMENT * model.dimension();
  }

  /**
   * Rounds of one step each.
   *
   * @param updates the corrected ones; their rate is used where there is no bound of curvature
   */
  static GuardedRounds of(
      ShardedBlocks blocks, SvrgUpdates updates, LocalPace pace, long seed, Smoothness smoothness) {
    SecondOrder second =
        SecondOrder.of(blocks, updates.objective(), updates.penalty(), smoothness.pairs(), seed);
    return new GuardedRounds(blocks, updates, pace, seed, smoothness, second);
  }

  double firstRate() {
    return firstRate;
  }

  boolean beginsWithSecondOrder() {
    return second != null && few;
  }

  /** Before the first round. */
  Course start(double[] from) {
    return Course.start(from, beginsWithSecondOrder(), firstRate, mostRate);
  }

  /**
   * Counts the rows of a pass which shows that the model has to go back, with the loss that makes
   * the objective of the step that of where it goes: no point is reported that is not kept.
   *
   * @param value F at the model
   */
  static void countReturn(GradientSum all, double value, Course course, GradientSum read) {
    double penalty = value - all.meanLoss();
    read.count(all.weight(), course.value() - (Double.isFinite(penalty) ? penalty : 0));
    read.countRows(all.rows() - 1);
  }

  /** The round of a step: the model after it, with what is known behind it. */
  @Nullable GradientSum round(double[] theta, long step) {
    double[] from = Arrays.copyOf(theta, model.dimension());
    Course course = Course.of(theta, from.length);
    GradientSum sum = GradientSum.of(theta.length);
    double[] end =
        course.isFirstOrder() || second == null
            ? corrected(from, course, step, sum)
            : second.round(from, course, sum);
    if (end == null) {
      return null;
    }
    double[] after = Arrays.copyOf(end, theta.length);
    course.writeTo(after);
    sum.addScaled(after, after.length, 1, 0);
    return sum;
  }

  private double @Nullable [] corrected(double[] from, Course course, long step, GradientSum read) {
    GradientSum full = all.fullGradient(from);
    if (full == null || !(full.weight() > 0)) {
      return null;
    }
    double value = SlicedPenalty.of(updates.penalty(), model).objective(full, from);
    if (!(value <= course.value())) {
      countReturn(full, value, course, read);
      course.turnBack(SLOWER, second != null);
      return course.best();
    }
    read.count(full);
    double gained = course.isAhead() ? course.value() - value : 0;
    boolean slow = course.gain() > 0 && gained > FAST * course.gain();
    if (course.isAhead()) {
      course.faster(FASTER);
    }
    SvrgUpdates paced =
        new SvrgUpdates(updates.objective(), course.rate(), updates.penalty(), updates.batchSize());
    GradientSum ends =
        blocks.sum(
            Svrg.withGradient(from, full), new SvrgRound(paced, PacedStep.of(pace, seed, step)));
    if (ends == null) {
      return from;
    }
    read.countRows(ends.rows());
    double[] end = new double[from.length];
    ends.meanGradient(end);
    if (!Arrays.stream(end).allMatch(Double::isFinite)) {
      course.stay(from);
      course.turnBack(SLOWER, second != null);
      return from;
    }
    course.correct(from, value, gained, slow && second != null);
    return end;
  }
}
