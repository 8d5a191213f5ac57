package io.descent.data.sql;

import io.descent.data.table.Cells;
import io.descent.data.table.TextCells;
import io.descent.data.table.Times;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that follow each other, column by column, on their way to their shard; seen through a
 * window on one row. Thousands of rows in one object move many times faster than one by one.
 *
 * <p>A column that is read is an array of longs, doubles, bytes (booleans) or Strings — dates and
 * timestamps as ISO texts; one that is not is null. <b>Not thread-safe.</b>
 */
final class SparkRowChunk implements Cells, Serializable {
  private static final long serialVersionUID = 1L;

  private final long first;
  private final @Nullable Object[] columns;
  private final boolean[][] empty;
  private int count;
  private int row;

  private SparkRowChunk(long first, @Nullable Object[] columns, boolean[][] empty) {
    this.first = first;
    this.columns = columns;
    this.empty = empty;
  }

  /** Collects rows. */
  static final class Builder {
    private final SparkRowChunk chunk;
    private final int[] at;
    private final int[] from;
    private final Map<String, String> texts = new HashMap<>();

    /**
     * @param first number of the first row
     * @param capacity the most rows that are added
     * @param kinds how the columns of the table are kept
     * @param at the places in the table of the columns that are read
     * @param from the places of the same columns in the rows
     */
    Builder(long first, int capacity, SparkTypes.Kind[] kinds, int[] at, int[] from) {
      @Nullable Object[] columns = new Object[kinds.length];
      boolean[][] empty = new boolean[kinds.length][];
      for (int c : at) {
        columns[c] = kinds[c].array(capacity);
        empty[c] = new boolean[capacity];
      }
      this.chunk = new SparkRowChunk(first, columns, empty);
      this.at = at;
      this.from = from;
    }

    void add(Row row) {
      int i = chunk.count++;
      for (int k = 0; k < at.length; k++) {
        Object value = row.get(from[k]);
        if (value == null) {
          chunk.empty[at[k]][i] = true;
        } else {
          put(chunk.columns[at[k]], i, value);
        }
      }
    }

    private void put(@Nullable Object column, int i, Object value) {
      if (column instanceof long[] longs) {
        longs[i] = ((Number) value).longValue();
      } else if (column instanceof double[] doubles) {
        doubles[i] = ((Number) value).doubleValue();
      } else if (column instanceof byte[] truths) {
        truths[i] = (byte) ((Boolean) value ? 1 : 0);
      } else if (column instanceof String[] strings) {
        // One object for equal texts: the serializer then writes it once.
        strings[i] = texts.computeIfAbsent(SparkTypes.text(value), text -> text);
      }
    }

    SparkRowChunk build() {
      return chunk;
    }
  }

  /** The number of the first row. */
  long first() {
    return first;
  }

  /** Number of rows. */
  int rows() {
    return count;
  }

  /** The same rows, seen through the window on one of them. */
  Cells at(int index) {
    row = index;
    return this;
  }

  @Override
  public int count() {
    return columns.length;
  }

  @Override
  public boolean missing(int column) {
    return empty[column][row]
        || (columns[column] instanceof String[] texts
            && TextCells.stripBlanks(texts[row]).isEmpty());
  }

  @Override
  public String text(int column) {
    if (empty[column][row]) {
      return "";
    }
    Object values = columns[column];
    if (values instanceof String[] texts) {
      return TextCells.stripBlanks(texts[row]);
    }
    if (values instanceof long[] longs) {
      return Long.toString(longs[row]);
    }
    return values instanceof byte[] truths
        ? Boolean.toString(truths[row] == 1)
        : TextCells.text(number(column));
  }

  @Override
  public double number(int column) {
    Object values = columns[column];
    if (empty[column][row]) {
      return Double.NaN;
    }
    if (values instanceof double[] doubles) {
      return doubles[row];
    }
    if (values instanceof long[] longs) {
      return longs[row];
    }
    if (values instanceof byte[] truths) {
      return truths[row];
    }
    return values instanceof String[] texts ? TextCells.number(texts[row]) : Double.NaN;
  }

  @Override
  public int time(int column) {
    return columns[column] instanceof String[] texts && !empty[column][row]
        ? TextCells.time(texts[row])
        : Times.NONE;
  }
}
