package io.descent.penalty;

import io.descent.linalg.EffectiveStep;
import org.jspecify.annotations.Nullable;

/**
 * Max-norm: ‖w‖₂ ≤ r for every row of weights — the one row of a model with one output, each
 * class's row of a model with several (Srebro and Shraibman 2005; Hinton et al. 2012 for the
 * incoming weights of a unit). The proximal step is the projection onto the ball, u = w·r/‖w‖ where
 * it is left. Where the step has a size ηⱼ for each coordinate it is the projection in the metric
 * Σ(uⱼ − wⱼ)²/ηⱼ, which such a rule's fixed point needs: uⱼ = wⱼ/(1 + νηⱼ) with the ν that gives
 * ‖u‖ = r. The value is 0: it is asked only where the constraint holds.
 */
public final class MaxNorm implements Penalty {
  private static final long serialVersionUID = 1L;

  private final double radius;
  private final int width;
  private final @Nullable Box box;

  private MaxNorm(double radius, int width, @Nullable Box box) {
    this.radius = radius;
    this.width = width;
    this.box = box;
  }

  /**
   * The constraint.
   *
   * @param radius r, above 0 and finite
   * @param width number of features, the length of a row
   */
  public static MaxNorm of(double radius, int width) {
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the max-norm must be above 0 and finite, got " + radius);
    }
    return new MaxNorm(radius, width, null);
  }

  /**
   * This constraint and bounds together: the step projects onto what both allow.
   *
   * @throws IllegalArgumentException when they allow nothing together, or are of other features
   */
  public MaxNorm within(Box bounds) {
    if (bounds.width() != width) {
      throw new IllegalArgumentException("bounds of " + bounds.width() + " features, not " + width);
    }
    double squares = 0;
    for (int j = 0; j < width; j++) {
      double nearest = Box.clip(0, bounds.lower(j), bounds.upper(j));
      squares += nearest * nearest;
    }
    if (!(Math.sqrt(squares) <= radius)) {
      throw new IllegalArgumentException(
          "the bounds allow no weights of norm "
              + radius
              + "; the least norm between them is "
              + Math.sqrt(squares));
    }
    return new MaxNorm(radius, width, bounds);
  }

  @Override
  public double value(double[] theta, int from, int to) {
    return 0;
  }

  @Override
  public void addGradient(double[] theta, double[] gradient, int from, int to) {}

  @Override
  public void proximalStep(double[] theta, EffectiveStep step, int from, int to) {
    for (int row = from; row < to; row += width) {
      if (box != null || !(norm(theta, row) <= radius)) {
        project(theta, step, row);
      }
    }
  }

  private double norm(double[] theta, int row) {
    double squares = 0;
    for (int i = row; i < row + width; i++) {
      squares += theta[i] * theta[i];
    }
    return Math.sqrt(squares);
  }

  private void project(double[] theta, EffectiveStep step, int row) {
    Elements elements = new Elements(width);
    elements.clear();
    for (int j = 0; j < width; j++) {
      if (box == null) {
        elements.add(theta[row + j], step.at(row + j));
      } else {
        elements.add(theta[row + j], step.at(row + j), box.lower(j), box.upper(j));
      }
    }
    elements.project(radius);
    for (int j = 0; j < width; j++) {
      theta[row + j] = elements.get(j);
    }
  }
}
