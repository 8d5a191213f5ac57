package io.descent.bench;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.sample.FullSampler;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.GradientSource;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import io.descent.train.SampledGradient;
import io.descent.train.ShardReader;
import io.descent.train.ShardedBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Two cores beside one: milliseconds of a pass for the gradient over dense and over sparse rows,
 * with threads of one process and in Spark's local mode, and in the same rounds what the machine
 * gives to threads that have nothing to do with one another: reading from memory, and from a core's
 * first cache, which other processes and other guests of the machine slow down just the same. A
 * ratio is the median of the rounds', in brackets that of the best times.
 */
final class TwoCores {
  private static final int SHARDS = 8;
  private static final int WARM_UP_ROUNDS = 5;

  /** The rows of a pass: dense as they are stored unless asked otherwise, dense as doubles. */
  private enum Kind {
    FLOATS,
    DOUBLES,
    SPARSE;

    int width() {
      return this == SPARSE ? 47_236 : 100;
    }
  }

  private final int rounds;
  private final int dense;
  private final int sparse;

  /**
   * A measurement.
   *
   * @param dense rows of 100 columns
   * @param sparse rows of 75 values in 47,236 columns
   */
  TwoCores(int rounds, int dense, int sparse) {
    this.rounds = rounds;
    this.dense = dense;
    this.sparse = sparse;
  }

  void print() {
    System.out.printf(
        "%none core and two, median of %d (best)%n%-44s %18s %18s %14s%n",
        rounds, "", "one", "two", "ratio");
    ReadBandwidth memory = ReadBandwidth.ofMemory(2);
    ReadBandwidth cache = ReadBandwidth.ofCache(2);
    LocalEngine one = LocalEngine.of(1);
    LocalEngine two = LocalEngine.of(2);
    List<ShardedBlocks> loaded = new ArrayList<>();
    try (one;
        two) {
      List<Measurement> measurements =
          new ArrayList<>(
              List.of(
                  () -> 1e3 / memory.measure(1),
                  () -> 1e3 / memory.measure(2),
                  () -> 1e3 / cache.measure(1),
                  () -> 1e3 / cache.measure(2)));
      for (Kind kind : Kind.values()) {
        for (LocalEngine engine : List.of(one, two)) {
          loaded.add(load(engine, kind));
          measurements.add(pass(loaded.get(loaded.size() - 1), kind));
        }
      }
      double[][] taken = inTurns(measurements);
      line("memory, ms a GB read", taken[0], taken[1]);
      line("first cache, ms a GB read", taken[2], taken[3]);
      for (Kind kind : Kind.values()) {
        int at = 4 + 2 * kind.ordinal();
        line("local engine, " + name(kind), taken[at], taken[at + 1]);
      }
      loaded.forEach(ShardedBlocks::close);
    }
    double[][][] onSpark = new double[2][][];
    for (int cores = 1; cores <= 2; cores++) {
      try (JavaSparkContext context = ScalingBench.context(cores)) {
        onSpark[cores - 1] = onSpark(context);
      }
    }
    for (Kind kind : Kind.values()) {
      int at = kind.ordinal();
      line("spark, " + name(kind), onSpark[0][at], onSpark[1][at]);
    }
  }

  private String name(Kind kind) {
    return switch (kind) {
      case FLOATS -> dense + " rows x 100 floats";
      case DOUBLES -> dense + " rows x 100 doubles";
      case SPARSE -> sparse + " rows x 75 of 47236";
    };
  }

  private ShardReader<ParsedShard<LossSum>> data(Kind kind) {
    return kind == Kind.SPARSE
        ? new GeneratedSparse(sparse, SHARDS, kind.width(), 75)
        : new GeneratedDense(dense, SHARDS, kind.width(), kind == Kind.FLOATS);
  }

  private ShardedBlocks load(Engine engine, Kind kind) {
    return engine.load(SHARDS, data(kind)).blocks();
  }

  private static Measurement pass(ShardedBlocks blocks, Kind kind) {
    int width = kind.width();
    GradientSource source =
        SampledGradient.of(
            blocks, LinearObjective.of(new LogisticLoss(), width, true), new FullSampler(), 1);
    double[] theta = new double[width + 1];
    return () -> {
      long begin = System.nanoTime();
      if (source.gradient(theta, 0) == null) {
        throw new IllegalStateException("no rows");
      }
      return (System.nanoTime() - begin) / 1e6;
    };
  }

  private double[][] onSpark(JavaSparkContext context) {
    List<double[]> times = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try (ShardedBlocks blocks = load(SparkEngine.on(context, 8), kind)) {
        times.add(inTurns(List.of(pass(blocks, kind)))[0]);
      }
    }
    return times.toArray(double[][]::new);
  }

  /** Milliseconds. */
  @FunctionalInterface
  private interface Measurement {
    double take();
  }

  /** What every measurement gives in every round; they take turns. */
  private double[][] inTurns(List<Measurement> measurements) {
    double[][] taken = new double[measurements.size()][rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (int m = 0; m < taken.length; m++) {
        double value = measurements.get(m).take();
        if (round >= 0) {
          taken[m][round] = value;
        }
      }
    }
    return taken;
  }

  private static void line(String name, double[] one, double[] two) {
    double[] ratios = new double[one.length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = one[round] / two[round];
    }
    double bestOfOne = Arrays.stream(one).min().orElseThrow();
    double bestOfTwo = Arrays.stream(two).min().orElseThrow();
    System.out.printf(
        "%-44s %8.2f (%7.2f) %8.2f (%7.2f) %6.2f (%5.2f)%n",
        name,
        StepBench.median(one.clone()),
        bestOfOne,
        StepBench.median(two.clone()),
        bestOfTwo,
        StepBench.median(ratios),
        bestOfOne / bestOfTwo);
  }
}
