package io.descent.spark;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.sample.Shards;
import io.descent.train.Engine;
import io.descent.train.Held;
import io.descent.train.HeldShard;
import io.descent.train.HeldShards;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.DeterministicLevel;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** A Spark cluster, or Spark's local mode. */
public final class SparkEngine implements Engine {
  /** Up to so many the driver takes the results of a pass over the input itself. */
  private static final int ONE_STAGE_PARTITIONS = 8;

  private final JavaSparkContext context;
  private final boolean owned;
  private final int partitions;

  private SparkEngine(JavaSparkContext context, boolean owned, int partitions) {
    this.context = context;
    this.owned = owned;
    this.partitions = partitions;
  }

  /**
   * An engine on a context of the caller's, which stays open.
   *
   * @param partitions asked for, or 0 for the default
   */
  public static SparkEngine on(JavaSparkContext context, int partitions) {
    return new SparkEngine(context, false, partitions);
  }

  /**
   * An engine on the context that spark-submit configured; closing it stops the context.
   *
   * @param application the name it shows to the cluster
   * @param partitions asked for, or 0 for the default
   * @throws UserException USAGE when no master is configured
   */
  public static SparkEngine start(String application, int partitions) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw UserException.of(
          ExitCode.USAGE,
          "no Spark master is configured; start with ./submit.sh or spark-submit, or use --engine local");
    }
    conf.setIfMissing("spark.app.name", application);
    return new SparkEngine(new JavaSparkContext(suited(conf)), true, partitions);
  }

  /** Sets what suits a job a step, each where it is not set. */
  public static SparkConf suited(SparkConf conf) {
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // The status store would keep thousands of jobs.
    conf.setIfMissing("spark.ui.retainedJobs", "100");
    conf.setIfMissing("spark.ui.retainedStages", "100");
    conf.setIfMissing("spark.ui.retainedTasks", "1000");
    // Every broadcast, however short, takes an array of this length, two a job. G1 puts long arrays
    // among the old objects and, where cached blocks fill half of the heap, marks all of them each
    // time.
    String master = conf.get("spark.master", "");
    if (master.equals("local") || master.startsWith("local[")) {
      conf.setIfMissing("spark.broadcast.blockSize", "512k");
    }
    return conf;
  }

  public JavaSparkContext context() {
    return context;
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public int cores() {
    return context.defaultParallelism();
  }

  /** The number of partitions for a number of shards. */
  public int partitions(int shards) {
    return Partitions.count(shards, cores(), partitions);
  }

  @Override
  public <T extends Mergeable<T>> T sum(int shards, ShardReader<T> reader) {
    int p = partitions(shards);
    return total(
        ShardRdd.of(context, TreeSums.numbered(reader), p, shards), TreeSums.put(), shards);
  }

  @Override
  public <R extends Mergeable<R>> LoadedBlocks<R> load(
      int shards, ShardReader<ParsedShard<R>> reader) {
    int p = partitions(shards);
    return load(ShardRdd.of(context, reader, p, shards), shards);
  }

  @Override
  public <K extends Held<K>, R extends Mergeable<R>> HeldShards<K, R> hold(
      int shards, ShardReader<HeldShard<K, R>> reader) {
    JavaRDD<HeldShard<K, R>> cached =
        ShardRdd.of(context, reader, partitions(shards), shards)
            .persist(StorageLevel.MEMORY_ONLY());
    try {
      return new SparkHeld<>(
          this, cached, shards, total(cached, TreeSums.<K, R>heldCensus(), shards));
    } catch (RuntimeException e) {
      cached.unpersist();
      throw e;
    }
  }

  /**
   * Keeps the blocks of an RDD.
   *
   * @param parsed one element a shard, those of a partition in the order of their shards
   * @param shards number of shards
   * @throws UserException USAGE when recomputing a lost partition could give other rows
   */
  public <R extends Mergeable<R>> LoadedBlocks<R> load(JavaRDD<ParsedShard<R>> parsed, int shards) {
    checkDeterminate(parsed);
    return keep(parsed, shards);
  }

  /** As {@link #load(JavaRDD, int)}, of an RDD that is known to give the same rows each time. */
  <R extends Mergeable<R>> LoadedBlocks<R> keep(JavaRDD<ParsedShard<R>> parsed, int shards) {
    JavaRDD<ParsedShard<R>> cached = parsed.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      LoadCensus<R> census = total(cached, TreeSums.census(), shards);
      return new LoadedBlocks<>(
          new SparkBlocks<>(context, cached, Shards.of(census.rows()), census.bytes()),
          census.report());
    } catch (RuntimeException e) {
      cached.unpersist();
      throw e;
    }
  }

  /**
   * Sums an RDD.
   *
   * @param results one element a partition; the partitions are the shards
   */
  public <T extends Mergeable<T>> T sum(JavaRDD<T> results) {
    return total(
        results.mapPartitionsWithIndex(TreeSums.numberedByPartition(), true),
        TreeSums.put(),
        results.getNumPartitions());
  }

  private static void checkDeterminate(JavaRDD<?> rdd) {
    if (!rdd.rdd().outputDeterministicLevel().equals(DeterministicLevel.DETERMINATE())
        && !rdd.isCheckpointed()) {
      throw UserException.of(
          ExitCode.USAGE,
          "the RDD gives its rows in an order that may change when a lost partition is recomputed ("
              + rdd.rdd().outputDeterministicLevel()
              + "); sort it, or checkpoint it and materialise it before training");
    }
  }

  private static <E, T extends Mergeable<T>> T total(
      JavaRDD<E> elements, Function2<ShardTree<T>, E, ShardTree<T>> put, int shards) {
    @Nullable T total =
        elements.getNumPartitions() <= ONE_STAGE_PARTITIONS
            ? TreeJob.sum(elements, put, shards)
            : TreeJob.sumInTwoStages(elements, put, shards);
    return Objects.requireNonNull(total, "a reader gave no result");
  }

  @Override
  public void close() {
    if (owned) {
      context.stop();
    }
  }
}
