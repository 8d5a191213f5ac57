package io.descent.train;

import io.descent.objective.GradientSum;
import io.descent.objective.ParameterLayout;
import org.jspecify.annotations.Nullable;

/**
 * Where a step's gradient comes from: the port of the loop. Every method is a pure function of its
 * arguments, so that a step may be repeated.
 */
public interface GradientSource extends LossSource {
  /** The slices of θ. */
  ParameterLayout layout();

  /** Number of training rows, n. */
  long rows();

  /** Number of steps in which n rows are drawn. */
  long stepsPerEpoch();

  /** Whether every step reads every row. */
  boolean readsAll();

  /**
   * The gradient of a step's batch at θ.
   *
   * @param theta the parameters, not changed
   * @param step the step, counted from 0
   * @return the sums over the batch, or null when it has no row
   */
  @Nullable GradientSum gradient(double[] theta, long step);

  /** The gradient of all rows at θ, or null when there is none. */
  @Nullable GradientSum fullGradient(double[] theta);
}
