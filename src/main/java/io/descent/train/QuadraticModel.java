package io.descent.train;

import io.descent.objective.CurvatureSum;
import io.descent.objective.ParameterLayout;
import io.descent.penalty.ElasticNet;

/**
 * The quadratic model of F around a point w, from the gradient and the second derivatives of all
 * rows there, with L1 and L2 as they are:
 *
 * <p>m(u) = g·(u − w) + ½(u − w)ᵀ(H + μD)(u − w) + r(u) − r(w)
 *
 * <p>with r the penalty and μD a damping (Marquardt 1963). D is c times the mean square of what an
 * element of θ is multiplied by, c the bound on the loss's curvature, and where there is none the
 * diagonal of H. A trace of it, 10⁻¹⁰, is always there, for features that repeat others.
 */
final class QuadraticModel {
  private static final double TRACE = 1e-10;

  /** Sweeps over the coordinates, and the part of the longest step of the first that ends them. */
  private static final int MOST_SWEEPS = 500;

  private static final double SETTLED = 1e-9;

  private final double[] point;
  private final double[] gradient;
  private final double[][] curvature;
  private final double[] scale;
  private final double[] l1;
  private final double[] l2;
  private boolean kinked;

  private QuadraticModel(double[] point) {
    int d = point.length;
    this.point = point;
    this.gradient = new double[d];
    this.curvature = new double[d][d];
    this.scale = new double[d];
    this.l1 = new double[d];
    this.l2 = new double[d];
  }

  /**
   * The model around a point.
   *
   * @param at sums over all rows there
   * @param bound c, or +∞
   */
  static QuadraticModel of(
      double[] point, CurvatureSum at, double bound, ElasticNet penalty, ParameterLayout layout) {
    QuadraticModel model = new QuadraticModel(point);
    at.gradient().meanGradient(model.gradient);
    for (int i = 0; i < point.length; i++) {
      for (int j = 0; j <= i; j++) {
        model.curvature[i][j] = at.mean(i, j);
        model.curvature[j][i] = model.curvature[i][j];
      }
      model.scale[i] =
          bound < Double.POSITIVE_INFINITY ? bound * at.meanSquare(i) : model.curvature[i][i];
    }
    for (ParameterLayout.Slice s : layout.slices()) {
      for (int j = 0; s.penalised() && j < s.size(); j++) {
        model.l1[s.offset() + j] = penalty.l1(j);
        model.l2[s.offset() + j] = penalty.l2(j);
        model.kinked |= penalty.l1(j) > 0;
      }
    }
    return model;
  }

  /** Whether the curvature is so small beside its bound that a step needs damping to begin with. */
  boolean isFlat() {
    double trace = 0;
    double most = 0;
    for (int j = 0; j < point.length; j++) {
      trace += curvature[j][j];
      most += scale[j];
    }
    return trace < 1e-3 * most;
  }

  /** The least point under a damping μ ≥ 0: a Newton step; with L1 by coordinates. */
  double[] least(double damping) {
    return kinked ? byCoordinates(diagonal(damping)) : byElimination(damping);
  }

  /** The factor of H + μD + λ₂; elements without curvature stay. */
  Cholesky factor(double damping) {
    double[] diagonal = diagonal(damping);
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] += l2[j];
    }
    return Cholesky.of(curvature, diagonal);
  }

  private double[] diagonal(double damping) {
    double[] diagonal = new double[point.length];
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] = curvature[j][j] + (damping + TRACE) * scale[j];
    }
    return diagonal;
  }

  /** Solves (H + μD + λ₂)δ = −(g + λ₂w). */
  private double[] byElimination(double damping) {
    double[] down = new double[point.length];
    for (int j = 0; j < down.length; j++) {
      down[j] = -(gradient[j] + l2[j] * point[j]);
    }
    double[] step = factor(damping).solve(down);
    for (int j = 0; j < step.length; j++) {
      step[j] += point[j];
    }
    return step;
  }

  /** One coordinate after the other to its least, as glmnet does (Friedman et al. 2010). */
  private double[] byCoordinates(double[] diagonal) {
    int d = point.length;
    double[] u = point.clone();
    // g + (H + μD)(u − w).
    double[] slope = gradient.clone();
    double longest = 0;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      for (int j = 0; j < d; j++) {
        double steep = diagonal[j] + l2[j];
        if (!(steep > 0)) {
          continue;
        }
        double pull = diagonal[j] * u[j] - slope[j];
        double magnitude = Math.abs(pull) - l1[j];
        double to = magnitude <= 0 ? 0 : Math.copySign(magnitude / steep, pull);
        double change = to - u[j];
        if (change != 0) {
          double[] column = curvature[j];
          for (int i = 0; i < d; i++) {
            slope[i] += column[i] * change;
          }
          slope[j] += (diagonal[j] - column[j]) * change;
          u[j] = to;
          moved = Math.max(moved, Math.abs(change) * Math.sqrt(steep));
        }
      }
      longest = Math.max(longest, moved);
      if (!(moved > SETTLED * longest)) {
        break;
      }
    }
    return u;
  }

  /** How much less F is at u by the model without damping. */
  double gain(double[] u) {
    double gain = 0;
    for (int i = 0; i < point.length; i++) {
      double step = u[i] - point[i];
      double bend = 0;
      for (int j = 0; j < point.length; j++) {
        bend += curvature[i][j] * (u[j] - point[j]);
      }
      gain -= step * (gradient[i] + 0.5 * bend);
      gain -= l1[i] * (Math.abs(u[i]) - Math.abs(point[i]));
      gain -= 0.5 * l2[i] * (u[i] * u[i] - point[i] * point[i]);
    }
    return gain;
  }
}
