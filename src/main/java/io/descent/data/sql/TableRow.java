package io.descent.data.sql;

import io.descent.data.table.Cells;
import io.descent.data.table.TextCells;
import io.descent.data.table.Times;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way to its shard: for each column of the table a Long, Double, Boolean or String —
 * dates and timestamps as ISO texts — or null where it is missing or was not asked for. Immutable.
 */
final class TableRow implements Cells, Serializable {
  private static final long serialVersionUID = 1L;

  private final @Nullable Object[] values;

  TableRow(@Nullable Object[] values) {
    this.values = values;
  }

  @Override
  public int count() {
    return values.length;
  }

  @Override
  public boolean missing(int column) {
    Object value = values[column];
    return value == null || (value instanceof String text && TextCells.stripBlanks(text).isEmpty());
  }

  @Override
  public String text(int column) {
    Object value = values[column];
    if (value == null) {
      return "";
    }
    return value instanceof Double number
        ? TextCells.text(number)
        : TextCells.stripBlanks(value.toString());
  }

  @Override
  public double number(int column) {
    Object value = values[column];
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value == null ? Double.NaN : TextCells.number(value.toString());
  }

  @Override
  public int time(int column) {
    return values[column] instanceof String text ? TextCells.time(text) : Times.NONE;
  }
}
