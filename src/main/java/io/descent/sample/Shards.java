package io.descent.sample;

import java.io.Serializable;

/** How many rows each shard has, counted by the loading pass. Immutable. */
public final class Shards implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] before;

  private Shards(long[] before) {
    this.before = before;
  }

  /** Shards with the given numbers of rows, in order; empty shards are legal. */
  public static Shards of(int... rows) {
    long[] before = new long[rows.length + 1];
    for (int s = 0; s < rows.length; s++) {
      if (rows[s] < 0) {
        throw new IllegalArgumentException("shard " + s + " has " + rows[s] + " rows");
      }
      before[s + 1] = before[s] + rows[s];
    }
    return new Shards(before);
  }

  /** Number of shards, S. */
  public int count() {
    return before.length - 1;
  }

  /** Number of rows in a shard. */
  public int rows(int shard) {
    return (int) (before[shard + 1] - before[shard]);
  }

  /** Number of rows before a shard, N_s; for {@code shard == count()} the number of all rows. */
  public long rowsBefore(int shard) {
    return before[shard];
  }

  /** Number of rows in all shards, n. */
  public long rows() {
    return before[before.length - 1];
  }
}
