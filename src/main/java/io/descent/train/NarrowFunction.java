package io.descent.train;

import io.descent.linalg.Block;
import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BlockFunction} that says which elements of θ it reads before it has seen any: where θ is
 * long and these are few, a cluster asks for them first and then sends them alone.
 *
 * @param <T> the partial result
 */
public interface NarrowFunction<T extends Mergeable<T>> extends Serializable {
  /** How many elements of θ it reads for a column that rows have. */
  int elementsPerColumn();

  /** The elements of θ that it reads of a block, or null when the block has no result. */
  @Nullable TouchedElements elements(Block block);

  /**
   * The partial result of a block, with the bits of {@link BlockFunction#apply}.
   *
   * @param theta of which at least the {@link #elements} of the block are there
   */
  @Nullable T apply(Block block, PartialTheta theta);
}
