package io.descent.linalg;

/** The inner loops over rows stored by column number, in the order of {@link DenseKernels}. */
final class SparseKernels {
  private SparseKernels() {}

  /** Σₖ x[from + k]·θ[offset + columns[from + k]] over 0 ≤ k < n. */
  static double dot(int[] columns, double[] x, int from, double[] theta, int offset, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (int end = n - 7; k < end; k += 8) {
      s0 += x[from + k] * theta[offset + columns[from + k]];
      s1 += x[from + k + 1] * theta[offset + columns[from + k + 1]];
      s2 += x[from + k + 2] * theta[offset + columns[from + k + 2]];
      s3 += x[from + k + 3] * theta[offset + columns[from + k + 3]];
      s4 += x[from + k + 4] * theta[offset + columns[from + k + 4]];
      s5 += x[from + k + 5] * theta[offset + columns[from + k + 5]];
      s6 += x[from + k + 6] * theta[offset + columns[from + k + 6]];
      s7 += x[from + k + 7] * theta[offset + columns[from + k + 7]];
    }
    double tail = 0;
    for (; k < n; k++) {
      tail += x[from + k] * theta[offset + columns[from + k]];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + tail;
  }

  /** Σₖ x[from + k]·θ[offset + columns[from + k]] over 0 ≤ k < n. */
  static double dot(int[] columns, float[] x, int from, double[] theta, int offset, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (int end = n - 7; k < end; k += 8) {
      s0 += x[from + k] * theta[offset + columns[from + k]];
      s1 += x[from + k + 1] * theta[offset + columns[from + k + 1]];
      s2 += x[from + k + 2] * theta[offset + columns[from + k + 2]];
      s3 += x[from + k + 3] * theta[offset + columns[from + k + 3]];
      s4 += x[from + k + 4] * theta[offset + columns[from + k + 4]];
      s5 += x[from + k + 5] * theta[offset + columns[from + k + 5]];
      s6 += x[from + k + 6] * theta[offset + columns[from + k + 6]];
      s7 += x[from + k + 7] * theta[offset + columns[from + k + 7]];
    }
    double tail = 0;
    for (; k < n; k++) {
      tail += x[from + k] * theta[offset + columns[from + k]];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + tail;
  }

  /** target[offset + columns[from + k]] += scale·x[from + k] over 0 ≤ k < n. */
  static void addScaled(
      double scale, int[] columns, double[] x, int from, double[] target, int offset, int n) {
    for (int k = from; k < from + n; k++) {
      target[offset + columns[k]] += scale * x[k];
    }
  }

  /** target[offset + columns[from + k]] += scale·x[from + k] over 0 ≤ k < n. */
  static void addScaled(
      double scale, int[] columns, float[] x, int from, double[] target, int offset, int n) {
    for (int k = from; k < from + n; k++) {
      target[offset + columns[k]] += scale * x[k];
    }
  }

  /**
   * One step of Adagrad along a row: with g = scale·x[k], squares[j] += g², θ[j] −=
   * rate/(√squares[j] + ε)·g, j = offset + columns[k]. Columns do not repeat, so that all roots and
   * quotients can be taken side by side, in arrays of their own.
   *
   * @param g room for n numbers
   * @param steps room for n numbers
   */
  static void adagrad(
      double scale,
      int[] columns,
      double[] x,
      int from,
      int n,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      int offset,
      double[] g,
      double[] steps) {
    for (int k = 0; k < n; k++) {
      int j = offset + columns[from + k];
      double gradient = scale * x[from + k];
      double sum = squares[j] + gradient * gradient;
      squares[j] = sum;
      g[k] = gradient;
      steps[k] = sum;
    }
    adagradSteps(rate, epsilon, g, steps, n);
    for (int k = 0; k < n; k++) {
      theta[offset + columns[from + k]] -= steps[k];
    }
  }

  /**
   * One step of Adagrad along a row: with g = scale·x[k], squares[j] += g², θ[j] −=
   * rate/(√squares[j] + ε)·g, j = offset + columns[k]. Columns do not repeat, so that all roots and
   * quotients can be taken side by side, in arrays of their own.
   *
   * @param g room for n numbers
   * @param steps room for n numbers
   */
  static void adagrad(
      double scale,
      int[] columns,
      float[] x,
      int from,
      int n,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      int offset,
      double[] g,
      double[] steps) {
    for (int k = 0; k < n; k++) {
      int j = offset + columns[from + k];
      double gradient = scale * x[from + k];
      double sum = squares[j] + gradient * gradient;
      squares[j] = sum;
      g[k] = gradient;
      steps[k] = sum;
    }
    adagradSteps(rate, epsilon, g, steps, n);
    for (int k = 0; k < n; k++) {
      theta[offset + columns[from + k]] -= steps[k];
    }
  }

  /** From sums of squares to steps. The compiler makes vectors of it. */
  private static void adagradSteps(double rate, double epsilon, double[] g, double[] steps, int n) {
    for (int k = 0; k < n; k++) {
      steps[k] = rate / (Math.sqrt(steps[k]) + epsilon) * g[k];
    }
  }

  /** From sums of squares to rates, as {@link #adagrad} has them. */
  static void adagradRates(double rate, double epsilon, double[] sums, int n) {
    for (int k = 0; k < n; k++) {
      sums[k] = rate / (Math.sqrt(sums[k]) + epsilon);
    }
  }
}
