package io.descent.data;

import io.descent.reduce.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * What reading some shards has to report beside their blocks. In a merge the left fault wins, so
 * that the first one in the order of rows is reported.
 */
public final class LoadReport implements Mergeable<LoadReport> {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final int highestColumn;
  private final LabelCensus labels;
  private final long[] missing;
  private final Checksums checksums;
  private final @Nullable Fault fault;

  private LoadReport(
      long rows,
      int highestColumn,
      LabelCensus labels,
      long[] missing,
      Checksums checksums,
      @Nullable Fault fault) {
    this.rows = rows;
    this.highestColumn = highestColumn;
    this.labels = labels;
    this.missing = missing;
    this.checksums = checksums;
    this.fault = fault;
  }

  /**
   * A report.
   *
   * @param rows number of rows read
   * @param highestColumn the highest feature that an entry was given for, from 0; −1 for none
   * @param labels the labels as they stand in the data
   * @param missing empty cells of each source column; of length 0 where the format has none
   * @param checksums of the bytes read
   * @param fault the first mistake, or null
   */
  public static LoadReport of(
      long rows,
      int highestColumn,
      LabelCensus labels,
      long[] missing,
      Checksums checksums,
      @Nullable Fault fault) {
    return new LoadReport(rows, highestColumn, labels, missing, checksums, fault);
  }

  /** The report of a shard that could not be read. */
  public static LoadReport of(Fault fault) {
    return new LoadReport(
        0, -1, LabelCensus.keeping(LabelCensus.FEW), new long[0], Checksums.none(), fault);
  }

  public long rows() {
    return rows;
  }

  public int highestColumn() {
    return highestColumn;
  }

  public LabelCensus labels() {
    return labels;
  }

  /** Empty cells of each source column. */
  public long[] missing() {
    return missing.clone();
  }

  public Checksums checksums() {
    return checksums;
  }

  public @Nullable Fault fault() {
    return fault;
  }

  @Override
  public LoadReport merge(LoadReport right) {
    long[] longer = missing.length >= right.missing.length ? missing : right.missing;
    long[] shorter = longer == missing ? right.missing : missing;
    long[] sum = longer.clone();
    for (int c = 0; c < shorter.length; c++) {
      sum[c] += shorter[c];
    }
    return new LoadReport(
        rows + right.rows,
        Math.max(highestColumn, right.highestColumn),
        labels.merge(right.labels),
        sum,
        checksums.merge(right.checksums),
        fault != null ? fault : right.fault);
  }
}
