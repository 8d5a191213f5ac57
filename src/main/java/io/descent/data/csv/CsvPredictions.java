package io.descent.data.csv;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.output.CsvPart;
import io.descent.data.output.CsvParts;
import io.descent.data.output.PredictionReport;
import io.descent.data.table.BlockPass;
import io.descent.data.table.Cells;
import io.descent.data.table.RowPass;
import io.descent.data.table.RowPlace;
import org.jspecify.annotations.Nullable;

/**
 * The pass that writes a part of every shard: the fields as they stand in the file, and beside them
 * what a model says. A shard with a mistake has no part. Immutable.
 */
public final class CsvPredictions implements RowPass<PredictionReport> {
  private static final long serialVersionUID = 1L;

  /** Fields take ten times the memory of their text, so a shard is not held as a whole. */
  private static final int HELD = 1024;

  private final RowPass<CsvRows> rows;
  private final CsvParts parts;

  private CsvPredictions(RowPass<CsvRows> rows, CsvParts parts) {
    this.rows = rows;
    this.parts = parts;
  }

  /** The pass that scores what another makes of the rows. */
  public static CsvPredictions of(BlockPass blocks, CsvParts parts) {
    return new CsvPredictions(CsvRows.pass(blocks), parts);
  }

  @Override
  public Sink<PredictionReport> begin(int shard) {
    return new Writer(shard);
  }

  private final class Writer implements Sink<PredictionReport> {
    private final int shard;
    private final CsvPart part;
    private Sink<CsvRows> batch;
    private int held;

    Writer(int shard) {
      this.shard = shard;
      this.part = parts.begin(shard);
      this.batch = rows.begin(shard);
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      batch.add(cells, place);
      if (++held == HELD) {
        write();
        batch = rows.begin(shard);
        held = 0;
      }
    }

    private void write() {
      CsvRows read = batch.end(Checksums.none(), null);
      for (int row = 0; row < held; row++) {
        part.add(read.fields(row), read.parsed().block(), row);
      }
    }

    @Override
    public PredictionReport end(Checksums checksums, @Nullable Fault fault) {
      try (part) {
        if (fault == null) {
          write();
          part.complete();
        }
        return PredictionReport.of(part.rows(), fault);
      }
    }
  }
}
