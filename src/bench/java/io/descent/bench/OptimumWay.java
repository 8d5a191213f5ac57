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
  private final IntFunction<double[]> course;
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
    this(program, setting, efforts, fit, null);
  }

  private OptimumWay(
      String program,
      String setting,
      int[] efforts,
      IntFunction<double[]> fit,
      IntFunction<double[]> course) {
    this.program = program;
    this.setting = setting;
    this.efforts = efforts;
    this.fit = fit;
    this.course = course;
    this.effort = efforts[efforts.length - 1];
  }

  /**
   * This way, of which one fit tells what all smaller ones come to.
   *
   * @param tells from an effort to the objective, or nearly it, after 0, 1, 2 … of it
   */
  OptimumWay told(IntFunction<double[]> tells) {
    return new OptimumWay(program, setting, efforts, fit, tells);
  }

  /** This way with the effort alone that was found for another. */
  OptimumWay withEffortOf(OptimumWay other) {
    return new OptimumWay(program, setting, new int[] {other.effort}, fit);
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

  /** Of a fit with the effort that was found; infinite where none was. */
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
    int least = course == null ? 0 : told(target);
    for (int candidate : efforts) {
      if (candidate < least) {
        continue;
      }
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

  private int told(double target) {
    double[] objectives = course.apply(efforts[efforts.length - 1]);
    for (int i = 0; i < objectives.length; i++) {
      if (objectives[i] <= target) {
        return i;
      }
    }
    return efforts[efforts.length - 1];
  }

  /** Seconds of a fit. */
  double time() {
    long start = System.nanoTime();
    fit.apply(effort);
    return (System.nanoTime() - start) / 1e9;
  }
}
