package io.descent.bench;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FixedSampler;
import io.descent.train.LocalEngine;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Microseconds a step of the local engine, all of it: sampling, gradient, update, the loop. Dense
 * rows of 100 columns in 8 shards, batches of 1 to 10,000 rows, one and two threads. Argument:
 * rounds.
 */
public final class LocalBench {
  private static final int ROWS = 100_000;
  private static final int WIDTH = 100;
  private static final int SHARDS = 8;

  private LocalBench() {}

  /** Prints the table. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    System.out.printf(
        "%nmicroseconds a step, median of %d%n%8s %10s %10s%n",
        rounds, "batch", "1 thread", "2 threads");
    GeneratedDense data = new GeneratedDense(ROWS, SHARDS, WIDTH, true);
    try (LocalEngine one = LocalEngine.of(1);
        LocalEngine two = LocalEngine.of(2);
        ShardedBlocks ofOne = one.load(SHARDS, data).blocks();
        ShardedBlocks ofTwo = two.load(SHARDS, data).blocks()) {
      for (int batch : new int[] {1, 100, 1000, 10_000}) {
        double[] first = new double[rounds];
        double[] second = new double[rounds];
        for (int round = -3; round < rounds; round++) {
          double a = time(ofOne, batch);
          double b = time(ofTwo, batch);
          if (round >= 0) {
            first[round] = a;
            second[round] = b;
          }
        }
        Arrays.sort(first);
        Arrays.sort(second);
        System.out.printf("%8d %10.1f %10.1f%n", batch, first[rounds / 2], second[rounds / 2]);
      }
    }
  }

  private static double time(ShardedBlocks blocks, int batch) {
    int steps = Math.max(200, 400_000 / (batch + 100));
    Trainer trainer =
        Trainer.of(
            Momentum.of(0.9),
            LearningRates.constant(0.01),
            ElasticNet.of(0, 1e-4),
            StopRule.steps(steps));
    SampledGradient source =
        SampledGradient.of(
            blocks, LinearObjective.of(new LogisticLoss(), WIDTH, true), FixedSampler.of(batch), 1);
    // One step more or less is the pass for the objective at the start.
    long[] begin = {0};
    StepListener first =
        step -> {
          if (step.step() == 0) {
            begin[0] = System.nanoTime();
          }
        };
    trainer.train(source, new double[WIDTH + 1], first);
    return (System.nanoTime() - begin[0]) / 1e3 / (steps - 1);
  }
}
