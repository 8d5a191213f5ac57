package io.descent.train;

import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import org.jspecify.annotations.Nullable;

/**
 * The training rows, one block a shard, wherever they lie: the port behind which a cluster and
 * plain threads look the same.
 */
public interface ShardedBlocks extends AutoCloseable {
  /** How many rows each shard has. */
  Shards shards();

  /** Bytes of all blocks' arrays. */
  long bytes();

  /**
   * The sum of a function over all blocks, added along the tree of {@link
   * io.descent.reduce.ShardTree}: the same bits from every implementation, however the blocks are
   * spread.
   *
   * @param theta the parameters; reach each process once
   * @param function what is computed of a block
   * @return the sum, or null when no block had a result
   */
  <T extends Mergeable<T>> @Nullable T sum(double[] theta, BlockFunction<T> function);

  /**
   * New blocks, one of each of these, held beside them until they are closed. These may be closed
   * before.
   */
  ShardedBlocks map(BlockMap map);

  /**
   * New blocks, in which rows lie where a deal puts them; held beside these until they are closed.
   * These may be closed before.
   */
  ShardedBlocks deal(Deal deal);

  /** Gives the memory back. */
  @Override
  void close();
}
