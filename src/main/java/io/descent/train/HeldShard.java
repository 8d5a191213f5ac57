package io.descent.train;

import io.descent.reduce.Mergeable;

/**
 * A shard as it was read by a first pass.
 *
 * @param rows what is held of it
 * @param report what the pass was for
 */
public record HeldShard<K extends Held, R extends Mergeable<R>>(K rows, R report) {}
