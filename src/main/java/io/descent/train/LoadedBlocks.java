package io.descent.train;

import io.descent.reduce.Mergeable;

/**
 * Loaded data and the report of the reader over all shards.
 *
 * @param blocks the rows; the caller closes them
 * @param report the reports of all shards, merged along the shard tree
 */
public record LoadedBlocks<R extends Mergeable<R>>(ShardedBlocks blocks, R report) {}
