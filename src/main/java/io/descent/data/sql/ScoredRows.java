package io.descent.data.sql;

import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.data.output.PredictionReport;
import io.descent.data.output.Scorer;
import io.descent.linalg.Block;
import io.descent.train.ParsedShard;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows of a block with their own cells and what a model says of them. */
final class ScoredRows {
  private final ParsedShard<LoadReport> parsed;
  private final Scorer scorer;
  private final int own;
  private final Cells cells;

  /**
   * @param own number of the rows' own cells
   */
  ScoredRows(ParsedShard<LoadReport> parsed, Scorer scorer, int own, Cells cells) {
    this.parsed = parsed;
    this.scorer = scorer;
    this.own = own;
    this.cells = cells;
  }

  /** Writes the own cells of a row. */
  @FunctionalInterface
  interface Cells {
    void put(int row, @Nullable Object[] into);
  }

  /** Makes them of what was read. */
  @FunctionalInterface
  interface Of<T> extends Serializable {
    ScoredRows of(T read);
  }

  private @Nullable Fault fault() {
    return parsed.report().fault();
  }

  private Row row(int row, int width) {
    @Nullable Object[] values = new Object[width];
    cells.put(row, values);
    Block block = parsed.block();
    scorer.values(scorer.score(block, row), values, own);
    return RowFactory.create(values);
  }

  private int width() {
    return own + scorer.columns().length;
  }

  /**
   * What a task does: all rows of its partition up to the first mistake. A task with a mistake ends
   * like one without, so that it is not tried again and all mistakes are known.
   */
  static <T> Function2<Integer, Iterator<T>, Iterator<Row>> all(
      Of<T> scored, SparkReports reports) {
    return (partition, read) -> new Rows<>(partition, read, scored, reports);
  }

  private static final class Rows<T> implements Iterator<Row> {
    private final int partition;
    private final Iterator<T> read;
    private final Of<T> scored;
    private final SparkReports reports;
    private @Nullable ScoredRows batch;
    private int next;
    private int width;
    private long rows;
    private @Nullable Fault fault;
    private boolean reported;

    Rows(int partition, Iterator<T> read, Of<T> scored, SparkReports reports) {
      this.partition = partition;
      this.read = read;
      this.scored = scored;
      this.reports = reports;
    }

    @Override
    public boolean hasNext() {
      while (fault == null
          && (batch == null || next == batch.parsed.block().count())
          && read.hasNext()) {
        batch = scored.of(read.next());
        width = width == 0 ? batch.width() : width;
        next = 0;
        fault = batch.fault();
      }
      boolean more = fault == null && batch != null && next < batch.parsed.block().count();
      if (!more && !reported) {
        reported = true;
        reports.add(SparkReports.of(partition, PredictionReport.of(rows, fault)));
      }
      return more;
    }

    @Override
    public Row next() {
      if (!hasNext() || batch == null) {
        throw new NoSuchElementException();
      }
      rows++;
      return batch.row(next++, width);
    }
  }
}
