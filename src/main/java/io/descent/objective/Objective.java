package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A model family with its loss: what rows cost at θ, and how the cost changes with θ. The only
 * thing that differs between families.
 *
 * <p>Implementations are immutable, small (they ride in every task) and thread-safe; what they
 * compute is a pure function of their arguments. A row adds its weighted loss cᵢℓᵢ, its weighted
 * gradient cᵢ∂ℓᵢ/∂θ and its weight cᵢ; nobody divides before all are summed. A block may be
 * narrower than the layout; its labels are in the {@link #labelDomain}.
 */
public interface Objective extends Serializable {
  /** The slices of θ. */
  ParameterLayout layout();

  /** The labels it accepts. */
  LabelDomain labelDomain();

  /** Whether a row's cost is half its deviance. */
  default boolean hasDeviance() {
    return false;
  }

  /**
   * A number c for which the gradient of a row's cost changes by at most c·‖x‖²‖Δθ‖, x with a 1 for
   * an intercept; +∞ where there is none or none is known.
   */
  default double curvature() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Adds the selected rows' losses and gradients at θ.
   *
   * @param block rows with labels
   * @param rows which of them
   * @param theta the parameters, not changed
   * @param draw where randomness comes from
   * @param into takes the sums, row after row in the order of the selection
   */
  void accumulate(Block block, Selection rows, double[] theta, Draw draw, GradientSum into);

  /** Adds the losses of all rows at θ; randomness such as dropout is off. */
  void evaluate(Block block, double[] theta, LossSum into);

  /**
   * As {@link #evaluate(Block, double[], LossSum)}, to the bit, of rows whose predictions at the
   * same θ are there: spares a pass over the features where it can.
   */
  default void evaluate(Block block, double[] theta, Predictions predicted, LossSum into) {
    evaluate(block, theta, into);
  }

  /**
   * This objective for rows of another number of features, or null where it has no such form: the
   * slices of θ keep their names and order, and those by feature differ in their last extent alone.
   * Leaving out features that no row has, and their elements of θ, changes neither the bits of the
   * losses nor those of the other elements of the gradient.
   *
   * @param features ≥ 1
   */
  default @Nullable Objective withFeatures(int features) {
    return null;
  }

  /** Room for the predictions of a number of rows. */
  Predictions predictions(int rows);

  /** Writes margins, predictions and probabilities of all rows; labels are not needed. */
  void predict(Block block, double[] theta, Predictions out);
}
