package io.descent.data.sql;

import io.descent.spark.Partitions;
import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/** Sends the number of a row to the partition that holds the row's shard. */
final class SparkShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final int shards;
  private final int partitions;

  SparkShardPartitioner(long rows, int shards, int partitions) {
    this.rows = rows;
    this.shards = shards;
    this.partitions = partitions;
  }

  /** The first row of a shard, ⌊shard·n/S⌋; for S the number of all rows. */
  static long firstRow(int shard, long rows, int shards) {
    return shard * (rows / shards) + shard * (rows % shards) / shards;
  }

  /** The shard that holds a row. */
  static int shard(long row, long rows, int shards) {
    int low = 0;
    int high = shards - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (firstRow(mid, rows, shards) <= row) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object row) {
    return Partitions.of(shard((Long) row, rows, shards), partitions, shards);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SparkShardPartitioner that
        && that.rows == rows
        && that.shards == shards
        && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(rows) + shards) + partitions;
  }
}
