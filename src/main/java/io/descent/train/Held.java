package io.descent.train;

/** What is held of a shard between two halves of a load. */
public interface Held {
  /** Whether nothing of it had to be let go. */
  boolean isWhole();

  /** Bytes of its arrays. */
  long bytes();
}
