package io.descent.data.csv;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.data.TextRun;
import io.descent.data.TextSegment;
import io.descent.data.TextShards;
import io.descent.data.table.BadCellException;
import io.descent.data.table.RowPass;
import io.descent.data.table.TextCells;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads shards of CSV files and passes their rows on. */
final class CsvShardReader<T> implements ShardReader<T> {
  private static final long serialVersionUID = 1L;

  private static final int ROWS_BETWEEN_SHARES = 256;

  private final TextShards text;
  private final boolean header;
  private final int columns;
  private final RowPass<T> pass;

  CsvShardReader(TextShards text, boolean header, int columns, RowPass<T> pass) {
    this.text = text;
    this.header = header;
    this.columns = columns;
    this.pass = pass;
  }

  @Override
  public Iterator<T> read(int from, int to) {
    return new Reading(from, to);
  }

  /**
   * To parse a table takes so much longer than to inflate it that all threads had better do both.
   */
  @Override
  public int mostRuns(int threads) {
    return Math.max(threads, text.mostRuns());
  }

  @Override
  public CsvShardReader<T> readingAhead() {
    return new CsvShardReader<>(text.readingAhead(), header, columns, pass);
  }

  @Override
  public long sourceBytes() {
    return text.bytes();
  }

  private final class Reading implements Iterator<T> {
    private final TextRun run;
    private final int to;
    private final TextCells cells = TextCells.of(columns);
    private int shard;

    Reading(int from, int to) {
      this.run = text.open(from, to);
      this.shard = from;
      this.to = to;
    }

    @Override
    public boolean hasNext() {
      return shard < to;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      RowPass.Sink<T> sink = pass.begin(shard);
      try {
        run.nextShard();
        Fault fault = pour(sink);
        T result = sink.end(fault == null ? run.checksums() : Checksums.none(), fault);
        if (++shard == to) {
          run.close();
        }
        return result;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Passes the rows of the current shard on; returns the mistake that ended it, or null. */
    private @Nullable Fault pour(RowPass.Sink<T> sink) throws IOException {
      try {
        for (TextSegment s = run.nextSegment(); s != null; s = run.nextSegment()) {
          Fault fault = pour(s, sink);
          if (fault != null) {
            return fault;
          }
        }
        return null;
      } catch (FaultException e) {
        return e.fault();
      }
    }

    private @Nullable Fault pour(TextSegment segment, RowPass.Sink<T> sink) {
      CsvRecords records = CsvRecords.of(segment, cells);
      if (header && segment.startsFile() && !records.next()) {
        return records.fault();
      }
      for (long row = 1; records.next(); row++) {
        if (row % ROWS_BETWEEN_SHARES == 0) {
          sink.done(run.share(records.unread()));
        }
        if (records.count() != columns) {
          return records.fault(
              "found "
                  + records.count()
                  + " fields; the table has "
                  + columns
                  + " columns: add or remove commas, or put a field that has one in quotes");
        }
        try {
          sink.add(cells, records::fault);
        } catch (BadCellException e) {
          return records.fault(e.finding());
        }
      }
      return records.fault();
    }
  }
}
