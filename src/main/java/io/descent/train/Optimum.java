package io.descent.train;

import io.descent.objective.CurvatureSum;
import io.descent.objective.GradientSum;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Points of the least F = mean loss + L2, for narrow linear models and losses without kinks: many
 * of them one after the other, of much the same rows under much the same penalties.
 *
 * <p>Newton's steps δ = −(H + μD + λ₂)⁻¹∇F, in which H is that of another point, another penalty or
 * other rows as long as that serves (Shamanskii 1967): a pass for it costs as much as many for the
 * gradient. New second derivatives are taken where F has risen, and where neither is the gain that
 * a step foretells, −½∇F·δ, at most a quarter of what the one before foretold, nor did that one
 * gain a tenth of the first with these derivatives. The damping μD is that of {@link
 * QuadraticModel}: it grows where F has risen with second derivatives of the very point. The end is
 * where an undamped step foretells a gain below 10⁻⁷ of |F|, or after {@value #MOST_PASSES} passes.
 *
 * <p>A result is a function of all calls so far. <b>Not thread-safe.</b>
 */
public final class Optimum {
  private static final double CLOSE = 1e-7;
  private static final int MOST_PASSES = 200;

  /** The part of the gain foretold before that the next may be, with the same derivatives. */
  private static final double SLOW = 0.25;

  /** The part of the first gain with some derivatives that makes them serve on. */
  private static final double STEADY = 0.1;

  /** The part of the gain foretold below which derivatives of elsewhere serve no more. */
  private static final double SERVED = 0.7;

  private final MarginObjective objective;
  private final long seed;

  /** The newest second derivatives, and where they were taken. */
  private @Nullable CurvatureSum curvature;

  private double[] around = {};

  private int passes;

  private Optimum(MarginObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
  }

  /**
   * A series of points.
   *
   * @throws IllegalArgumentException when the model is not linear
   */
  public static Optimum of(Objective objective, long seed) {
    if (!(objective instanceof MarginObjective margins)) {
      throw new IllegalArgumentException(
          "no linear model: " + objective.getClass().getSimpleName());
    }
    return new Optimum(margins, seed);
  }

  /** A point with F and −∇F. */
  private static final class Point {
    private final double[] theta;
    private final double value;
    private final double[] down;

    Point(double[] theta, double value, double[] down) {
      this.theta = theta;
      this.value = value;
      this.down = down;
    }
  }

  /**
   * The least of F over some rows.
   *
   * @param penalty L2 alone
   * @param start near to where it is, as far as that is known; where no row has weight, the result
   * @throws IllegalArgumentException when the penalty is another
   */
  public double[] least(ShardedBlocks rows, Penalty penalty, double[] start) {
    if (!(penalty instanceof ElasticNet l2 && l2.isSmooth())) {
      throw new IllegalArgumentException("not L2 alone: " + penalty);
    }
    SampledGradient all = SampledGradient.of(rows, objective, new FullSampler(), seed);
    Point at = point(all, l2, start);
    if (at == null) {
      passes = 1;
      return start;
    }
    boolean here = curvature == null;
    if (here) {
      take(rows, at);
    }
    passes = here ? 2 : 1;
    double damping = here && quadratic(l2).isFlat() ? 1 : 0;
    Cholesky factor = quadratic(l2).factor(damping);
    double before = Double.POSITIVE_INFINITY;
    double gained = 0;
    double first = Double.POSITIVE_INFINITY;
    while (passes++ < MOST_PASSES) {
      double[] step = factor.solve(at.down);
      double foretold = dot(at.down, step) / 2;
      boolean close = foretold <= CLOSE * Math.abs(at.value);
      boolean serves = here || close || foretold <= SLOW * before || gained >= STEADY * first;
      Point next = serves ? point(all, l2, sum(at.theta, step)) : null;
      Point lower = next != null && next.value <= at.value ? next : null;
      if (close && damping == 0) {
        return lower == null ? at.theta : lower.theta;
      }
      double damped = damping;
      if (lower != null) {
        gained = at.value - lower.value;
        first = here ? gained : first;
        if (here || gained >= SERVED * foretold) {
          damping = SecondOrder.damping(damping, gained, foretold);
          before = foretold;
        } else {
          before = 0;
          gained = 0;
        }
        at = lower;
        here = false;
      } else if (here) {
        damping = SecondOrder.more(damping);
      } else {
        take(rows, at);
        here = true;
      }
      if (here || damping != damped) {
        factor = quadratic(l2).factor(damping);
      }
    }
    return at.theta;
  }

  /** Passes over the rows that the last point took. */
  public int passes() {
    return passes;
  }

  private void take(ShardedBlocks rows, Point at) {
    curvature = SecondOrder.sum(rows, objective, at.theta, seed);
    around = at.theta;
  }

  private QuadraticModel quadratic(ElasticNet penalty) {
    return QuadraticModel.of(
        around,
        Objects.requireNonNull(curvature),
        objective.curvature(),
        penalty,
        objective.layout());
  }

  private @Nullable Point point(SampledGradient all, ElasticNet penalty, double[] theta) {
    GradientSum sum = all.fullGradient(theta);
    if (sum == null || !(sum.weight() > 0)) {
      return null;
    }
    double[] down = new double[theta.length];
    sum.meanGradient(down);
    SlicedPenalty penalised = SlicedPenalty.of(penalty, objective.layout());
    penalised.addGradient(theta, down);
    Arrays.setAll(down, j -> -down[j]);
    return new Point(theta, penalised.objective(sum, theta), down);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, j -> a[j] + b[j]);
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
