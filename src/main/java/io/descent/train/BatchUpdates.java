package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.EffectiveStep;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.Objective;
import io.descent.optim.Slots;
import java.util.Arrays;

/**
 * Updates by batches of rows, of any objective, rule and penalty: each costs its rows and the
 * length of θ. Its gradient is Σcᵢgᵢ over the rows, by their number times the shard's mean weight:
 * the gradient of the rows' mean where none has a weight, and without the bias that Σcᵢ of few rows
 * in the denominator has.
 */
final class BatchUpdates {
  private BatchUpdates() {}

  /**
   * Goes through rows.
   *
   * @param list the rows, in the order of reading
   * @param first the number of the first update, counted from 0
   * @param theta the model, changed
   * @param memory of the rule, changed
   * @return how many rows were read, their loss at the θ they were read with, their weight
   */
  static GradientSum run(
      InnerUpdates inner,
      Block block,
      int[] list,
      long first,
      long seed,
      double[] theta,
      Slots memory) {
    Objective objective = inner.objective();
    SlicedPenalty penalised = SlicedPenalty.of(inner.penalty(), objective.layout());
    GradientSum batch = GradientSum.of(theta.length);
    GradientSum read = GradientSum.of(0);
    double[] gradient = new double[theta.length];
    EffectiveStep effective = new EffectiveStep();
    double meanWeight = block.meanWeight();
    int size = (int) Math.min(inner.batchSize(), list.length);
    long update = first;
    for (int from = 0; from < list.length; from += size) {
      int[] rows = Arrays.copyOfRange(list, from, Math.min(list.length, from + size));
      Arrays.sort(rows);
      batch.clear();
      objective.accumulate(block, Selection.of(rows), theta, new Draw(seed, update), batch);
      read.count(batch);
      if (batch.weight() > 0) {
        batch.gradient(rows.length * meanWeight, gradient);
        penalised.addGradient(theta, gradient);
        double rate = inner.rate(update);
        inner.rule().apply(gradient, rate, theta, memory, update + 1, effective);
        penalised.proximalStep(theta, effective);
      }
      update++;
    }
    return read;
  }
}
