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

  /**
   * How many of the first elements of θ are the model. What follows is state that the source has
   * from one step to the next, and travels and is kept as θ is.
   */
  default int modelSize() {
    return layout().dimension();
  }

  /** The θ that a training starts from, given the model's. */
  default double[] start(double[] model) {
    return model;
  }

  /**
   * Whether what it gives has the penalty's steps in it; the loop then only holds its constraints.
   */
  default boolean appliesPenalty() {
    return false;
  }

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

  /**
   * Makes the gradient of a step of its sums: their mean.
   *
   * @param sum what {@link #gradient} gave
   * @param theta the θ it was asked at
   * @param into as long as θ
   */
  default void mean(GradientSum sum, double[] theta, double[] into) {
    sum.meanGradient(into);
  }

  /** Whether {@link #mean} gives the mean of the sums, so that it is sparse where they are. */
  default boolean givesMeans() {
    return false;
  }

  /** The gradient of all rows at θ, or null when there is none. */
  @Nullable GradientSum fullGradient(double[] theta);
}
