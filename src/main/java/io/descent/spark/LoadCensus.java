package io.descent.spark;

import io.descent.reduce.Mergeable;
import java.util.Arrays;

/**
 * What the loading pass brings to the driver: rows of every shard in order, bytes, and the reader's
 * report.
 */
final class LoadCensus<R extends Mergeable<R>> implements Mergeable<LoadCensus<R>> {
  private static final long serialVersionUID = 1L;

  private int[] rows;
  private long bytes;
  private R report;

  LoadCensus(int rows, long bytes, R report) {
    this.rows = new int[] {rows};
    this.bytes = bytes;
    this.report = report;
  }

  @Override
  public LoadCensus<R> merge(LoadCensus<R> right) {
    int[] all = Arrays.copyOf(rows, rows.length + right.rows.length);
    System.arraycopy(right.rows, 0, all, rows.length, right.rows.length);
    rows = all;
    bytes += right.bytes;
    report = report.merge(right.report);
    return this;
  }

  int[] rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  R report() {
    return report;
  }
}
