package io.descent.bench;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import io.descent.spark.SparkEngine;
import io.descent.train.LocalEngine;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How steps grow, in three tables: two cores beside one; milliseconds of a synchronous step on
 * {@code local[2]} over rows, width, values a row, shards, partitions and d, each beside what
 * {@link CostModel} says, whose constants are fitted to these lines; and what the model predicts
 * for a cluster, with a synchronous step a batch and with local steps. {@code mvn -B test-compile
 * exec:exec -P bench -Dbench=io.descent.bench.ScalingBench}; with {@code
 * -Dbench="io.descent.bench.ScalingBench smoke"} small sizes, for seconds, whose figures mean
 * nothing.
 */
public final class ScalingBench {
  private static final int CORES = 2;
  private static final double SECONDS_OF_LINE = 2;

  private final boolean smoke;

  private ScalingBench(boolean smoke) {
    this.smoke = smoke;
  }

  /** Prints the tables. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    new ScalingBench(Arrays.asList(args).contains("smoke")).run();
  }

  private void run() throws IOException, InterruptedException {
    TwoCores.print(smoke ? 3 : 15, smoke ? 8000 : 1_600_000, smoke ? 2000 : 800_000);
    List<CostModel.Measured> lines = new ArrayList<>();
    try (JavaSparkContext context = LocalSpark.context("ScalingBench", CORES)) {
      for (StepShape shape : shapes()) {
        if (lines.isEmpty()) {
          // Whose time is not taken: the classes are loaded and compiled.
          step(context, shape);
          step(context, shape);
        }
        lines.add(new CostModel.Measured(shape, step(context, shape)));
      }
    }
    CostModel model = CostModel.fit(lines);
    print(lines, model);
    new ClusterForecast(model, localUpdate(10), localUpdate(100)).print();
  }

  /** One line is the middle of all; in the others one number after the other is changed. */
  private List<StepShape> shapes() {
    int scale = smoke ? 20 : 1;
    List<StepShape> shapes = new ArrayList<>();
    for (int rows : new int[] {1000, 20_000, 100_000, 400_000}) {
      shapes.add(new StepShape(rows / scale, 50, 10_000, 16, 4, CORES));
    }
    for (int values : new int[] {5, 500}) {
      shapes.add(new StepShape(20_000 / scale, values, 10_000, 16, 4, CORES));
    }
    for (int width : new int[] {10, 100, 1000}) {
      shapes.add(new StepShape(100_000 / scale, width, width, 16, 4, CORES));
    }
    for (int shards : new int[] {4, 64, 256, 1024}) {
      shapes.add(new StepShape(100_000 / scale, 50, 10_000, shards, 4, CORES));
    }
    for (int partitions : new int[] {1, 2, 4, 16, 64, 256}) {
      shapes.add(new StepShape(20_000 / scale, 50, 10_000, 256, partitions, CORES));
    }
    for (int width : new int[] {100, 1000, 100_000, 1_000_000, 10_000_000}) {
      shapes.add(new StepShape(100_000 / scale, 50, width / scale, 16, 4, CORES));
    }
    for (int partitions : new int[] {16, 64}) {
      shapes.add(new StepShape(100_000 / scale, 50, 1_000_000 / scale, 64, partitions, CORES));
    }
    return shapes;
  }

  /** Seconds of a step: the median of a training's, without those that the compiler is busy in. */
  private double step(JavaSparkContext context, StepShape shape) {
    GeneratedSparse data =
        new GeneratedSparse((int) shape.rows(), shape.shards(), shape.width(), shape.values());
    try (ShardedBlocks blocks =
        SparkEngine.on(context, shape.partitions()).load(shape.shards(), data).blocks()) {
      SampledGradient source =
          SampledGradient.of(blocks, objective(shape.width()), new FullSampler(), 1);
      int steps = smoke ? 2 : 7;
      double first = median(source, steps, 1);
      int more = smoke ? 0 : (int) Math.min(150, SECONDS_OF_LINE / first);
      return more > steps ? median(source, more, more / 3) : first;
    }
  }

  private static LinearObjective objective(int width) {
    return LinearObjective.of(new LogisticLoss(), width, false);
  }

  private static double median(SampledGradient source, int steps, int warmUp) {
    long[] ends = new long[steps + warmUp];
    Trainer.of(
            new Sgd(),
            LearningRates.constant(0.1),
            ElasticNet.of(0, 1e-6),
            StopRule.steps(ends.length))
        .train(
            source,
            new double[source.layout().dimension()],
            report -> ends[(int) report.step()] = System.nanoTime());
    return StepBench.median(
        IntStream.range(warmUp, ends.length)
            .mapToDouble(i -> (ends[i] - ends[i - 1]) / 1e9)
            .toArray());
  }

  /** Seconds of an update by one row in local steps, on one core. */
  private double localUpdate(int values) {
    int rows = smoke ? 1000 : 100_000;
    GeneratedSparse data = new GeneratedSparse(rows, 1, 1_000_000, values);
    try (LocalEngine engine = LocalEngine.of(1);
        ShardedBlocks blocks = engine.load(1, data).blocks()) {
      LocalSteps source =
          LocalSteps.of(
              blocks,
              objective(1_000_000),
              new Sgd(),
              LearningRates.constant(0.1),
              ElasticNet.of(0, 0),
              1,
              rows,
              1);
      double[] theta = source.start(new double[1_000_000]);
      double[] times = new double[7];
      for (int round = -3; round < times.length; round++) {
        long before = System.nanoTime();
        if (source.gradient(theta, round + 3) == null) {
          throw new IllegalStateException("no rows");
        }
        if (round >= 0) {
          times[round] = (System.nanoTime() - before) / 1e9 / rows;
        }
      }
      return StepBench.median(times);
    }
  }

  private static void print(List<CostModel.Measured> lines, CostModel model) {
    System.out.printf(
        "%nA synchronous step on local[%d], milliseconds%n%8s %6s %9s %6s %5s %9s %9s %7s%n",
        CORES, "rows", "values", "d", "shards", "parts", "measured", "model", "error");
    double[] errors = new double[lines.size()];
    for (int i = 0; i < errors.length; i++) {
      StepShape s = lines.get(i).shape();
      double measured = lines.get(i).seconds();
      double predicted = model.seconds(s);
      errors[i] = Math.abs(predicted / measured - 1);
      System.out.printf(
          "%8d %6d %9d %6d %5d %9.2f %9.2f %6.0f%%%n",
          s.rows(),
          s.values(),
          s.width(),
          s.shards(),
          s.partitions(),
          1e3 * measured,
          1e3 * predicted,
          100 * (predicted / measured - 1));
    }
    System.out.printf(
        "error: median %.0f%%, largest %.0f%%%n%nconstants of this machine, nanoseconds%n",
        100 * StepBench.median(errors.clone()), 100 * Arrays.stream(errors).max().orElseThrow());
    double[] ns = model.nanoseconds();
    for (int i = 0; i < ns.length; i++) {
      System.out.printf("  %-38s %14.2f%n", CostModel.NAMES[i], ns[i]);
    }
  }
}
