package io.descent.data.sql;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.data.table.BlockPass;
import io.descent.data.table.RowPass;
import io.descent.train.ParsedShard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/** A run of rows as they were read for prediction: their block, and beside it the rows. */
public final class SparkRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST = 4096;

  private final ParsedShard<LoadReport> parsed;
  private final Row[] rows;

  private SparkRows(ParsedShard<LoadReport> parsed, Row[] rows) {
    this.parsed = parsed;
    this.rows = rows;
  }

  /** What a task makes of the rows of a partition. */
  static Function2<Integer, Iterator<Row>, Iterator<SparkRows>> batches(
      BlockPass pass, SparkRowNumbers numbers, long[] starts, SparkTypes.Kind[] kinds) {
    int[] used = pass.used();
    return (partition, rows) ->
        new Iterator<>() {
          private long row = starts[partition];

          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public SparkRows next() {
            RowPass.Sink<ParsedShard<LoadReport>> sink = pass.begin(partition);
            SparkRowChunk.Builder chunk = new SparkRowChunk.Builder(row, MOST, kinds, used, used);
            List<Row> kept = new ArrayList<>();
            while (kept.size() < MOST && rows.hasNext()) {
              Row read = rows.next();
              kept.add(read);
              chunk.add(read);
            }
            Fault fault = null;
            for (int i = 0; fault == null && i < kept.size(); i++) {
              fault = numbers.add(sink, chunk.build().at(i), row + i);
            }
            row += kept.size();
            return new SparkRows(sink.end(Checksums.none(), fault), kept.toArray(Row[]::new));
          }
        };
  }

  /**
   * Block and report; the block's shard is the number of its partition. The report tells of a
   * mistake, if there is one; then the block has no rows.
   */
  public ParsedShard<LoadReport> parsed() {
    return parsed;
  }

  /** A row of the block with all columns of the table. */
  public Row row(int row) {
    return rows[row];
  }
}
