package io.descent.sample;

import io.descent.linalg.Selection;
import java.io.Serializable;

/**
 * Which rows a step reads. A pure function: the same arguments give the same rows on every machine,
 * in every retry. Its cost is that of the rows it selects, never that of the rows it passes over.
 * Implementations are immutable.
 */
public interface Sampler extends Serializable {
  /**
   * The rows of one shard that a step reads.
   *
   * @param seed the seed of the run
   * @param step the step, counted from 0
   * @param shards how many rows each shard has
   * @param shard the shard
   */
  Selection select(long seed, long step, Shards shards, int shard);

  /**
   * Number of steps that a number of epochs takes, rounded up: an epoch is as many rows drawn as
   * there are (on average, where the batch size varies).
   *
   * @param epochs E &gt; 0, taken as the decimal number it prints as
   * @param rows n
   */
  long steps(double epochs, long rows);

  /** Whether every step reads every row, so that its mean loss is that of all data. */
  boolean readsAll(long rows);
}
