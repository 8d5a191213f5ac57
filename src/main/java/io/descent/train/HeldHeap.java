package io.descent.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held of shards on the heap, of which it may take half. Thread-safe. */
final class HeldHeap<K extends Held<K>> {
  private final List<@Nullable K> held;
  private long bytes;
  private int done;
  private boolean whole = true;
  private boolean full;

  HeldHeap(int shards) {
    held = new ArrayList<>(Collections.nCopies(shards, null));
  }

  /** There is no room for all shards. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Keeps a shard.
   *
   * @throws FullException when all shards would take too much if they are like those so far
   */
  synchronized void put(int shard, K rows) {
    held.set(shard, rows);
    whole &= rows.isWhole();
    bytes += rows.bytes();
    done++;
    full |= (double) bytes / done * held.size() > 0.5 * Runtime.getRuntime().maxMemory();
    if (full) {
      throw new FullException();
    }
  }

  /** Gives a shard away. */
  synchronized K take(int shard) {
    K rows = held.set(shard, null);
    if (rows == null) {
      throw new IllegalStateException("shard " + shard + " is not held");
    }
    return rows;
  }

  synchronized boolean isWhole() {
    return whole;
  }

  int shards() {
    return held.size();
  }

  /** Lets go of all shards, and keeps none any more. */
  synchronized void close() {
    full = true;
    Collections.fill(held, null);
  }
}
