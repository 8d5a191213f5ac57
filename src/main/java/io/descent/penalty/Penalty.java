package io.descent.penalty;

import io.descent.linalg.EffectiveStep;
import java.io.Serializable;

/**
 * A penalty on a run of θ, the elements from … to − 1. Its smooth part enters the gradient before
 * the update rule; the rest is a proximal step after it. Implementations are immutable.
 */
public interface Penalty extends Serializable {
  /** The penalty of these elements, smooth part and rest. */
  double value(double[] theta, int from, int to);

  /** Adds the gradient of the smooth part to the elements of a gradient. */
  void addGradient(double[] theta, double[] gradient, int from, int to);

  /**
   * The proximal step of the part without gradient: θ ← argmin_u ½‖u − θ‖² + η·R(u), with η the
   * effective step, coordinate by coordinate where it differs.
   */
  void proximalStep(double[] theta, EffectiveStep step, int from, int to);
}
