package io.descent.data.sql;

import io.descent.data.table.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;
import org.jspecify.annotations.Nullable;

/** Types and values of spark-sql as columns and cells. */
final class SparkTypes {
  private SparkTypes() {}

  static ColumnType column(DataType type) {
    if (type instanceof NumericType || type instanceof BooleanType) {
      return ColumnType.NUMBER;
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return ColumnType.TIME;
    }
    return type instanceof StringType || type instanceof CharType || type instanceof VarcharType
        ? ColumnType.TEXT
        : ColumnType.OTHER;
  }

  /**
   * A row of some of a table's columns.
   *
   * @param at the place in the table of each column of the row
   * @param width number of columns of the table
   */
  static TableRow selected(Row row, int[] at, int width) {
    @Nullable Object[] values = new Object[width];
    for (int i = 0; i < at.length; i++) {
      values[at[i]] = value(row.get(i));
    }
    return new TableRow(values);
  }

  /**
   * A row of all of a table's columns, of which some are read.
   *
   * @param used the places of those that are read
   */
  static TableRow of(Row row, int[] used, int width) {
    @Nullable Object[] values = new Object[width];
    for (int c : used) {
      values[c] = value(row.get(c));
    }
    return new TableRow(values);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Float || value instanceof BigDecimal) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof Instant instant) {
      return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return value instanceof LocalDateTime time
        ? text(time)
        : value == null || value instanceof Number || value instanceof Boolean
            ? value
            : value.toString();
  }

  private static String text(LocalDateTime time) {
    String text = time.toString();
    // LocalDateTime leaves out seconds of 0; one length makes texts compare in the order of time.
    return text.length() == 16 ? text + ":00" : text;
  }
}
