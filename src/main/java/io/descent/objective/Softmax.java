package io.descent.objective;

import io.descent.linalg.Exponential;

/** e^(z_c) / Σ e^z over a run of numbers, the largest subtracted before exponentials are taken. */
final class Softmax {
  private Softmax() {}

  /** Writes the softmax of z[zAt] … into p[pAt] … and returns log Σ e^z. */
  static double of(double[] z, int zAt, int count, double[] p, int pAt) {
    double largest = z[zAt];
    for (int c = 1; c < count; c++) {
      largest = Math.max(largest, z[zAt + c]);
    }
    double sum = 0;
    for (int c = 0; c < count; c++) {
      p[pAt + c] = Exponential.of(z[zAt + c] - largest);
      sum += p[pAt + c];
    }
    for (int c = 0; c < count; c++) {
      p[pAt + c] /= sum;
    }
    return largest + StrictMath.log(sum);
  }
}
