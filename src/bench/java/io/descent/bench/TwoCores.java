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
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Two cores beside one: milliseconds of a pass for the gradient over dense and over sparse rows,
 * with threads of one process and with tasks of Spark's local mode, and in the same rounds what the
 * machine gives to threads that have nothing to do with one another: reading from memory, and from
 * a core's first cache, which other processes and other guests of the machine slow down just the
 * same. A ratio is the median of the rounds', in brackets that of the best times.
 */
public final class TwoCores {
  private static final int SHARDS = 8;
  private static final int WARM_UP_ROUNDS = 5;

  /** Up to so many rounds figures mean nothing, and take no time. */
  private static final int FEW = 3;

  /** Spark has more code that is compiled only when it has run for a while. */
  private static final double SPARK_WARM_UP_SECONDS = 5;

  /** The rows of a pass: dense as they are stored unless asked otherwise, dense as doubles. */
  private enum Kind {
    FLOATS,
    DOUBLES,
    SPARSE;

    int width() {
      return this == SPARSE ? 47_236 : 100;
    }
  }

  private final Kind kind;
  private final int rounds;
  private final int rows;

  private TwoCores(Kind kind, int rounds, int rows) {
    this.kind = kind;
    this.rounds = rounds;
    this.rows = rows;
  }

  /** Measures each kind of rows in a process of its own, as a training has rows of one kind. */
  static void print(int rounds, int dense, int sparse) throws IOException, InterruptedException {
    System.out.printf(
        "%none core and two, median of %d (best)%n%-44s %18s %18s %14s%n",
        rounds, "", "one", "two", "ratio");
    for (Kind kind : Kind.values()) {
      int rows = kind == Kind.SPARSE ? sparse : dense;
      List<String> command =
          JavaCommand.of(
              TwoCores.class, kind.name(), Integer.toString(rounds), Integer.toString(rows));
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + " exited with " + code);
      }
    }
  }

  /** Prints the lines of one kind of rows. Arguments: kind, rounds, rows. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    new TwoCores(Kind.valueOf(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))
        .print();
  }

  private void print() {
    ReadBandwidth memory = ReadBandwidth.ofMemory(2);
    ReadBandwidth cache = ReadBandwidth.ofCache(2);
    try (LocalEngine one = LocalEngine.of(1);
        LocalEngine two = LocalEngine.of(2);
        ShardedBlocks ofOne = load(one);
        ShardedBlocks ofTwo = load(two)) {
      double[][] taken =
          inTurns(
              () -> 1e3 / memory.measure(1),
              () -> 1e3 / memory.measure(2),
              () -> 1e3 / cache.measure(1),
              () -> 1e3 / cache.measure(2),
              pass(ofOne),
              pass(ofTwo));
      line("memory, ms a GB read", taken[0], taken[1]);
      line("first cache, ms a GB read", taken[2], taken[3]);
      line("local engine, " + name(), taken[4], taken[5]);
    }
    // One task at a time is one core; contexts of one core and two could not take turns.
    try (JavaSparkContext context = LocalSpark.context("TwoCores", 2);
        ShardedBlocks ofOne = load(SparkEngine.on(context, 1));
        ShardedBlocks ofTwo = load(SparkEngine.on(context, 0))) {
      // What the engine before held is not to be collected while this one is measured.
      System.gc();
      Measurement one = pass(ofOne);
      Measurement two = pass(ofTwo);
      long begin = System.nanoTime();
      while (rounds > FEW && (System.nanoTime() - begin) / 1e9 < SPARK_WARM_UP_SECONDS) {
        one.take();
        two.take();
      }
      double[][] taken = inTurns(one, two);
      line("spark, " + name(), taken[0], taken[1]);
    }
  }

  private String name() {
    return rows
        + switch (kind) {
          case FLOATS -> " rows x 100 floats";
          case DOUBLES -> " rows x 100 doubles";
          case SPARSE -> " rows x 75 of 47236";
        };
  }

  private ShardReader<ParsedShard<LossSum>> data() {
    return kind == Kind.SPARSE
        ? new GeneratedSparse(rows, SHARDS, kind.width(), 75)
        : new GeneratedDense(rows, SHARDS, kind.width(), kind == Kind.FLOATS);
  }

  private ShardedBlocks load(Engine engine) {
    return engine.load(SHARDS, data()).blocks();
  }

  private Measurement pass(ShardedBlocks blocks) {
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

  /** Milliseconds. */
  @FunctionalInterface
  private interface Measurement {
    double take();
  }

  /** What every measurement gives in every round; they take turns. */
  private double[][] inTurns(Measurement... measurements) {
    double[][] taken = new double[measurements.length][rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (int m = 0; m < taken.length; m++) {
        double value = measurements[m].take();
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
