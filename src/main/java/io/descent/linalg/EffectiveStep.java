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

  /** The same size for every coordinate. */
  public void set(double size) {
    uniform = size;
    each = null;
  }

  /** A size for each coordinate; the array is not copied. */
  public void set(double[] sizes) {
    each = sizes;
  }

  /** The size for coordinate j of θ. */
  public double at(int j) {
    return each == null ? uniform : each[j];
  }
}
