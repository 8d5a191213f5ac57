package io.descent.linalg;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * The inner loops over rows that store every column, each with one order of floating-point
 * operations on every machine.
 *
 * <p>An inner product of n terms keeps eight sums: term k goes to sum k mod 8, in ascending k, for
 * k below m = 8⌊n/8⌋; they are added as ((s₀ + s₁) + (s₂ + s₃)) + ((s₄ + s₅) + (s₆ + s₇)). The
 * terms from m on are added in order to a ninth sum, which is added last. Every product is rounded
 * before it is added: no fused multiply-add, no library whose bits depend on the processor. Lengths
 * are the caller's to check. Row r of n columns begins at x[r·n].
 *
 * <p>This class is the scalar form. Where the module {@code jdk.incubator.vector} is there, as in
 * every process that Spark starts, and vectors have 256 bits or more, {@code VectorKernels} takes
 * its place: eight sums are eight lanes, so that the bits are the same. Where it cannot, one line
 * of the log says what it needs.
 */
class DenseKernels {
  /** {@code scalar} or {@code vector}; unset, vectors where they can be used. */
  static final String PROPERTY = "descent.kernels";

  /** What this process uses. */
  static final DenseKernels CHOSEN = choose(System.getProperty(PROPERTY, "auto"));

  /** The kernels of a choice: {@code auto}, {@code scalar} or {@code vector}. */
  static DenseKernels choose(String choice) {
    return switch (choice.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new DenseKernels();
      case "vector" -> vector();
      case "auto" -> vectorOrScalar();
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + " must be auto, scalar or vector, got " + choice);
    };
  }

  private static DenseKernels vectorOrScalar() {
    try {
      return vector();
    } catch (IllegalStateException e) {
      System.getLogger(DenseKernels.class.getName())
          .log(
              Level.INFO,
              "dense rows take scalar loops, with the same results: {0}",
              e.getMessage());
      return new DenseKernels();
    }
  }

  /** By name, since the class does not link without a module that a plain JVM leaves out. */
  private static DenseKernels vector() {
    try {
      return Class.forName("io.descent.linalg.VectorKernels")
          .asSubclass(DenseKernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "vectors need --add-modules=jdk.incubator.vector and a processor with 256 bits", e);
    }
  }

  /** The logistic loss in the form that these loops have. */
  LogisticKernel logistic() {
    return new LogisticKernel();
  }

  /** Σₖ x[from + k]·θ[offset + k] over 0 ≤ k < n. */
  double dot(double[] x, int from, double[] theta, int offset, int n) {
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
  double dot(float[] x, int from, double[] theta, int offset, int n) {
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

  /** into[k] = the inner product of row {@code rows[k]}, for the first {@code count} of a list. */
  void dots(double[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    for (int k = 0; k < count; k++) {
      into[k] = dot(x, rows[k] * n, theta, offset, n);
    }
  }

  /** into[k] = the inner product of row {@code rows[k]}, for the first {@code count} of a list. */
  void dots(float[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    for (int k = 0; k < count; k++) {
      into[k] = dot(x, rows[k] * n, theta, offset, n);
    }
  }

  /** target[offset + k] += scale·x[from + k] over 0 ≤ k < n. */
  void addScaled(double scale, double[] x, int from, double[] target, int offset, int n) {
    for (int k = 0; k < n; k++) {
      target[offset + k] += scale * x[from + k];
    }
  }

  /** target[offset + k] += scale·x[from + k] over 0 ≤ k < n. */
  void addScaled(double scale, float[] x, int from, double[] target, int offset, int n) {
    for (int k = 0; k < n; k++) {
      target[offset + k] += scale * x[from + k];
    }
  }

  /**
   * Adds the first {@code count} listed rows, each scaled: for every element the bits of {@link
   * #addScaled} called for one row after the other, but four rows share one pass over the target.
   */
  void addRows(
      double[] scales, int[] rows, int count, double[] x, double[] target, int offset, int n) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      addFour(scales, rows, k, x, target, offset, n);
    }
    for (; k < count; k++) {
      addScaled(scales[k], x, rows[k] * n, target, offset, n);
    }
  }

  /**
   * Adds the first {@code count} listed rows, each scaled: for every element the bits of {@link
   * #addScaled} called for one row after the other, but four rows share one pass over the target.
   */
  void addRows(
      double[] scales, int[] rows, int count, float[] x, double[] target, int offset, int n) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      addFour(scales, rows, k, x, target, offset, n);
    }
    for (; k < count; k++) {
      addScaled(scales[k], x, rows[k] * n, target, offset, n);
    }
  }

  private void addFour(
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

  private void addFour(
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
}
