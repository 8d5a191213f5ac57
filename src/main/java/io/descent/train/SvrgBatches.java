package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.EffectiveStep;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.Objective;
import java.util.Arrays;

/**
 * Corrected updates by batches of rows, of any objective and penalty: each costs its rows, twice,
 * and the length of θ. As in {@link BatchUpdates}, a batch's gradient is Σcᵢgᵢ by the number of its
 * rows times the shard's mean weight.
 */
final class SvrgBatches {
  private SvrgBatches() {}

  /**
   * Goes through rows.
   *
   * @param list the rows, in the order of reading
   * @param first the number of the first update, counted from 0
   * @param theta the model, changed
   * @return how many rows were read, their loss at the θ they were read with, their weight
   */
  static GradientSum run(
      SvrgUpdates updates,
      Block block,
      int[] list,
      SvrgSnapshot at,
      long seed,
      long first,
      double[] theta) {
    Objective objective = updates.objective();
    SlicedPenalty penalised = SlicedPenalty.of(updates.penalty(), objective.layout());
    double rate = updates.rate();
    EffectiveStep effective = new EffectiveStep();
    effective.set(rate);
    GradientSum here = GradientSum.of(theta.length);
    GradientSum there = GradientSum.of(theta.length);
    GradientSum read = GradientSum.of(0);
    double[] gradient = new double[theta.length];
    double[] correction = new double[theta.length];
    double meanWeight = block.meanWeight();
    int size = (int) Math.min(updates.batchSize(), list.length);
    long update = first;
    for (int from = 0; from < list.length; from += size) {
      int[] rows = Arrays.copyOfRange(list, from, Math.min(list.length, from + size));
      Arrays.sort(rows);
      Selection batch = Selection.of(rows);
      Draw draw = new Draw(seed, update++);
      here.clear();
      there.clear();
      objective.accumulate(block, batch, theta, draw, here);
      objective.accumulate(block, batch, at.point(), draw, there);
      read.count(here);
      here.gradient(rows.length * meanWeight, gradient);
      there.gradient(rows.length * meanWeight, correction);
      for (int j = 0; j < theta.length; j++) {
        gradient[j] += at.gradient()[j] - correction[j];
      }
      penalised.addGradient(theta, gradient);
      for (int j = 0; j < theta.length; j++) {
        theta[j] -= rate * gradient[j];
      }
      penalised.proximalStep(theta, effective);
    }
    return read;
  }
}
