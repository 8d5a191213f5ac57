package io.descent.linalg;

import static io.descent.linalg.VectorLanes.LANES;
import static io.descent.linalg.VectorLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logistic loss in vectors. Three loops instead of one, since only that in the middle, which
 * looks numbers up in tables, does better without. No method takes or gives a vector: see {@link
 * VectorLanes}.
 */
final class VectorLogistic extends LogisticKernel {
  @Override
  public void apply(
      double[] margins,
      double[] labels,
      int n,
      double[] values,
      double[] derivatives,
      double[] logs) {
    int whole = n & -LANES;
    if (!exponents(margins, labels, whole, derivatives, values)) {
      whole = 0;
    }
    for (int k = 0; k < whole; k++) {
      double e = Exponential.scaled((int) Double.doubleToRawLongBits(derivatives[k]), values[k]);
      int i = (int) (e * LogOnePlus.STEPS + 0.5);
      values[k] = (e - (double) i / LogOnePlus.STEPS) * LogOnePlus.INVERSE[i];
      derivatives[k] = e;
      logs[k] = LogOnePlus.LOG[i];
    }
    finish(margins, labels, whole, values, derivatives, logs);
    apply(margins, labels, whole, n, values, derivatives);
  }

  /**
   * The first half of {@link Exponential#of} at −|m|: 32x/ln 2, rounded by adding to it, and eʳ −
   * 1. Gives whether there is no margin for which it is done otherwise.
   */
  private static boolean exponents(
      double[] margins, double[] labels, int whole, double[] shifts, double[] powers) {
    boolean all = true;
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector s = DoubleVector.fromArray(SPECIES, labels, k).mul(2).sub(1);
      DoubleVector x = s.mul(DoubleVector.fromArray(SPECIES, margins, k)).abs().neg();
      all &= x.compare(VectorOperators.GE, -Exponential.LIMIT).allTrue();
      DoubleVector shifted = x.mul(Exponential.STEPS_PER_UNIT).add(Exponential.ROUND);
      DoubleVector near = shifted.sub(Exponential.ROUND);
      DoubleVector r = x.sub(near.mul(Exponential.STEP_HIGH)).sub(near.mul(Exponential.STEP_LOW));
      DoubleVector r2 = r.mul(r);
      DoubleVector high = r.mul(1.0 / 120).add(1.0 / 24).add(r2.mul(1.0 / 720));
      DoubleVector more = r.mul(1.0 / 6).add(0.5).add(r2.mul(high)).mul(r2).add(r);
      shifted.intoArray(shifts, k);
      more.intoArray(powers, k);
    }
    return all;
  }

  /**
   * The second half of {@link LogOnePlus#of}, and the derivative. Finds exp(−|m|) where the
   * derivatives go, and what is left of it between the steps of the table where the values go.
   */
  private static void finish(
      double[] margins,
      double[] labels,
      int whole,
      double[] values,
      double[] derivatives,
      double[] logs) {
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector s = DoubleVector.fromArray(SPECIES, labels, k).mul(2).sub(1);
      DoubleVector negative = s.mul(DoubleVector.fromArray(SPECIES, margins, k)).neg();
      DoubleVector e = DoubleVector.fromArray(SPECIES, derivatives, k);
      DoubleVector r = DoubleVector.fromArray(SPECIES, values, k);
      DoubleVector t = r.div(r.add(2));
      DoubleVector t2 = t.mul(t);
      DoubleVector tail = t2.mul(2.0 / 7).add(2.0 / 5).mul(t2).add(2.0 / 3).mul(t2);
      DoubleVector log = t.mul(2).add(t.mul(tail)).add(DoubleVector.fromArray(SPECIES, logs, k));
      negative.max(0).add(log).intoArray(values, k);
      DoubleVector numerator = e.blend(1, negative.compare(VectorOperators.GE, 0));
      s.neg().mul(numerator.div(e.add(1))).intoArray(derivatives, k);
    }
  }
}
