package io.descent.data.sql;

import io.descent.data.table.ColumnType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;

/** Types and values of spark-sql as columns and cells. */
final class SparkTypes {
  private SparkTypes() {}

  /** How the cells of a column are kept. */
  enum Kind {
    LONG,
    DOUBLE,
    BOOLEAN,
    TEXT;

    Object array(int length) {
      return switch (this) {
        case LONG -> new long[length];
        case DOUBLE -> new double[length];
        case BOOLEAN -> new byte[length];
        case TEXT -> new String[length];
      };
    }
  }

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

  static Kind kind(DataType type) {
    if (type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType) {
      return Kind.LONG;
    }
    if (type instanceof NumericType) {
      return Kind.DOUBLE;
    }
    return type instanceof BooleanType ? Kind.BOOLEAN : Kind.TEXT;
  }

  /** The text of a value that is no number; dates and timestamps, these in UTC, by ISO 8601. */
  static String text(Object value) {
    if (value instanceof Instant instant) {
      return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    String text = value.toString();
    // LocalDateTime leaves out seconds of 0; one length makes texts compare in the order of time.
    return value instanceof LocalDateTime && text.length() == 16 ? text + ":00" : text;
  }
}
