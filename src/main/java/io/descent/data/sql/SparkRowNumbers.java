package io.descent.data.sql;

import io.descent.data.Fault;
import io.descent.data.table.BadCellException;
import io.descent.data.table.Cells;
import io.descent.data.table.RowPass;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table are numbered, from 0, file after file, and which of them each shard
 * holds: shard i of S rows ⌊in/S⌋ … ⌊(i+1)n/S⌋ − 1. Immutable.
 */
final class SparkRowNumbers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] paths;
  private final long[] starts;
  private final int shards;

  /**
   * @param starts number of rows before each file, and of all
   */
  SparkRowNumbers(String[] paths, long[] starts, int shards) {
    this.paths = paths;
    this.starts = starts;
    this.shards = shards;
  }

  int shards() {
    return shards;
  }

  long rows() {
    return starts[paths.length];
  }

  long firstRow(int shard) {
    return SparkShardPartitioner.firstRow(shard, rows(), shards);
  }

  /** One more than the last row of the shard that holds a row. */
  long shardEnd(long row) {
    return firstRow(SparkShardPartitioner.shard(row, rows(), shards) + 1);
  }

  /** Adds a row to what a pass makes; returns the mistake in it, or null. */
  @Nullable Fault add(RowPass.Sink<?> sink, Cells cells, long row) {
    try {
      sink.add(cells, message -> fault(row, message));
      return null;
    } catch (BadCellException e) {
      return fault(row, e.finding());
    }
  }

  /** A mistake in a row. */
  private Fault fault(long row, String message) {
    int at = Arrays.binarySearch(starts, row);
    int file = at < 0 ? -at - 2 : at;
    while (starts[file + 1] == starts[file]) {
      file++;
    }
    return Fault.inRow(paths[file], row - starts[file], message);
  }
}
