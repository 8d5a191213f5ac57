package io.descent.train;

import io.descent.reduce.Mergeable;
import java.io.Serializable;

/**
 * Makes a block and a report of what is held of a shard, parts of which it may let go. It travels
 * to the tasks of a cluster.
 */
@FunctionalInterface
public interface HeldMap<K extends Held<K>, Q extends Mergeable<Q>> extends Serializable {
  ParsedShard<Q> apply(int shard, K held);
}
