package io.descent.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FixedSampler;
import io.descent.spark.SparkEngine;
import io.descent.train.ParsedShard;
import io.descent.train.SampledGradient;
import io.descent.train.ShardReader;
import io.descent.train.ShardedBlocks;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import scala.Tuple2;

/**
 * Seconds of a step on wide and sparse data over {@code local[2]}, and the memory it takes:
 * Descent, or MLlib's {@code GradientDescent} with the same fraction of the same rows, each in a
 * process of its own so that the memory is its own: the most of the heap that was ever used, which
 * depends on how much there is, and the most that was used just after a collection. What a program
 * can do with is said by the least {@code -Dbench.heap} (4g, 700m) it ends in. Arguments: {@code
 * descent} or {@code mllib}, columns [20,000,000], values a row [100], rows [100,000], rows of a
 * batch [1,000], steps [20].
 */
public final class WideBench {
  private static final int SHARDS = 8;

  private final int columns;
  private final int values;
  private final int rows;
  private final int batch;
  private final int steps;

  private WideBench(int columns, int values, int rows, int batch, int steps) {
    this.columns = columns;
    this.values = values;
    this.rows = rows;
    this.batch = batch;
    this.steps = steps;
  }

  /** Prints the figures. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    int[] n = {20_000_000, 100, 100_000, 1000, 20};
    for (int i = 0; i < n.length && i + 1 < args.length; i++) {
      n[i] = Integer.parseInt(args[i + 1]);
    }
    new WideBench(n[0], n[1], n[2], n[3], n[4]).run(args.length > 0 ? args[0] : "descent");
  }

  private void run(String what) {
    AtomicLong kept = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (event, none) -> kept.accumulateAndGet(usedAfter(event), Math::max), null, null);
    }
    try (JavaSparkContext context = LocalSpark.context("WideBench", 2)) {
      double[] seconds = what.equals("mllib") ? mllib(context) : descent(context);
      Arrays.sort(seconds);
      long peak =
          ManagementFactory.getMemoryPoolMXBeans().stream().mapToLong(WideBench::peak).sum();
      System.out.printf(
          "%n%s: %d columns, %d values a row, batch %d of %d rows%n"
              + "seconds a step, median of %d: %.3f (%.3f … %.3f)%n"
              + "heap: at most %d MB of %d used, after a collection at most %d%n",
          what,
          columns,
          values,
          batch,
          rows,
          seconds.length,
          seconds[seconds.length / 2],
          seconds[0],
          seconds[seconds.length - 1],
          peak >> 20,
          Runtime.getRuntime().maxMemory() >> 20,
          kept.get() >> 20);
    }
  }

  /** Bytes of the heap that a collection left in use; 0 where the event is something else. */
  private static long usedAfter(Notification event) {
    if (!event
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return 0;
    }
    Map<String, MemoryUsage> after =
        GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
            .getGcInfo()
            .getMemoryUsageAfterGc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> after.get(pool.getName()).getUsed())
        .sum();
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
  }

  private double[] descent(JavaSparkContext context) {
    ShardReader<ParsedShard<LossSum>> reader = reader(columns, values, rows);
    try (ShardedBlocks blocks = SparkEngine.on(context, 0).load(SHARDS, reader).blocks()) {
      List<Double> seconds = new ArrayList<>();
      long[] last = {System.nanoTime()};
      Trainer.of(
              new Sgd(), LearningRates.constant(1), ElasticNet.of(0, 0), StopRule.steps(steps + 3))
          .train(
              SampledGradient.of(
                  blocks,
                  LinearObjective.of(new LogisticLoss(), columns, false),
                  FixedSampler.of(batch),
                  1),
              new double[columns],
              step -> {
                long now = System.nanoTime();
                seconds.add((now - last[0]) / 1e9);
                last[0] = now;
              });
      return seconds.stream().skip(3).mapToDouble(s -> s).toArray();
    }
  }

  private double[] mllib(JavaSparkContext context) {
    int shardRows = rows / SHARDS;
    int d = columns;
    int k = values;
    JavaRDD<Tuple2<Object, Vector>> vectors =
        context
            .parallelize(IntStream.range(0, SHARDS).boxed().collect(Collectors.toList()), 4)
            .flatMap(shard -> vectors(shard, shardRows, d, k).iterator())
            .cache();
    vectors.count();
    double[] seconds = new double[Math.max(1, steps / 4)];
    Vector start = Vectors.dense(new double[columns]);
    for (int i = 0; i < seconds.length; i++) {
      long before = System.nanoTime();
      GradientDescent.runMiniBatchSGD(
          vectors.rdd(),
          new LogisticGradient(),
          new SimpleUpdater(),
          1,
          1,
          0,
          (double) batch / rows,
          start,
          0);
      seconds[i] = (System.nanoTime() - before) / 1e9;
    }
    return seconds;
  }

  private static ShardReader<ParsedShard<LossSum>> reader(int columns, int values, int rows) {
    return (from, to) ->
        IntStream.range(from, to)
            .mapToObj(s -> ParsedShard.of(block(s, rows / SHARDS, columns, values), new LossSum()))
            .iterator();
  }

  private static int[] row(SplittableRandom random, int columns, int values) {
    return random.ints(0, columns).distinct().limit(values).sorted().toArray();
  }

  private static Block block(int shard, int rows, int columns, int values) {
    SplittableRandom random = new SplittableRandom(shard);
    RowsBuilder builder = RowsBuilder.with(Storage.FLOAT);
    double[] labels = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int column : row(random, columns, values)) {
        builder.add(column, 0.1);
      }
      builder.endRow();
      labels[i] = random.nextInt(2);
    }
    return Block.of(shard, builder.build(columns), labels, null);
  }

  private static List<Tuple2<Object, Vector>> vectors(
      int shard, int rows, int columns, int values) {
    SplittableRandom random = new SplittableRandom(shard);
    List<Tuple2<Object, Vector>> vectors = new ArrayList<>();
    double[] ones = new double[values];
    Arrays.fill(ones, 0.1);
    for (int i = 0; i < rows; i++) {
      int[] indices = row(random, columns, values);
      vectors.add(new Tuple2<>((double) random.nextInt(2), Vectors.sparse(columns, indices, ones)));
    }
    return vectors;
  }
}
