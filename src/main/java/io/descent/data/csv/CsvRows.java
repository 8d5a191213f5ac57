package io.descent.data.csv;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.data.table.BlockPass;
import io.descent.data.table.Cells;
import io.descent.data.table.RowPass;
import io.descent.data.table.RowPlace;
import io.descent.data.table.TextCells;
import io.descent.train.ParsedShard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard as it was read for prediction: its block, and beside it the fields as they stand. */
public final class CsvRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ParsedShard<LoadReport> parsed;
  private final String[][] fields;

  private CsvRows(ParsedShard<LoadReport> parsed, String[][] fields) {
    this.parsed = parsed;
    this.fields = fields;
  }

  /** The pass that keeps the fields beside what another pass makes of the rows. */
  public static RowPass<CsvRows> pass(BlockPass blocks) {
    return shard -> new Keeper(blocks.begin(shard));
  }

  /** Block and report. The report tells of a mistake, if there is one; then there are no rows. */
  public ParsedShard<LoadReport> parsed() {
    return parsed;
  }

  /** The fields of a row of the block, one for each column of the table; not copied. */
  public String[] fields(int row) {
    return fields[row];
  }

  private static final class Keeper implements RowPass.Sink<CsvRows> {
    private final RowPass.Sink<ParsedShard<LoadReport>> blocks;
    private final List<String[]> kept = new ArrayList<>();

    Keeper(RowPass.Sink<ParsedShard<LoadReport>> blocks) {
      this.blocks = blocks;
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      blocks.add(cells, place);
      kept.add(((TextCells) cells).copyRaw());
    }

    @Override
    public void done(double share) {
      blocks.done(share);
    }

    @Override
    public CsvRows end(Checksums checksums, @Nullable Fault fault) {
      return new CsvRows(blocks.end(checksums, fault), kept.toArray(String[][]::new));
    }
  }
}
