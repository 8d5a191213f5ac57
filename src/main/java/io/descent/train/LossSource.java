package io.descent.train;

import io.descent.objective.LossSum;

/** Rows whose losses can be asked for: those of training, or those kept for validation. */
@FunctionalInterface
public interface LossSource {
  /** The losses of all rows at θ. */
  LossSum evaluate(double[] theta);
}
