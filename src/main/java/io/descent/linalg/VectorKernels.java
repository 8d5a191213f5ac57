package io.descent.linalg;

/**
 * The loops over rows in vectors, bit for bit those of the scalar form: {@link VectorLanes} says
 * how.
 */
final class VectorKernels extends DenseKernels {
  VectorKernels() {
    VectorLanes.check();
  }

  @Override
  LogisticKernel logistic() {
    return new VectorLogistic();
  }

  @Override
  double dot(double[] x, int from, double[] theta, int offset, int n) {
    return VectorDoubles.dot(x, from, theta, offset, n);
  }

  @Override
  double dot(float[] x, int from, double[] theta, int offset, int n) {
    return VectorFloats.dot(x, from, theta, offset, n);
  }

  @Override
  void dots(double[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    VectorDoubles.dots(x, rows, count, theta, offset, n, into);
  }

  @Override
  void dots(float[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    VectorFloats.dots(x, rows, count, theta, offset, n, into);
  }

  @Override
  void addScaled(double scale, double[] x, int from, double[] target, int offset, int n) {
    VectorDoubles.addScaled(scale, x, from, target, offset, n);
  }

  @Override
  void addScaled(double scale, float[] x, int from, double[] target, int offset, int n) {
    VectorFloats.addScaled(scale, x, from, target, offset, n);
  }

  @Override
  void addRows(
      double[] scales, int[] rows, int count, double[] x, double[] target, int offset, int n) {
    VectorDoubles.addRows(scales, rows, count, x, target, offset, n);
  }

  @Override
  void addRows(
      double[] scales, int[] rows, int count, float[] x, double[] target, int offset, int n) {
    VectorFloats.addRows(scales, rows, count, x, target, offset, n);
  }
}
