package io.descent.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * L-BFGS (Liu &amp; Nocedal 1989) with memory 10 and a line search for the weak Wolfe conditions by
 * bisection: the yardstick of trainings without options. Its results are judged by the norm of the
 * gradient that it ends with.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /** A smooth function. */
  @FunctionalInterface
  interface Smooth {
    /** Its value at θ, with the gradient written into an array. */
    double at(double[] theta, double[] gradient);
  }

  /**
   * What it came to.
   *
   * @param theta the point
   * @param value the function there
   * @param gradient the 2-norm of the gradient there
   * @param passes how often the function was asked for
   */
  record Result(double[] theta, double value, double gradient, int passes) {}

  private Lbfgs() {}

  /**
   * Minimises a function.
   *
   * @param most evaluations
   * @param tolerance ends when an iteration lowers the value by less than this part of it
   */
  static Result minimise(Smooth f, double[] start, int most, double tolerance) {
    int d = start.length;
    double[] theta = start.clone();
    double[] gradient = new double[d];
    double value = f.at(theta, gradient);
    int passes = 1;
    Deque<double[][]> pairs = new ArrayDeque<>();
    int small = 0;
    while (passes < most && small < 2) {
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        break;
      }
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double step = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[d];
      double[] nextGradient = new double[d];
      double nextValue = Double.NaN;
      boolean moved = false;
      for (int tries = 0; tries < 30 && passes < most + 30; tries++) {
        for (int j = 0; j < d; j++) {
          next[j] = theta[j] + step * direction[j];
        }
        nextValue = f.at(next, nextGradient);
        passes++;
        if (!(nextValue <= value + DECREASE * step * slope)) {
          high = step;
        } else if (dot(nextGradient, direction) < CURVATURE * slope) {
          low = step;
        } else {
          moved = true;
          break;
        }
        step = high == Double.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
      }
      if (!moved) {
        break;
      }
      double[] s = new double[d];
      double[] y = new double[d];
      for (int j = 0; j < d; j++) {
        s[j] = next[j] - theta[j];
        y[j] = nextGradient[j] - gradient[j];
      }
      if (dot(s, y) > 0) {
        pairs.addLast(new double[][] {s, y});
        if (pairs.size() > MEMORY) {
          pairs.removeFirst();
        }
      }
      small = value - nextValue <= tolerance * Math.abs(value) ? small + 1 : 0;
      theta = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return new Result(theta, value, Math.sqrt(dot(gradient, gradient)), passes);
  }

  private static double[] direction(double[] gradient, Deque<double[][]> pairs) {
    double[] q = gradient.clone();
    double[] alphas = new double[pairs.size()];
    int i = pairs.size();
    for (var newest = pairs.descendingIterator(); newest.hasNext(); ) {
      double[][] pair = newest.next();
      i--;
      alphas[i] = dot(pair[0], q) / dot(pair[0], pair[1]);
      add(-alphas[i], pair[1], q);
    }
    if (!pairs.isEmpty()) {
      double[][] last = pairs.getLast();
      double scale = dot(last[0], last[1]) / dot(last[1], last[1]);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (double[][] pair : pairs) {
      double beta = dot(pair[1], q) / dot(pair[0], pair[1]);
      add(alphas[i++] - beta, pair[0], q);
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  private static void add(double scale, double[] x, double[] to) {
    for (int j = 0; j < x.length; j++) {
      to[j] += scale * x[j];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
