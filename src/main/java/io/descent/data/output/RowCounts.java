package io.descent.data.output;

import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.reduce.Mergeable;
import io.descent.sample.Shards;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** How many rows each of some shards has, in order, and the first mistake in them. */
public final class RowCounts implements Mergeable<RowCounts> {
  private static final long serialVersionUID = 1L;

  private final int[] rows;
  private final @Nullable Fault fault;

  private RowCounts(int[] rows, @Nullable Fault fault) {
    this.rows = rows;
    this.fault = fault;
  }

  /** Counts the rows that a reader reads. */
  public static ShardReader<RowCounts> counting(ShardReader<ParsedShard<LoadReport>> reader) {
    return (from, to) -> counting(reader.read(from, to));
  }

  private static Iterator<RowCounts> counting(Iterator<ParsedShard<LoadReport>> shards) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return shards.hasNext();
      }

      @Override
      public RowCounts next() {
        ParsedShard<LoadReport> shard = shards.next();
        return new RowCounts(new int[] {shard.block().count()}, shard.report().fault());
      }
    };
  }

  /** The rows of all shards. */
  public Shards shards() {
    return Shards.of(rows);
  }

  /** How many rows there are, and the mistake. */
  public PredictionReport report() {
    return PredictionReport.of(Arrays.stream(rows).asLongStream().sum(), fault);
  }

  @Override
  public RowCounts merge(RowCounts right) {
    int[] all = Arrays.copyOf(rows, rows.length + right.rows.length);
    System.arraycopy(right.rows, 0, all, rows.length, right.rows.length);
    return new RowCounts(all, fault != null ? fault : right.fault);
  }
}
