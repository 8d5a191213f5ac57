package io.descent.bench.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over dense rows as they would be if their bits did not matter: fused operations, sums
 * in any order, and float arithmetic where values are floats. What the pinned order costs is the
 * difference.
 */
final class FreeKernels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int TILE = 8;

  private FreeKernels() {}

  /** into[k] = the inner product of row {@code rows[k]}. */
  static void dots(double[] x, int[] rows, int count, double[] theta, int n, double[] into) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      dotTile(x, rows, k, theta, n, into);
    }
    for (; k < count; k++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += x[rows[k] * n + j] * theta[j];
      }
      into[k] = sum;
    }
  }

  private static void dotTile(
      double[] x, int[] rows, int at, double[] theta, int n, double[] into) {
    int p0 = rows[at + 0] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    int whole = DOUBLES.loopBound(n);
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    DoubleVector g = a;
    DoubleVector h = a;
    for (int k = 0; k < whole; k += DOUBLES.length()) {
      DoubleVector t = DoubleVector.fromArray(DOUBLES, theta, k);
      a = DoubleVector.fromArray(DOUBLES, x, p0 + k).fma(t, a);
      b = DoubleVector.fromArray(DOUBLES, x, p1 + k).fma(t, b);
      c = DoubleVector.fromArray(DOUBLES, x, p2 + k).fma(t, c);
      d = DoubleVector.fromArray(DOUBLES, x, p3 + k).fma(t, d);
      e = DoubleVector.fromArray(DOUBLES, x, p4 + k).fma(t, e);
      f = DoubleVector.fromArray(DOUBLES, x, p5 + k).fma(t, f);
      g = DoubleVector.fromArray(DOUBLES, x, p6 + k).fma(t, g);
      h = DoubleVector.fromArray(DOUBLES, x, p7 + k).fma(t, h);
    }
    double s0 = a.reduceLanes(VectorOperators.ADD);
    double s1 = b.reduceLanes(VectorOperators.ADD);
    double s2 = c.reduceLanes(VectorOperators.ADD);
    double s3 = d.reduceLanes(VectorOperators.ADD);
    double s4 = e.reduceLanes(VectorOperators.ADD);
    double s5 = f.reduceLanes(VectorOperators.ADD);
    double s6 = g.reduceLanes(VectorOperators.ADD);
    double s7 = h.reduceLanes(VectorOperators.ADD);
    for (int k = whole; k < n; k++) {
      s0 = Math.fma(x[p0 + k], theta[k], s0);
      s1 = Math.fma(x[p1 + k], theta[k], s1);
      s2 = Math.fma(x[p2 + k], theta[k], s2);
      s3 = Math.fma(x[p3 + k], theta[k], s3);
      s4 = Math.fma(x[p4 + k], theta[k], s4);
      s5 = Math.fma(x[p5 + k], theta[k], s5);
      s6 = Math.fma(x[p6 + k], theta[k], s6);
      s7 = Math.fma(x[p7 + k], theta[k], s7);
    }
    into[at + 0] = s0;
    into[at + 1] = s1;
    into[at + 2] = s2;
    into[at + 3] = s3;
    into[at + 4] = s4;
    into[at + 5] = s5;
    into[at + 6] = s6;
    into[at + 7] = s7;
  }

  /** Adds the rows, each scaled. */
  static void addRows(double[] scales, int[] rows, int count, double[] x, double[] target, int n) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      addTile(scales, rows, k, x, target, n);
    }
    for (; k < count; k++) {
      for (int j = 0; j < n; j++) {
        target[j] += (double) scales[k] * x[rows[k] * n + j];
      }
    }
  }

  private static void addTile(
      double[] scales, int[] rows, int at, double[] x, double[] target, int n) {
    int p0 = rows[at + 0] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    DoubleVector a = DoubleVector.broadcast(DOUBLES, (double) scales[at + 0]);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, (double) scales[at + 1]);
    DoubleVector c = DoubleVector.broadcast(DOUBLES, (double) scales[at + 2]);
    DoubleVector d = DoubleVector.broadcast(DOUBLES, (double) scales[at + 3]);
    DoubleVector e = DoubleVector.broadcast(DOUBLES, (double) scales[at + 4]);
    DoubleVector f = DoubleVector.broadcast(DOUBLES, (double) scales[at + 5]);
    DoubleVector g = DoubleVector.broadcast(DOUBLES, (double) scales[at + 6]);
    DoubleVector h = DoubleVector.broadcast(DOUBLES, (double) scales[at + 7]);
    int whole = DOUBLES.loopBound(n);
    for (int k = 0; k < whole; k += DOUBLES.length()) {
      // Two chains of half the length.
      DoubleVector even = DoubleVector.fromArray(DOUBLES, target, k);
      DoubleVector odd = DoubleVector.fromArray(DOUBLES, x, p1 + k).mul(b);
      even = DoubleVector.fromArray(DOUBLES, x, p0 + k).fma(a, even);
      even = DoubleVector.fromArray(DOUBLES, x, p2 + k).fma(c, even);
      odd = DoubleVector.fromArray(DOUBLES, x, p3 + k).fma(d, odd);
      even = DoubleVector.fromArray(DOUBLES, x, p4 + k).fma(e, even);
      odd = DoubleVector.fromArray(DOUBLES, x, p5 + k).fma(f, odd);
      even = DoubleVector.fromArray(DOUBLES, x, p6 + k).fma(g, even);
      odd = DoubleVector.fromArray(DOUBLES, x, p7 + k).fma(h, odd);
      even.add(odd).intoArray(target, k);
    }
    for (int k = whole; k < n; k++) {
      double sum = target[k];
      sum = Math.fma((double) scales[at + 0], x[p0 + k], sum);
      sum = Math.fma((double) scales[at + 1], x[p1 + k], sum);
      sum = Math.fma((double) scales[at + 2], x[p2 + k], sum);
      sum = Math.fma((double) scales[at + 3], x[p3 + k], sum);
      sum = Math.fma((double) scales[at + 4], x[p4 + k], sum);
      sum = Math.fma((double) scales[at + 5], x[p5 + k], sum);
      sum = Math.fma((double) scales[at + 6], x[p6 + k], sum);
      sum = Math.fma((double) scales[at + 7], x[p7 + k], sum);
      target[k] = sum;
    }
  }

  /** Σ of all values, by eight sums of vectors. */
  static double sum(double[] x) {
    int length = DOUBLES.length();
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    DoubleVector g = a;
    DoubleVector h = a;
    for (int k = 0; k + TILE * length <= x.length; k += TILE * length) {
      a = a.add(DoubleVector.fromArray(DOUBLES, x, k + 0 * length));
      b = b.add(DoubleVector.fromArray(DOUBLES, x, k + 1 * length));
      c = c.add(DoubleVector.fromArray(DOUBLES, x, k + 2 * length));
      d = d.add(DoubleVector.fromArray(DOUBLES, x, k + 3 * length));
      e = e.add(DoubleVector.fromArray(DOUBLES, x, k + 4 * length));
      f = f.add(DoubleVector.fromArray(DOUBLES, x, k + 5 * length));
      g = g.add(DoubleVector.fromArray(DOUBLES, x, k + 6 * length));
      h = h.add(DoubleVector.fromArray(DOUBLES, x, k + 7 * length));
    }
    return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
  }

  /** into[k] = the inner product of row {@code rows[k]}. */
  static void dots(float[] x, int[] rows, int count, float[] theta, int n, double[] into) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      dotTile(x, rows, k, theta, n, into);
    }
    for (; k < count; k++) {
      float sum = 0;
      for (int j = 0; j < n; j++) {
        sum += x[rows[k] * n + j] * theta[j];
      }
      into[k] = sum;
    }
  }

  private static void dotTile(float[] x, int[] rows, int at, float[] theta, int n, double[] into) {
    int p0 = rows[at + 0] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    int whole = FLOATS.loopBound(n);
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    for (int k = 0; k < whole; k += FLOATS.length()) {
      FloatVector t = FloatVector.fromArray(FLOATS, theta, k);
      a = FloatVector.fromArray(FLOATS, x, p0 + k).fma(t, a);
      b = FloatVector.fromArray(FLOATS, x, p1 + k).fma(t, b);
      c = FloatVector.fromArray(FLOATS, x, p2 + k).fma(t, c);
      d = FloatVector.fromArray(FLOATS, x, p3 + k).fma(t, d);
      e = FloatVector.fromArray(FLOATS, x, p4 + k).fma(t, e);
      f = FloatVector.fromArray(FLOATS, x, p5 + k).fma(t, f);
      g = FloatVector.fromArray(FLOATS, x, p6 + k).fma(t, g);
      h = FloatVector.fromArray(FLOATS, x, p7 + k).fma(t, h);
    }
    float s0 = a.reduceLanes(VectorOperators.ADD);
    float s1 = b.reduceLanes(VectorOperators.ADD);
    float s2 = c.reduceLanes(VectorOperators.ADD);
    float s3 = d.reduceLanes(VectorOperators.ADD);
    float s4 = e.reduceLanes(VectorOperators.ADD);
    float s5 = f.reduceLanes(VectorOperators.ADD);
    float s6 = g.reduceLanes(VectorOperators.ADD);
    float s7 = h.reduceLanes(VectorOperators.ADD);
    for (int k = whole; k < n; k++) {
      s0 = Math.fma(x[p0 + k], theta[k], s0);
      s1 = Math.fma(x[p1 + k], theta[k], s1);
      s2 = Math.fma(x[p2 + k], theta[k], s2);
      s3 = Math.fma(x[p3 + k], theta[k], s3);
      s4 = Math.fma(x[p4 + k], theta[k], s4);
      s5 = Math.fma(x[p5 + k], theta[k], s5);
      s6 = Math.fma(x[p6 + k], theta[k], s6);
      s7 = Math.fma(x[p7 + k], theta[k], s7);
    }
    into[at + 0] = s0;
    into[at + 1] = s1;
    into[at + 2] = s2;
    into[at + 3] = s3;
    into[at + 4] = s4;
    into[at + 5] = s5;
    into[at + 6] = s6;
    into[at + 7] = s7;
  }

  /** Adds the rows, each scaled. */
  static void addRows(double[] scales, int[] rows, int count, float[] x, float[] target, int n) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      addTile(scales, rows, k, x, target, n);
    }
    for (; k < count; k++) {
      for (int j = 0; j < n; j++) {
        target[j] += (float) scales[k] * x[rows[k] * n + j];
      }
    }
  }

  private static void addTile(
      double[] scales, int[] rows, int at, float[] x, float[] target, int n) {
    int p0 = rows[at + 0] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    FloatVector a = FloatVector.broadcast(FLOATS, (float) scales[at + 0]);
    FloatVector b = FloatVector.broadcast(FLOATS, (float) scales[at + 1]);
    FloatVector c = FloatVector.broadcast(FLOATS, (float) scales[at + 2]);
    FloatVector d = FloatVector.broadcast(FLOATS, (float) scales[at + 3]);
    FloatVector e = FloatVector.broadcast(FLOATS, (float) scales[at + 4]);
    FloatVector f = FloatVector.broadcast(FLOATS, (float) scales[at + 5]);
    FloatVector g = FloatVector.broadcast(FLOATS, (float) scales[at + 6]);
    FloatVector h = FloatVector.broadcast(FLOATS, (float) scales[at + 7]);
    int whole = FLOATS.loopBound(n);
    for (int k = 0; k < whole; k += FLOATS.length()) {
      // Two chains of half the length.
      FloatVector even = FloatVector.fromArray(FLOATS, target, k);
      FloatVector odd = FloatVector.fromArray(FLOATS, x, p1 + k).mul(b);
      even = FloatVector.fromArray(FLOATS, x, p0 + k).fma(a, even);
      even = FloatVector.fromArray(FLOATS, x, p2 + k).fma(c, even);
      odd = FloatVector.fromArray(FLOATS, x, p3 + k).fma(d, odd);
      even = FloatVector.fromArray(FLOATS, x, p4 + k).fma(e, even);
      odd = FloatVector.fromArray(FLOATS, x, p5 + k).fma(f, odd);
      even = FloatVector.fromArray(FLOATS, x, p6 + k).fma(g, even);
      odd = FloatVector.fromArray(FLOATS, x, p7 + k).fma(h, odd);
      even.add(odd).intoArray(target, k);
    }
    for (int k = whole; k < n; k++) {
      float sum = target[k];
      sum = Math.fma((float) scales[at + 0], x[p0 + k], sum);
      sum = Math.fma((float) scales[at + 1], x[p1 + k], sum);
      sum = Math.fma((float) scales[at + 2], x[p2 + k], sum);
      sum = Math.fma((float) scales[at + 3], x[p3 + k], sum);
      sum = Math.fma((float) scales[at + 4], x[p4 + k], sum);
      sum = Math.fma((float) scales[at + 5], x[p5 + k], sum);
      sum = Math.fma((float) scales[at + 6], x[p6 + k], sum);
      sum = Math.fma((float) scales[at + 7], x[p7 + k], sum);
      target[k] = sum;
    }
  }

  /** Σ of all values, by eight sums of vectors. */
  static float sum(float[] x) {
    int length = FLOATS.length();
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    for (int k = 0; k + TILE * length <= x.length; k += TILE * length) {
      a = a.add(FloatVector.fromArray(FLOATS, x, k + 0 * length));
      b = b.add(FloatVector.fromArray(FLOATS, x, k + 1 * length));
      c = c.add(FloatVector.fromArray(FLOATS, x, k + 2 * length));
      d = d.add(FloatVector.fromArray(FLOATS, x, k + 3 * length));
      e = e.add(FloatVector.fromArray(FLOATS, x, k + 4 * length));
      f = f.add(FloatVector.fromArray(FLOATS, x, k + 5 * length));
      g = g.add(FloatVector.fromArray(FLOATS, x, k + 6 * length));
      h = h.add(FloatVector.fromArray(FLOATS, x, k + 7 * length));
    }
    return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
  }
}
