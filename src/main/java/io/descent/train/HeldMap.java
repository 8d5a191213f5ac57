package io.descent.train;

import io.descent.reduce.Mergeable;

/** Makes a block and a report of what is held of a shard. */
@FunctionalInterface
public interface HeldMap<K extends Held, Q extends Mergeable<Q>> {
  ParsedShard<Q> apply(int shard, K held);
}
