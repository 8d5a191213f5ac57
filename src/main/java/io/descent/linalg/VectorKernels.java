package io.descent.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over doubles in vectors, bit for bit those of the scalar form: the eight sums of an
 * inner product are the lanes of one vector of 512 bits or of two of 256. One species only: with
 * two in one process the compiler no longer knows which it has, and boxes every vector.
 */
final class VectorKernels extends DenseKernels {
  private static final VectorSpecies<Double> SPECIES = species();
  private static final int LANES = SPECIES.length();
  private static final int SUMS = 8;

  private static VectorSpecies<Double> species() {
    VectorSpecies<Double> preferred = DoubleVector.SPECIES_PREFERRED;
    if (preferred.length() != 4 && preferred.length() != SUMS) {
      throw new IllegalStateException("vectors of " + preferred.length() + " doubles");
    }
    return preferred;
  }

  @Override
  void dots(double[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    double[] sums = new double[SUMS * count];
    int whole = n & -SUMS;
    for (int k = 0; k < count; k++) {
      int from = rows[k] * n;
      DoubleVector low = DoubleVector.zero(SPECIES);
      if (LANES == SUMS) {
        for (int j = 0; j < whole; j += SUMS) {
          low = low.add(product(x, from + j, theta, offset + j));
        }
      } else {
        DoubleVector high = DoubleVector.zero(SPECIES);
        for (int j = 0; j < whole; j += SUMS) {
          low = low.add(product(x, from + j, theta, offset + j));
          high = high.add(product(x, from + j + LANES, theta, offset + j + LANES));
        }
        high.intoArray(sums, SUMS * k + LANES);
      }
      low.intoArray(sums, SUMS * k);
    }
    for (int k = 0; k < count; k++) {
      int from = rows[k] * n;
      double tail = 0;
      for (int j = whole; j < n; j++) {
        tail += x[from + j] * theta[offset + j];
      }
      int s = SUMS * k;
      into[k] =
          (((sums[s] + sums[s + 1]) + (sums[s + 2] + sums[s + 3]))
                  + ((sums[s + 4] + sums[s + 5]) + (sums[s + 6] + sums[s + 7])))
              + tail;
    }
  }

  private static DoubleVector product(double[] x, int at, double[] theta, int offset) {
    return DoubleVector.fromArray(SPECIES, x, at)
        .mul(DoubleVector.fromArray(SPECIES, theta, offset));
  }

  @Override
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

  private static void addFour(
      double[] scales, int[] rows, int at, double[] x, double[] target, int offset, int n) {
    double a = scales[at];
    double b = scales[at + 1];
    double c = scales[at + 2];
    double d = scales[at + 3];
    int p = rows[at] * n;
    int q = rows[at + 1] * n;
    int r = rows[at + 2] * n;
    int s = rows[at + 3] * n;
    int whole = SPECIES.loopBound(n);
    DoubleVector as = DoubleVector.broadcast(SPECIES, a);
    DoubleVector bs = DoubleVector.broadcast(SPECIES, b);
    DoubleVector cs = DoubleVector.broadcast(SPECIES, c);
    DoubleVector ds = DoubleVector.broadcast(SPECIES, d);
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector.fromArray(SPECIES, target, offset + k)
          .add(as.mul(DoubleVector.fromArray(SPECIES, x, p + k)))
          .add(bs.mul(DoubleVector.fromArray(SPECIES, x, q + k)))
          .add(cs.mul(DoubleVector.fromArray(SPECIES, x, r + k)))
          .add(ds.mul(DoubleVector.fromArray(SPECIES, x, s + k)))
          .intoArray(target, offset + k);
    }
    for (int k = whole; k < n; k++) {
      target[offset + k] =
          (((target[offset + k] + a * x[p + k]) + b * x[q + k]) + c * x[r + k]) + d * x[s + k];
    }
  }
}
