package io.descent.train;

import io.descent.reduce.Mergeable;

/** What is held of all shards, and what the first pass reports of them. */
public interface HeldShards<K extends Held<K>, R extends Mergeable<R>> extends AutoCloseable {
  /** The reports of all shards, merged along the shard tree. */
  R report();

  /** Whether every shard is held as a whole. */
  boolean isWhole();

  /** Makes the blocks, once; what was held is let go of, one shard after the other. */
  <Q extends Mergeable<Q>> LoadedBlocks<Q> load(HeldMap<K, Q> map);

  /** Gives the memory back. */
  @Override
  void close();
}
