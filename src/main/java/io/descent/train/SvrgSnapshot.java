package io.descent.train;

/** A point w̃ with the gradient of all rows there, ∇F(w̃) without the penalty. */
final class SvrgSnapshot {
  private final double[] point;
  private final double[] gradient;

  /** Arrays that are not copied. */
  SvrgSnapshot(double[] point, double[] gradient) {
    this.point = point;
    this.gradient = gradient;
  }

  double[] point() {
    return point;
  }

  double[] gradient() {
    return gradient;
  }
}
