package io.descent.train;

import java.io.Serializable;

/**
 * What is held of a shard between two halves of a load.
 *
 * @param <K> the implementing type
 */
public interface Held<K extends Held<K>> extends Serializable {
  /** Whether nothing of it had to be let go. */
  boolean isWhole();

  /** Bytes of its arrays. */
  long bytes();

  /** The same, of which parts may be let go while this stays as it is. */
  K copy();
}
