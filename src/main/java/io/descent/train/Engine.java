package io.descent.train;

import io.descent.reduce.Mergeable;
import org.jspecify.annotations.Nullable;

/** Where work is done: threads of this process, or a cluster. Results do not depend on which. */
public interface Engine extends AutoCloseable {
  /** The name of the option's value: {@code local} or {@code spark}. */
  String name();

  /** How many tasks run at the same time. */
  int cores();

  /**
   * Reads all shards and sums what is made of them along the shard tree.
   *
   * @param shards number of shards, S
   * @param reader makes one result a shard
   * @return the sum
   */
  <T extends Mergeable<T>> T sum(int shards, ShardReader<T> reader);

  /**
   * Reads all shards and keeps their blocks.
   *
   * @param shards number of shards, S
   * @param reader makes a block and a report of each
   * @return the blocks, held until they are closed, and the merged report
   */
  <R extends Mergeable<R>> LoadedBlocks<R> load(int shards, ShardReader<ParsedShard<R>> reader);

  /**
   * Reads all shards once and holds what is made of them, for blocks that follow from what is
   * learnt of all.
   *
   * @param shards number of shards, S
   * @param reader makes of each shard what is held and a report
   * @return null when there is no room, so that the shards are to be read twice
   */
  <K extends Held<K>, R extends Mergeable<R>> @Nullable HeldShards<K, R> hold(
      int shards, ShardReader<HeldShard<K, R>> reader);

  @Override
  void close();
}
