package io.descent.linalg;

import org.jspecify.annotations.Nullable;

/**
 * The size of the proximal step that belongs to an update: the total weight the update rule gives
 * to one constant gradient in it. One number for all coordinates, or one a coordinate. Written by
 * the rule, read by the penalty. <b>Not thread-safe.</b>
 */
public final class EffectiveStep {
  private double uniform;
  private double @Nullable [] each;
  private double[] own = {};

  /** The same size for every coordinate. */
  public void set(double size) {
    uniform = size;
    each = null;
  }

  /** A size for each coordinate; the array is not copied. */
  public void set(double[] sizes) {
    each = sizes;
  }

  /**
   * An array that takes a size for each coordinate. It belongs to this object and is handed out
   * again in the next update, so that a rule needs no array of its own.
   *
   * @param dimension the length of θ
   */
  public double[] each(int dimension) {
    if (own.length != dimension) {
      own = new double[dimension];
    }
    each = own;
    return own;
  }

  /** Multiplies every size by a factor. */
  public void scale(double factor) {
    if (each == null) {
      uniform *= factor;
    } else {
      double[] from = each;
      double[] to = each(from.length);
      for (int j = 0; j < to.length; j++) {
        to[j] = from[j] * factor;
      }
    }
  }

  /** Multiplies the size of each coordinate by its factor. */
  public void scale(double[] factors) {
    double[] from = each;
    double[] to = each(factors.length);
    for (int j = 0; j < to.length; j++) {
      to[j] = (from == null ? uniform : from[j]) * factors[j];
    }
  }

  /** The size for coordinate j of θ. */
  public double at(int j) {
    return each == null ? uniform : each[j];
  }
}
