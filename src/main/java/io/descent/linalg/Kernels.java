package io.descent.linalg;

/**
 * The inner loops, each with one order of floating-point operations on every machine.
 *
 * <p>An inner product of n terms keeps eight sums: term k goes to sum k mod 8, in ascending k, for
 * k below m = 8⌊n/8⌋; they are added as ((s₀ + s₁) + (s₂ + s₃)) + ((s₄ + s₅) + (s₆ + s₇)). The
 * terms from m on are added in order to a ninth sum, which is added last. Every product is rounded
 * before it is added: no fused multiply-add, no library whose bits depend on the processor. Lengths
 * are the caller's to check.
 */
final class Kernels {
  private Kernels() {}

  /** Σₖ x[from + k]·θ[offset + k] over 0 ≤ k < n. */
  static double dot(double[] x, int from, double[] theta, int offset, int n) {
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
      s0 += x[from + k] * theta[offset + k];
      s1 += x[from + k + 1] * theta[offset + k + 1];
      s2 += x[from + k + 2] * theta[offset + k + 2];
      s3 += x[from + k + 3] * theta[offset + k + 3];
      s4 += x[from + k + 4] * theta[offset + k + 4];
      s5 += x[from + k + 5] * theta[offset + k + 5];
      s6 += x[from + k + 6] * theta[offset + k + 6];
      s7 += x[from + k + 7] * theta[offset + k + 7];
    }
    double tail = 0;
    for (; k < n; k++) {
      tail += x[from + k] * theta[offset + k];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + tail;
  }

  /** Σₖ x[from + k]·θ[offset + k] over 0 ≤ k < n. */
  static double dot(float[] x, int from, double[] theta, int offset, int n) {
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
      s0 += x[from + k] * theta[offset + k];
      s1 += x[from + k + 1] * theta[offset + k + 1];
      s2 += x[from + k + 2] * theta[offset + k + 2];
      s3 += x[from + k + 3] * theta[offset + k + 3];
      s4 += x[from + k + 4] * theta[offset + k + 4];
      s5 += x[from + k + 5] * theta[offset + k + 5];
      s6 += x[from + k + 6] * theta[offset + k + 6];
      s7 += x[from + k + 7] * theta[offset + k + 7];
    }
    double tail = 0;
    for (; k < n; k++) {
      tail += x[from + k] * theta[offset + k];
    }
    return (((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))) + tail;
  }

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

  /** target[offset + k] += scale·x[from + k] over 0 ≤ k < n. */
  static void addScaled(double scale, double[] x, int from, double[] target, int offset, int n) {
    for (int k = 0; k < n; k++) {
      target[offset + k] += scale * x[from + k];
    }
  }

  /**
   * Adds four rows of x, which begin at {@code n·rows[at]} and so on, each scaled: for every
   * element the bits of four calls one after the other, but the target is read and written once.
   */
  static void addFour(
      double[] scales, int[] rows, int at, double[] x, double[] target, int offset, int n) {
    double a = scales[at];
    double b = scales[at + 1];
    double c = scales[at + 2];
    double d = scales[at + 3];
    int p = rows[at] * n;
    int q = rows[at + 1] * n;
    int r = rows[at + 2] * n;
    int s = rows[at + 3] * n;
    for (int k = 0; k < n; k++) {
      target[offset + k] =
          (((target[offset + k] + a * x[p + k]) + b * x[q + k]) + c * x[r + k]) + d * x[s + k];
    }
  }

  /** target[offset + k] += scale·x[from + k] over 0 ≤ k < n. */
  static void addScaled(double scale, float[] x, int from, double[] target, int offset, int n) {
    for (int k = 0; k < n; k++) {
      target[offset + k] += scale * x[from + k];
    }
  }

  /**
   * Adds four rows of x, which begin at {@code n·rows[at]} and so on, each scaled: for every
   * element the bits of four calls one after the other, but the target is read and written once.
   */
  static void addFour(
      double[] scales, int[] rows, int at, float[] x, double[] target, int offset, int n) {
    double a = scales[at];
    double b = scales[at + 1];
    double c = scales[at + 2];
    double d = scales[at + 3];
    int p = rows[at] * n;
    int q = rows[at + 1] * n;
    int r = rows[at + 2] * n;
    int s = rows[at + 3] * n;
    for (int k = 0; k < n; k++) {
      target[offset + k] =
          (((target[offset + k] + a * x[p + k]) + b * x[q + k]) + c * x[r + k]) + d * x[s + k];
    }
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
}
