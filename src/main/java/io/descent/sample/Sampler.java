package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import java.io.Serializable;

/**
 * Which rows a step reads. A pure function: the same arguments give the same rows on every machine,
 * in every retry. Its cost is that of the rows it selects, never that of the rows it passes over;
 * what it looks rows up in is made once a block. Implementations are immutable.
 */
public interface Sampler extends Serializable {
  /**
   * The rows of one shard that a step reads.
   *
   * @param seed the seed of the run
   * @param step the step, counted from 0
   * @param shards what is known of every shard: rows, and what this sampler asks for
   * @param block the rows of the shard
   */
  Selection select(long seed, long step, Shards shards, Block block);

  /** Whether it asks for the rows of every label in every shard, {@link Shards#withLabels}. */
  default boolean drawsByLabel() {
    return false;
  }

  /**
   * Whether it draws rows by their weights, and so asks for the weight of every shard, {@link
   * Shards#withWeights}. What it draws then counts with weight 1: its weight is spent.
   */
  default boolean drawsByWeight() {
    return false;
  }

  /**
   * Number of steps that a number of epochs takes, rounded up: an epoch is as many rows drawn as
   * there are (on average, where the batch size varies at random). {@link Long#MAX_VALUE} where it
   * takes more.
   *
   * @param epochs E &gt; 0, taken as the decimal number it prints as
   * @param rows n
   */
  long steps(double epochs, long rows);

  /** Whether every step reads every row once, so that its mean loss is that of all data. */
  boolean readsAll(long rows);
}
