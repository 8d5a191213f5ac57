package io.descent.linalg;

import static io.descent.linalg.VectorLanes.LANES;
import static io.descent.linalg.VectorLanes.SECOND_1;
import static io.descent.linalg.VectorLanes.SECOND_2;
import static io.descent.linalg.VectorLanes.SECOND_4;
import static io.descent.linalg.VectorLanes.SPECIES;
import static io.descent.linalg.VectorLanes.SUMS;
import static io.descent.linalg.VectorLanes.SWAP_1;
import static io.descent.linalg.VectorLanes.SWAP_2;
import static io.descent.linalg.VectorLanes.SWAP_4;
import static io.descent.linalg.VectorLanes.TILE;
import static io.descent.linalg.VectorLanes.TOUCHED;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link VectorKernels} over floats, which are widened, exactly, as they are loaded.
 * No method takes or gives a vector: see {@link VectorLanes}.
 */
final class VectorFloats {
  /** Values of a line of the cache. */
  private static final int LINE = 64 / Float.BYTES;

  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

  private VectorFloats() {}

  static double dot(float[] x, int from, double[] theta, int offset, int n) {
    int whole = n & -SUMS;
    double sums = 0;
    for (int half = 0; half < SUMS; half += LANES) {
      DoubleVector a = DoubleVector.zero(SPECIES);
      for (int j = half; j < whole; j += SUMS) {
        a =
            a.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, from + j).convertShape(F2D, SPECIES, 0))
                    .mul(DoubleVector.fromArray(SPECIES, theta, offset + j)));
      }
      DoubleVector pairs = a.add(a.rearrange(SWAP_1));
      DoubleVector fours = pairs.add(pairs.rearrange(SWAP_2));
      double sum = fours.lane(0);
      if (LANES == SUMS) {
        sum += fours.lane(SUMS / 2);
      }
      sums = half == 0 ? sum : sums + sum;
    }
    double tail = 0;
    for (int j = whole; j < n; j++) {
      tail += x[from + j] * theta[offset + j];
    }
    return sums + tail;
  }

  static void dots(
      float[] x, int[] rows, int count, double[] theta, int offset, int n, double[] into) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      if (n <= TOUCHED && rows[k + TILE - 1] - rows[k] == TILE - 1) {
        // Kept where the tile's sums will be, or the compiler would not read at all.
        into[k] = touch(x, rows[k] * n, (rows[k] + TILE) * n);
      }
      dotTile(x, rows, k, theta, offset, n, into);
    }
    for (; k < count; k++) {
      into[k] = dot(x, rows[k] * n, theta, offset, n);
    }
  }

  /** Reads a value of every line, in order. */
  private static double touch(float[] x, int from, int to) {
    double a = 0;
    double b = 0;
    for (int k = from; k < to - LINE; k += 2 * LINE) {
      a += x[k];
      b += x[k + LINE];
    }
    return a + b;
  }

  private static void dotTile(
      float[] x, int[] rows, int at, double[] theta, int offset, int n, double[] into) {
    int p0 = rows[at] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    int whole = n & -SUMS;
    for (int half = 0; half < SUMS; half += LANES) {
      DoubleVector a = DoubleVector.zero(SPECIES);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      DoubleVector e = a;
      DoubleVector f = a;
      DoubleVector g = a;
      DoubleVector h = a;
      for (int j = half; j < whole; j += SUMS) {
        DoubleVector t = DoubleVector.fromArray(SPECIES, theta, offset + j);
        a =
            a.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p0 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        b =
            b.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p1 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        c =
            c.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p2 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        d =
            d.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p3 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        e =
            e.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p4 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        f =
            f.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p5 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        g =
            g.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p6 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
        h =
            h.add(
                ((DoubleVector)
                        FloatVector.fromArray(FLOATS, x, p7 + j).convertShape(F2D, SPECIES, 0))
                    .mul(t));
      }
      // Lane by lane: of two vectors the sums of neighbours, of these the sums of neighbours, …
      DoubleVector ab =
          a.blend(b.rearrange(SWAP_1), SECOND_1).add(a.rearrange(SWAP_1).blend(b, SECOND_1));
      DoubleVector cd =
          c.blend(d.rearrange(SWAP_1), SECOND_1).add(c.rearrange(SWAP_1).blend(d, SECOND_1));
      DoubleVector ef =
          e.blend(f.rearrange(SWAP_1), SECOND_1).add(e.rearrange(SWAP_1).blend(f, SECOND_1));
      DoubleVector gh =
          g.blend(h.rearrange(SWAP_1), SECOND_1).add(g.rearrange(SWAP_1).blend(h, SECOND_1));
      DoubleVector low =
          ab.blend(cd.rearrange(SWAP_2), SECOND_2).add(ab.rearrange(SWAP_2).blend(cd, SECOND_2));
      DoubleVector high =
          ef.blend(gh.rearrange(SWAP_2), SECOND_2).add(ef.rearrange(SWAP_2).blend(gh, SECOND_2));
      if (LANES == SUMS) {
        low.blend(high.rearrange(SWAP_4), SECOND_4)
            .add(low.rearrange(SWAP_4).blend(high, SECOND_4))
            .intoArray(into, at);
      } else if (half == 0) {
        low.intoArray(into, at);
        high.intoArray(into, at + LANES);
      } else {
        DoubleVector.fromArray(SPECIES, into, at).add(low).intoArray(into, at);
        DoubleVector.fromArray(SPECIES, into, at + LANES).add(high).intoArray(into, at + LANES);
      }
    }
    double t0 = 0;
    double t1 = 0;
    double t2 = 0;
    double t3 = 0;
    double t4 = 0;
    double t5 = 0;
    double t6 = 0;
    double t7 = 0;
    for (int j = whole; j < n; j++) {
      double t = theta[offset + j];
      t0 += x[p0 + j] * t;
      t1 += x[p1 + j] * t;
      t2 += x[p2 + j] * t;
      t3 += x[p3 + j] * t;
      t4 += x[p4 + j] * t;
      t5 += x[p5 + j] * t;
      t6 += x[p6 + j] * t;
      t7 += x[p7 + j] * t;
    }
    into[at] += t0;
    into[at + 1] += t1;
    into[at + 2] += t2;
    into[at + 3] += t3;
    into[at + 4] += t4;
    into[at + 5] += t5;
    into[at + 6] += t6;
    into[at + 7] += t7;
  }

  static void addScaled(double scale, float[] x, int from, double[] target, int offset, int n) {
    int whole = n & -LANES;
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector.fromArray(SPECIES, target, offset + k)
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, from + k).convertShape(F2D, SPECIES, 0))
                  .mul(scale))
          .intoArray(target, offset + k);
    }
    for (int k = whole; k < n; k++) {
      target[offset + k] += scale * x[from + k];
    }
  }

  static void addRows(
      double[] scales, int[] rows, int count, float[] x, double[] target, int offset, int n) {
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      addTile(scales, rows, k, x, target, offset, n);
    }
    if (k + TILE / 2 <= count) {
      addHalfTile(scales, rows, k, x, target, offset, n);
      k += TILE / 2;
    }
    for (; k < count; k++) {
      addScaled(scales[k], x, rows[k] * n, target, offset, n);
    }
  }

  private static void addTile(
      double[] scales, int[] rows, int at, float[] x, double[] target, int offset, int n) {
    int p0 = rows[at] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    int p4 = rows[at + 4] * n;
    int p5 = rows[at + 5] * n;
    int p6 = rows[at + 6] * n;
    int p7 = rows[at + 7] * n;
    double a = scales[at];
    double b = scales[at + 1];
    double c = scales[at + 2];
    double d = scales[at + 3];
    double e = scales[at + 4];
    double f = scales[at + 5];
    double g = scales[at + 6];
    double h = scales[at + 7];
    int whole = n & -LANES;
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector.fromArray(SPECIES, target, offset + k)
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p0 + k).convertShape(F2D, SPECIES, 0))
                  .mul(a))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p1 + k).convertShape(F2D, SPECIES, 0))
                  .mul(b))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p2 + k).convertShape(F2D, SPECIES, 0))
                  .mul(c))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p3 + k).convertShape(F2D, SPECIES, 0))
                  .mul(d))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p4 + k).convertShape(F2D, SPECIES, 0))
                  .mul(e))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p5 + k).convertShape(F2D, SPECIES, 0))
                  .mul(f))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p6 + k).convertShape(F2D, SPECIES, 0))
                  .mul(g))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p7 + k).convertShape(F2D, SPECIES, 0))
                  .mul(h))
          .intoArray(target, offset + k);
    }
    for (int k = whole; k < n; k++) {
      double sum = target[offset + k];
      sum += a * x[p0 + k];
      sum += b * x[p1 + k];
      sum += c * x[p2 + k];
      sum += d * x[p3 + k];
      sum += e * x[p4 + k];
      sum += f * x[p5 + k];
      sum += g * x[p6 + k];
      sum += h * x[p7 + k];
      target[offset + k] = sum;
    }
  }

  private static void addHalfTile(
      double[] scales, int[] rows, int at, float[] x, double[] target, int offset, int n) {
    int p0 = rows[at] * n;
    int p1 = rows[at + 1] * n;
    int p2 = rows[at + 2] * n;
    int p3 = rows[at + 3] * n;
    double a = scales[at];
    double b = scales[at + 1];
    double c = scales[at + 2];
    double d = scales[at + 3];
    int whole = n & -LANES;
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector.fromArray(SPECIES, target, offset + k)
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p0 + k).convertShape(F2D, SPECIES, 0))
                  .mul(a))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p1 + k).convertShape(F2D, SPECIES, 0))
                  .mul(b))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p2 + k).convertShape(F2D, SPECIES, 0))
                  .mul(c))
          .add(
              ((DoubleVector)
                      FloatVector.fromArray(FLOATS, x, p3 + k).convertShape(F2D, SPECIES, 0))
                  .mul(d))
          .intoArray(target, offset + k);
    }
    for (int k = whole; k < n; k++) {
      double sum = target[offset + k];
      sum += a * x[p0 + k];
      sum += b * x[p1 + k];
      sum += c * x[p2 + k];
      sum += d * x[p3 + k];
      target[offset + k] = sum;
    }
  }
}
