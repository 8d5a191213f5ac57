package io.descent.bench;

import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.optim.Adagrad;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import io.descent.train.GradientSource;
import io.descent.train.LocalEngine;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Nanoseconds a stored value on one core, of logistic regression on rows in the shape of {@link
 * GeneratedText}: a pass for the gradient, and an epoch of local steps row by row. Argument:
 * rounds.
 */
public final class SparseBench {
  private static final int ROWS = 100_000;

  /** Columns. */
  public static final int FEATURES = 47_236;

  private static final int WORDS = 79;

  private SparseBench() {}

  /** Prints the table. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    Block block = block(ROWS);
    long values = 0;
    for (int row = 0; row < ROWS; row++) {
      values += block.rows().entries(row);
    }
    System.out.printf(
        "%nns a value, %.1f values a row, median of %d%n", (double) values / ROWS, rounds);
    try (LocalEngine engine = LocalEngine.of(1)) {
      LinearObjective objective = LinearObjective.of(new LogisticLoss(), FEATURES, true);
      print(
          "gradient",
          SampledGradient.of(engine.blocks(List.of(block)), objective, new FullSampler(), 1),
          rounds,
          values);
      for (UpdateRule rule : List.of(new Sgd(), Adagrad.of(1e-10))) {
        for (double strength : new double[] {0, 1e-6}) {
          print(
              rule.name() + (strength > 0 ? " L1 L2" : ""),
              LocalSteps.of(
                  engine.blocks(List.of(block)),
                  objective,
                  rule,
                  LearningRates.constant(0.5),
                  ElasticNet.of(strength, strength),
                  1,
                  ROWS,
                  1),
              rounds,
              values);
        }
      }
    }
  }

  private static void print(String name, GradientSource source, int rounds, long values) {
    double[] theta = source.start(new double[FEATURES + 1]);
    double[] times = new double[rounds];
    for (int round = -3; round < rounds; round++) {
      long before = System.nanoTime();
      if (source.gradient(theta, round + 3) == null) {
        throw new IllegalStateException("no rows");
      }
      if (round >= 0) {
        times[round] = (double) (System.nanoTime() - before) / values;
      }
    }
    Arrays.sort(times);
    System.out.printf(
        "%-16s %6.2f  (%.2f … %.2f)%n", name, times[rounds / 2], times[0], times[rounds - 1]);
  }

  /** Rows, the same whenever they are made. */
  public static Block block(int count) {
    Random random = new Random(1);
    RowsBuilder rows = RowsBuilder.with(Storage.FLOAT);
    double[] labels = new double[count];
    int[] words = new int[WORDS];
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < WORDS; k++) {
        words[k] = (int) (FEATURES * Math.pow(random.nextDouble(), 3.2));
      }
      Arrays.sort(words);
      for (int k = 0; k < WORDS; k++) {
        if (k == 0 || words[k] != words[k - 1]) {
          rows.add(words[k], 0.1 * random.nextDouble());
        }
      }
      rows.endRow();
      labels[row] = random.nextInt(2);
    }
    return Block.of(0, rows.build(FEATURES), labels, null);
  }
}
