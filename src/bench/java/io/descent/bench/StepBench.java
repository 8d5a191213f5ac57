package io.descent.bench;

import io.descent.linalg.Storage;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.sample.BernoulliSampler;
import io.descent.spark.SparkEngine;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockStatus;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Milliseconds a step on dense data over {@code local[2]}: Descent beside MLlib's {@code
 * GradientDescent} on the same rows and as many partitions, and beside a job that does nothing. All
 * are measured in one process, one after the other in every round; the figures are medians of the
 * rounds. Arguments: rows, columns, rounds.
 */
public final class StepBench {
  private static final double[] FRACTIONS = {0.001, 0.01, 0.1, 1.0};
  private static final int WARM_UP_ROUNDS = 3;

  private final int rows;
  private final int width;
  private final int rounds;

  private StepBench(int rows, int width, int rounds) {
    this.rows = rows;
    this.width = width;
    this.rounds = rounds;
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    new StepBench(argument(args, 0, 1_000_000), argument(args, 1, 100), argument(args, 2, 9)).run();
  }

  private static int argument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  private void run() {
    try (JavaSparkContext context = LocalSpark.context("StepBench", 2)) {
      SparkEngine engine = SparkEngine.on(context, 0);
      ShardedBlocks doubles = load(engine, Storage.DOUBLE);
      ShardedBlocks floats = load(engine, Storage.FLOAT);
      JavaRDD<Tuple2<Object, Vector>> vectors = vectors(context, engine);
      printMemory(context, doubles, floats);
      printSteps(context, engine.partitions(doubles.shards().count()), doubles, floats, vectors);
    }
  }

  /** As many shards as a training on stored data of this size would have. */
  private GeneratedDense data(Storage storage) {
    long bytes = (storage == Storage.FLOAT ? 4L : 8L) * rows * width;
    int shards = 8;
    while (shards * (32L << 20) < bytes) {
      shards *= 2;
    }
    return new GeneratedDense(rows, shards, width, storage == Storage.FLOAT);
  }

  private ShardedBlocks load(SparkEngine engine, Storage storage) {
    GeneratedDense data = data(storage);
    return engine.load(data.shards(), data).blocks();
  }

  private JavaRDD<Tuple2<Object, Vector>> vectors(JavaSparkContext context, SparkEngine engine) {
    GeneratedDense data = data(Storage.DOUBLE);
    JavaRDD<Tuple2<Object, Vector>> vectors =
        context
            .parallelize(
                IntStream.range(0, data.shards()).boxed().collect(Collectors.toList()),
                engine.partitions(data.shards()))
            .flatMap(data::vectors)
            .persist(StorageLevel.MEMORY_AND_DISK());
    vectors.setName("vectors");
    vectors.count();
    return vectors;
  }

  private void printMemory(JavaSparkContext context, ShardedBlocks doubles, ShardedBlocks floats) {
    // By number, which is the order in which they were made.
    List<Integer> rdds = context.getPersistentRDDs().keySet().stream().sorted().toList();
    System.out.printf("%n%d rows of %d columns, bytes a row%n", rows, width);
    System.out.printf("%-18s %10s %10s %10s %7s%n", "", "raw", "in memory", "on disk", "ratio");
    String[] names = {"descent, double", "descent, float", "mllib vectors"};
    long[] raw = {doubles.bytes(), floats.bytes(), doubles.bytes()};
    for (int i = 0; i < names.length; i++) {
      List<BlockStatus> cached = cached(rdds.get(i));
      long memory = cached.stream().mapToLong(BlockStatus::memSize).sum();
      long disk = cached.stream().mapToLong(BlockStatus::diskSize).sum();
      System.out.printf(
          "%-18s %10.1f %10.1f %10.1f %7.3f%n",
          names[i],
          (double) raw[i] / rows,
          (double) memory / rows,
          (double) disk / rows,
          (double) (memory + disk) / raw[i]);
    }
  }

  /**
   * Asked of the block manager: the status store behind {@code getRDDStorageInfo} lags behind it.
   */
  private static List<BlockStatus> cached(int rdd) {
    BlockManager manager = SparkEnv.get().blockManager();
    return CollectionConverters.asJava(
            manager.getMatchingBlockIds(id -> id.isRDD() && id.asRDDId().get().rddId() == rdd))
        .stream()
        // One that is on disk is listed by the disk's manager too.
        .distinct()
        .map(id -> manager.getStatus(id).get())
        .toList();
  }

  private void printSteps(
      JavaSparkContext context,
      int partitions,
      ShardedBlocks doubles,
      ShardedBlocks floats,
      JavaRDD<Tuple2<Object, Vector>> vectors) {
    System.out.printf(
        "%nmilliseconds a step, %d partitions, median of %d rounds%n", partitions, rounds);
    System.out.printf(
        "%-9s %10s %16s %16s %10s %9s%n",
        "fraction", "empty job", "descent, double", "descent, float", "mllib", "mllib / descent");
    for (double fraction : FRACTIONS) {
      double[] medians =
          medians(
              () -> emptyJob(context, partitions),
              () -> descent(doubles, fraction),
              () -> descent(floats, fraction),
              () -> mllib(vectors, fraction));
      System.out.printf(
          "%-9s %10.2f %16.2f %16.2f %10.2f %9.1f%n",
          fraction, medians[0], medians[1], medians[2], medians[3], medians[3] / medians[1]);
    }
  }

  /** The median of every measurement, which take turns. */
  private double[] medians(DoubleSupplier... measurements) {
    double[][] times = new double[measurements.length][rounds];
    for (int round = -Math.min(WARM_UP_ROUNDS, rounds - 1); round < rounds; round++) {
      for (int m = 0; m < measurements.length; m++) {
        double time = measurements[m].getAsDouble();
        if (round >= 0) {
          times[m][round] = time;
        }
      }
    }
    return Arrays.stream(times).mapToDouble(StepBench::median).toArray();
  }

  static double median(double[] times) {
    Arrays.sort(times);
    int half = times.length / 2;
    return times.length % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
  }

  private static int steps(double fraction) {
    return fraction < 0.5 ? 20 : 6;
  }

  private static double emptyJob(JavaSparkContext context, int partitions) {
    int jobs = 20;
    JavaRDD<Integer> numbers =
        context.parallelize(
            IntStream.range(0, partitions).boxed().collect(Collectors.toList()), partitions);
    long start = System.nanoTime();
    for (int job = 0; job < jobs; job++) {
      numbers.foreachPartition(numberOfPartition -> {});
    }
    return (System.nanoTime() - start) / 1e6 / jobs;
  }

  /** From the end of the first step to the end of the last, of a whole training. */
  private double descent(ShardedBlocks blocks, double fraction) {
    int steps = steps(fraction) + 1;
    long[] ends = new long[steps];
    Objective objective = LinearObjective.of(new LogisticLoss(), width, false);
    Trainer.of(new Sgd(), LearningRates.inverseSqrt(1), ElasticNet.of(0, 0), StopRule.steps(steps))
        .train(
            SampledGradient.of(blocks, objective, BernoulliSampler.of(fraction), 1),
            new double[width],
            report -> ends[(int) report.step()] = System.nanoTime());
    return (ends[steps - 1] - ends[0]) / 1e6 / (steps - 1);
  }

  /** A whole training, shared out over its steps and the count of the rows that precedes them. */
  private double mllib(JavaRDD<Tuple2<Object, Vector>> vectors, double fraction) {
    int steps = steps(fraction);
    long start = System.nanoTime();
    GradientDescent.runMiniBatchSGD(
        vectors.rdd(),
        new LogisticGradient(),
        new SimpleUpdater(),
        1.0,
        steps,
        0.0,
        fraction,
        Vectors.dense(new double[width]),
        0.0);
    return (System.nanoTime() - start) / 1e6 / (steps + 1);
  }
}
