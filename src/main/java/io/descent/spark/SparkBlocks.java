package io.descent.spark;

import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.NarrowFunction;
import io.descent.train.ParsedShard;
import io.descent.train.ShardedBlocks;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in a cached RDD. Every sum is one {@link TreeJob} over that same RDD, so that lineage does
 * not grow with steps; θ is sent once, and what it was sent by dropped by the method that made it.
 * Where θ is long and a sum reads little of it, what is read of it is asked for by such an
 * aggregation first, and that alone is sent.
 */
final class SparkBlocks<R extends Mergeable<R>> implements ShardedBlocks {
  /**
   * Up to this many bytes the driver takes the partials of all partitions itself, which saves a
   * stage.
   */
  static final long ONE_STAGE_BYTES = 64L << 20;

  /**
   * From this length on θ takes longer on its way than a job takes that asks for the elements that
   * are read: 8 MiB.
   */
  static final int LONG_THETA = 1 << 20;

  private final JavaSparkContext context;
  private final JavaRDD<ParsedShard<R>> cached;
  private final JavaRDD<ParsedShard<R>> grouped;
  private final Shards shards;
  private final long bytes;

  SparkBlocks(JavaSparkContext context, JavaRDD<ParsedShard<R>> cached, Shards shards, long bytes) {
    this.context = context;
    this.cached = cached;
    this.grouped =
        cached
            .rdd()
            .coalesce(cached.getNumPartitions(), false, scala.Option.apply(new TreeLayout()), null)
            .toJavaRDD();
    this.shards = shards;
    this.bytes = bytes;
  }

  @Override
  public Shards shards() {
    return shards;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public <T extends Mergeable<T>> @Nullable T sum(double[] theta, BlockFunction<T> function) {
    NarrowFunction<T> narrow = theta.length < LONG_THETA ? null : function.narrowed();
    if (narrow != null) {
      long rows = Math.min(shards.rows(), function.rowsRead(shards.rows()));
      // A stored value takes 8 bytes or 12 with its column.
      double touched =
          narrow.elementsPerColumn() * (double) bytes / 8 / Math.max(1, shards.rows()) * rows;
      if (touched < theta.length / 8.0) {
        return sumOfPart(theta, narrow, (long) touched);
      }
    }
    try (Sent<double[]> sent = Sent.of(context, theta, 8L * theta.length)) {
      return aggregate(
          TreeSums.fold(sent, function), 8L * theta.length * cached.getNumPartitions());
    }
  }

  /**
   * Asks which elements of θ are read, and sends those: one job more, which is less than a long θ
   * takes on its way.
   *
   * @param touched at most about so many elements, those that several partitions read counted by
   *     each
   */
  private <T extends Mergeable<T>> @Nullable T sumOfPart(
      double[] theta, NarrowFunction<T> function, long touched) {
    TouchedElements elements = aggregate(TreeSums.<R, T>touched(function), 4 * touched);
    if (elements == null) {
      return null;
    }
    PartialTheta part = elements.of(theta);
    try (Sent<PartialTheta> sent = Sent.of(context, part, part.bytes())) {
      return aggregate(TreeSums.foldPart(sent, function), 12 * touched);
    }
  }

  /**
   * One ordered aggregation.
   *
   * @param bytesOfResults those of the results of all partitions
   */
  private <T extends Mergeable<T>> @Nullable T aggregate(
      Function2<ShardTree<T>, ParsedShard<R>, ShardTree<T>> fold, long bytesOfResults) {
    return bytesOfResults <= ONE_STAGE_BYTES
        ? TreeJob.sum(cached, fold, shards.count())
        : TreeJob.sumInTwoStages(grouped, fold, shards.count());
  }

  @Override
  public ShardedBlocks map(BlockMap map) {
    return SparkEngine.on(context, 0)
        .load(cached.map(TreeSums.<R>mapped(map)), shards.count())
        .blocks();
  }

  /** One shuffle: every shard sends each other shard its rows. */
  @Override
  public ShardedBlocks deal(Deal deal) {
    SparkEngine engine = SparkEngine.on(context, 0);
    int partitions = cached.getNumPartitions();
    return engine
        .keep(
            cached
                .flatMapToPair(DealtShards.<R>given(deal))
                .partitionBy(new DealtShards(shards.count(), partitions))
                .mapPartitionsWithIndex(DealtShards.taken(deal, partitions), true),
            shards.count())
        .blocks();
  }

  @Override
  public void close() {
    cached.unpersist();
  }
}
