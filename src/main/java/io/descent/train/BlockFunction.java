package io.descent.train;

import io.descent.linalg.Block;
import io.descent.reduce.Mergeable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is computed of one block at θ. It travels to the tasks of a cluster in every step, so it
 * holds only what is small; θ comes beside it.
 *
 * @param <T> the partial result
 */
@FunctionalInterface
public interface BlockFunction<T extends Mergeable<T>> extends Serializable {
  /**
   * The partial result of a block: a pure function of the arguments.
   *
   * @param block the rows of one shard
   * @param theta the parameters, not to be changed
   * @return the result, or null when the shard has none
   */
  @Nullable T apply(Block block, double[] theta);

  /**
   * About how many rows of all blocks it reads, for whoever decides how to spread the work; no
   * result depends on it.
   *
   * @param all the rows that there are
   */
  default long rowsRead(long all) {
    return all;
  }

  /**
   * This function for a θ of which only what it reads is sent, or null where it has no such form.
   */
  default @Nullable NarrowFunction<T> narrowed() {
    return null;
  }
}
