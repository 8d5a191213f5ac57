package io.descent.spark;

import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.ParsedShard;
import io.descent.train.ShardedBlocks;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in a cached RDD. Every sum is one {@code treeAggregate} over that same RDD, so that
 * lineage does not grow with steps; θ is broadcast once, and the broadcast destroyed by the method
 * that made it.
 */
final class SparkBlocks<R extends Mergeable<R>> implements ShardedBlocks {
  /**
   * Up to this many bytes the driver takes the partials of all partitions itself, which saves a
   * stage.
   */
  static final long ONE_STAGE_BYTES = 64L << 20;

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
    boolean oneStage = 8L * theta.length * cached.getNumPartitions() <= ONE_STAGE_BYTES;
    Broadcast<double[]> broadcast = context.broadcast(theta);
    try {
      return (oneStage ? cached : grouped)
          .treeAggregate(
              ShardTree.<T>over(shards.count()),
              TreeSums.fold(broadcast, function),
              TreeSums.merge(),
              oneStage ? 1 : 2)
          .total();
    } finally {
      broadcast.destroy();
    }
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
