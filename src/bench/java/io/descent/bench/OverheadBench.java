package io.descent.bench;

import io.descent.linalg.Block;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.sample.FixedSampler;
import io.descent.spark.SparkEngine;
import io.descent.train.BlockFunction;
import io.descent.train.ParsedShard;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a step costs beside its arithmetic, over {@code local[2]}. Milliseconds of a step on one row
 * beside a job of one stage and as many partitions that does nothing; and of a sum of dense
 * partials along the shard tree beside a plain {@code treeAggregate} of the same partials in the
 * same partitions, whose bits depend on the order in which its tasks end. What is compared takes
 * turns in every round; the figures are medians of the rounds. Argument: rounds [15].
 */
public final class OverheadBench {
  private static final int SHARDS = 8;
  private static final int WARM_UP_ROUNDS = 5;

  private final JavaSparkContext context;
  private final SparkEngine engine;
  private final int rounds;
  private int step;

  private OverheadBench(JavaSparkContext context, int rounds) {
    this.context = context;
    this.engine = SparkEngine.on(context, 0);
    this.rounds = rounds;
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    try (JavaSparkContext context = LocalSpark.context("OverheadBench", 2)) {
      OverheadBench bench =
          new OverheadBench(context, args.length > 0 ? Integer.parseInt(args[0]) : 15);
      System.out.printf(
          "%nmilliseconds, %d partitions, medians of %d rounds%n",
          bench.engine.partitions(SHARDS), bench.rounds);
      System.out.printf("%10s %12s %12s %8s%n", "d", "empty job", "step", "ratio");
      for (int d : new int[] {10, 100, 1000}) {
        bench.step(d);
      }
      System.out.printf("%10s %12s %12s %8s%n", "d", "plain sum", "ordered sum", "ratio");
      for (int d : new int[] {1000, 1_000_000}) {
        bench.sum(d);
      }
    }
  }

  private void step(int d) {
    JavaRDD<Integer> numbers = numbers(engine.partitions(SHARDS));
    try (ShardedBlocks blocks =
        engine.load(SHARDS, new GeneratedDense(80, SHARDS, d, true)).blocks()) {
      SampledGradient source =
          SampledGradient.of(
              blocks, LinearObjective.of(new LogisticLoss(), d, false), FixedSampler.of(1), 1);
      print(
          d,
          () -> numbers.foreachPartition(numberOfPartition -> {}),
          () -> source.gradient(new double[d], step++),
          20);
    }
  }

  private JavaRDD<Integer> numbers(int partitions) {
    return context.parallelize(
        IntStream.range(0, partitions).boxed().collect(Collectors.toList()), partitions);
  }

  private void sum(int d) {
    GeneratedDense data = new GeneratedDense(SHARDS, SHARDS, 1, true);
    int partitions = engine.partitions(SHARDS);
    JavaRDD<ParsedShard<LossSum>> rows =
        numbers(partitions)
            .flatMap(p -> data.read(p * SHARDS / partitions, (p + 1) * SHARDS / partitions));
    try (ShardedBlocks blocks = engine.load(rows, SHARDS).blocks()) {
      Partial partial = new Partial(d);
      double[] unread = new double[1];
      print(d, () -> plain(rows, partial), () -> blocks.sum(unread, partial), 10);
    }
  }

  private static void plain(JavaRDD<ParsedShard<LossSum>> rows, Partial partial) {
    rows.treeAggregate(
        new Plain(),
        (sum, parsed) -> sum.add(partial.apply(parsed.block(), new double[0])),
        (left, right) -> right.sum == null ? left : left.add(right.sum),
        1);
  }

  private void print(int d, Runnable first, Runnable second, int repeats) {
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      double ofFirst = milliseconds(first, repeats);
      double ofSecond = milliseconds(second, repeats);
      if (round >= 0) {
        a[round] = ofFirst;
        b[round] = ofSecond;
      }
    }
    double one = StepBench.median(a);
    double other = StepBench.median(b);
    System.out.printf("%10d %12.2f %12.2f %8.2f%n", d, one, other, other / one);
  }

  private static double milliseconds(Runnable job, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      job.run();
    }
    return (System.nanoTime() - start) / 1e6 / repeats;
  }

  /** A dense sum as long as θ, another in every shard. */
  private static final class Partial implements BlockFunction<GradientSum> {
    private static final long serialVersionUID = 1L;

    private final int length;

    Partial(int length) {
      this.length = length;
    }

    @Override
    public GradientSum apply(Block block, double[] theta) {
      double[] values = new double[length];
      Arrays.fill(values, 1.0 / (block.shard() + 3));
      GradientSum sum = GradientSum.of(length);
      sum.addScaled(values, length, 1, 0);
      return sum;
    }
  }

  /** A sum in the order in which it happens to be made. */
  private static final class Plain implements Serializable {
    private static final long serialVersionUID = 1L;

    private GradientSum sum;

    Plain add(GradientSum more) {
      sum = sum == null ? more : sum.merge(more);
      return this;
    }
  }
}
