package io.descent.spark;

/**
 * How shards are spread over the partitions that are scheduled: partition p of P holds shards
 * ⌊pS/P⌋ … ⌊(p+1)S/P⌋ − 1. Nothing in a result depends on P.
 */
public final class Partitions {
  private Partitions() {}

  /**
   * The number of partitions.
   *
   * @param shards S
   * @param cores of the cluster
   * @param asked by the user, or 0 for the cores where they are a power of two, so that a step is
   *     few tasks, else the power of two at or above twice as many, which leaves fewer cores idle
   *     at the end; of a power of two partitions each is a whole subtree of the sum
   */
  public static int count(int shards, int cores, int asked) {
    return Math.min(shards, asked > 0 ? asked : wanted(cores));
  }

  private static int wanted(int cores) {
    return Integer.bitCount(cores) == 1 ? cores : Integer.highestOneBit(2 * cores) * 2;
  }

  /** The first shard of partition p; for p = P the number of shards. */
  public static int firstShard(int p, int partitions, int shards) {
    return (int) ((long) p * shards / partitions);
  }

  /** The partition that holds a shard. */
  public static int of(int shard, int partitions, int shards) {
    int p = (int) ((long) shard * partitions / shards);
    while (firstShard(p + 1, partitions, shards) <= shard) {
      p++;
    }
    return p;
  }
}
