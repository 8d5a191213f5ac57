package io.descent.sample;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Deals rows to shards anew: a keyed permutation of the numbers of all rows, the shards as large as
 * they were. A pure function of the seed and of the shards' sizes. Immutable.
 */
public final class Deal implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shards shards;
  private final long seed;
  private transient Permutation places;

  private Deal(Shards shards, long seed) {
    this.shards = shards;
    this.seed = seed;
    this.places = permutation();
  }

  /**
   * A deal.
   *
   * @param shards their sizes; there is a row
   */
  public static Deal of(Shards shards, long seed) {
    return new Deal(shards, seed);
  }

  private Permutation permutation() {
    return Permutation.of(shards.rows(), SplitMix.of(seed, Streams.STEP, Streams.DEAL));
  }

  private Object readResolve() {
    places = permutation();
    return this;
  }

  /**
   * The places of a shard's rows among all rows, after the deal: places from {@link #firstPlace} of
   * a shard on are that shard's.
   */
  public long[] places(int shard) {
    long[] of = new long[shards.rows(shard)];
    Arrays.setAll(of, i -> places.at(shards.rowsBefore(shard) + i));
    return of;
  }

  /** The shard that a place is in. */
  public int shardOf(long place) {
    int low = 0;
    int high = shards.count() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (shards.rowsBefore(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The first place of a shard. */
  public long firstPlace(int shard) {
    return shards.rowsBefore(shard);
  }

  /** Number of rows in a shard, before the deal and after. */
  public int rows(int shard) {
    return shards.rows(shard);
  }

  /** Number of shards. */
  public int shards() {
    return shards.count();
  }
}
