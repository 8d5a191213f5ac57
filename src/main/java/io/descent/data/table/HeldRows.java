package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LoadReport;
import io.descent.train.Held;
import io.descent.train.ParsedShard;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a shard as a first pass read them, in about as many bytes as their block will have.
 * <b>Not thread-safe.</b>
 */
final class HeldRows implements Held<HeldRows> {
  private static final long serialVersionUID = 1L;

  /** Numbers that are packed at a time. */
  private static final int CHUNK = 1 << 15;

  private final HeldColumns columns;
  private final int chunkRows;
  private final ArrayList<@Nullable NumberChunk> chunks = new ArrayList<>();
  private final TextIndex[] texts;
  private final int[] hints;
  private double[] open;
  private int openRows;
  private int rows;
  private long bytes;
  private boolean whole = true;

  private HeldRows(HeldColumns columns, int chunkRows, TextIndex[] texts) {
    this.columns = columns;
    this.chunkRows = chunkRows;
    this.open = new double[0];
    this.hints = new int[columns.slots()];
    this.texts = texts;
  }

  /** No rows yet. */
  static HeldRows of(HeldColumns columns) {
    TextIndex[] texts = new TextIndex[columns.slots() - columns.firstText()];
    for (int t = 0; t < texts.length; t++) {
      texts[t] = new TextIndex();
    }
    HeldRows rows = new HeldRows(columns, Math.max(1, CHUNK / columns.slots()), texts);
    rows.open = new double[rows.chunkRows * columns.slots()];
    return rows;
  }

  @Override
  public HeldRows copy() {
    HeldRows copy = new HeldRows(columns, chunkRows, texts);
    copy.chunks.addAll(chunks);
    copy.rows = rows;
    copy.bytes = bytes;
    copy.whole = whole;
    return copy;
  }

  /** Holds a row; false when it has a cell that is not held, and nothing is held any more. */
  boolean add(Cells cells) {
    int base = openRows * columns.slots();
    for (int s = 0; s < columns.slots() && whole; s++) {
      int column = columns.column(s);
      double value = Double.NaN;
      if (!cells.missing(column)) {
        value =
            s < columns.firstText()
                ? cells.number(column)
                : textNumber(cells, column, texts[s - columns.firstText()]);
        whole = Double.isFinite(value);
      }
      open[base + s] = value;
    }
    if (!whole) {
      drop();
      return false;
    }
    rows++;
    if (++openRows == chunkRows) {
      pack();
    }
    return true;
  }

  /** The number of a text, which is added when it is new; NaN when there are too many. */
  private static double textNumber(Cells cells, int column, TextIndex among) {
    int found = cells.find(column, among);
    if (found < 0 && among.size() < TableProfile.MAX_LABELS) {
      found = among.add(cells.text(column));
    }
    return found < 0 ? Double.NaN : found;
  }

  private void pack() {
    if (openRows > 0) {
      NumberChunk chunk = NumberChunk.of(open, openRows, columns.slots(), hints);
      chunks.add(chunk);
      bytes += chunk.bytes();
      openRows = 0;
    }
  }

  /** Ends the rows. */
  void end() {
    pack();
    open = new double[0];
  }

  /** Lets go of everything. */
  void drop() {
    whole = false;
    chunks.clear();
    openRows = 0;
    open = new double[0];
    bytes = 0;
  }

  /** Whether all rows are here. */
  @Override
  public boolean isWhole() {
    return whole;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Passes the rows on, and lets go of them one part after the other. Where one of them cannot be
   * encoded the report has a fault that does not say where it stands: only the text tells.
   */
  ParsedShard<LoadReport> pour(RowPass.Sink<ParsedShard<LoadReport>> sink) {
    double[] values = new double[Math.min(rows, chunkRows) * columns.slots()];
    HeldCells cells = new HeldCells(columns, values, texts);
    int done = 0;
    try {
      for (int i = 0; i < chunks.size(); i++) {
        NumberChunk chunk = chunks.set(i, null);
        if (chunk == null) {
          throw new IllegalStateException("rows are passed on once");
        }
        chunk.unpack(values);
        for (int row = 0; row < chunk.rows(); row++) {
          cells.moveTo(row);
          sink.add(cells, HeldRows::fault);
        }
        done += chunk.rows();
        sink.done((double) done / rows);
      }
      return sink.end(Checksums.none(), null);
    } catch (BadCellException e) {
      return sink.end(Checksums.none(), fault(e.finding()));
    }
  }

  private static Fault fault(String message) {
    return Fault.inFile("rows that were held", message);
  }
}
