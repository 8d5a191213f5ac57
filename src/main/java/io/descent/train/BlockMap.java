package io.descent.train;

import io.descent.linalg.Block;
import java.io.Serializable;

/** Makes one block of another of the same shard: a pure function that travels to tasks. */
@FunctionalInterface
public interface BlockMap extends Serializable {
  Block apply(Block block);
}
