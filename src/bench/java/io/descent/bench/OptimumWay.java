package io.descent.bench;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * A setting of a program that minimises an objective, with the least effort by which it comes near
 * the optimum.
 */
final class OptimumWay {
  private final String program;
  private final String setting;
  private final int[] efforts;
  private final IntFunction<double[]> fit;
  private int effort;
  private double objective = Double.POSITIVE_INFINITY;
  private double seconds = Double.POSITIVE_INFINITY;

  /**
   * A way.
   *
   * @param efforts iterations, steps or updates to try, ascending
   * @param fit from an effort to weights
   */
  OptimumWay(String program, String setting, int[] efforts, IntFunction<double[]> fit) {
    this.program = program;
    this.setting = setting;
    this.efforts = efforts;
    this.fit = fit;
    this.effort = efforts[efforts.length - 1];
  }

  String program() {
    return program;
  }

  /** The setting with the effort that was found. */
  String setting() {
    return setting + " x " + effort;
  }

  /** F where it ends. */
  double objective() {
    return objective;
  }

  /** Of the fit that showed the objective to be near, the second with this effort. */
  double seconds() {
    return seconds;
  }

  /**
   * Finds the least effort whose objective is at most the target, by trying one after the other
   * until one takes longer than a better way does.
   *
   * @param best seconds that another way needs
   * @return whether there is one
   */
  boolean search(double target, ToDoubleFunction<double[]> f, double best) {
    for (int candidate : efforts) {
      effort = candidate;
      long start = System.nanoTime();
      double[] weights = fit.apply(candidate);
      boolean slow = (System.nanoTime() - start) / 1e9 > 2 * best;
      double reached = f.applyAsDouble(weights);
      // More of a setting that diverges does not help.
      if (!(reached < 10 * target)) {
        return false;
      }
      objective = reached;
      if (reached <= target) {
        seconds = time();
        return true;
      }
      if (slow) {
        return false;
      }
    }
    return false;
  }

  /** Seconds of a fit. */
  double time() {
    long start = System.nanoTime();
    fit.apply(effort);
    return (System.nanoTime() - start) / 1e9;
  }
}
