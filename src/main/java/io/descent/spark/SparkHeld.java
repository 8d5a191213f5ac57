package io.descent.spark;

import io.descent.reduce.Mergeable;
import io.descent.train.Held;
import io.descent.train.HeldMap;
import io.descent.train.HeldShard;
import io.descent.train.HeldShards;
import io.descent.train.LoadedBlocks;
import org.apache.spark.api.java.JavaRDD;

/**
 * What is held of shards in a cached RDD. Where memory is short Spark drops parts of it for the
 * blocks that are made, and reads their shards again: so it does when an executor is lost.
 */
final class SparkHeld<K extends Held<K>, R extends Mergeable<R>> implements HeldShards<K, R> {
  private final SparkEngine engine;
  private final JavaRDD<HeldShard<K, R>> cached;
  private final int shards;
  private final HeldCensus<R> census;

  SparkHeld(SparkEngine engine, JavaRDD<HeldShard<K, R>> cached, int shards, HeldCensus<R> census) {
    this.engine = engine;
    this.cached = cached;
    this.shards = shards;
    this.census = census;
  }

  @Override
  public R report() {
    return census.report();
  }

  @Override
  public boolean isWhole() {
    return census.isWhole();
  }

  @Override
  public <Q extends Mergeable<Q>> LoadedBlocks<Q> load(HeldMap<K, Q> map) {
    try {
      return engine.load(cached.map(TreeSums.<K, R, Q>made(map)), shards);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    cached.unpersist();
  }
}
