package io.descent.data.sql;

import io.descent.data.output.CsvPart;
import io.descent.data.output.CsvParts;
import io.descent.data.output.PredictionReport;
import io.descent.data.output.Scorer;
import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnType;
import io.descent.data.table.TableColumns;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.PendingFolder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table and what a model says of them, as CSV: one part for each split of the files,
 * written where the split is read. Splits do not depend on the cluster.
 */
public final class SparkCsvPredictions {
  private SparkCsvPredictions() {}

  /**
   * Refuses a table with columns that CSV has no form for.
   *
   * @throws UserException USAGE
   */
  public static void check(SparkTable table) {
    TableColumns columns = table.columns();
    for (int c = 0; c < columns.count(); c++) {
      if (columns.type(c) == ColumnType.OTHER) {
        throw UserException.of(
            ExitCode.USAGE,
            "column '"
                + columns.name(c)
                + "' is "
                + table.schema().apply(columns.name(c)).dataType().simpleString()
                + ", which CSV has no form for: give an --output that ends in .parquet");
      }
    }
  }

  /** Writes the parts. */
  public static PredictionReport write(
      SparkTable table, BlockPass pass, Scorer scorer, PendingFolder folder) {
    return SparkFailures.guarded(
        table,
        () -> {
          JavaRDD<SparkRows> batches = table.batches(pass);
          String[] columns = table.columns().names().toArray(String[]::new);
          CsvParts parts = CsvParts.of(folder, scorer, columns, batches.getNumPartitions());
          return batches
              .mapPartitionsWithIndex(write(parts, columns.length), true)
              .collect()
              .stream()
              .reduce(PredictionReport.of(0, null), PredictionReport::merge);
        });
  }

  private static Function2<Integer, Iterator<SparkRows>, Iterator<PredictionReport>> write(
      CsvParts parts, int columns) {
    return (partition, batches) -> {
      try (CsvPart part = parts.begin(partition)) {
        while (batches.hasNext()) {
          SparkRows batch = batches.next();
          if (batch.parsed().report().fault() != null) {
            PredictionReport wrong = PredictionReport.of(0, batch.parsed().report().fault());
            return Collections.singletonList(wrong).iterator();
          }
          for (int row = 0; row < batch.parsed().block().count(); row++) {
            part.add(texts(batch.row(row), columns), batch.parsed().block(), row);
          }
        }
        part.complete();
        return Collections.singletonList(PredictionReport.of(part.rows(), null)).iterator();
      }
    };
  }

  private static @Nullable String[] texts(Row row, int columns) {
    @Nullable String[] texts = new String[columns];
    for (int c = 0; c < columns; c++) {
      texts[c] = text(row.get(c));
    }
    return texts;
  }

  /** A cell as a text that is read as the same value; timestamps are of UTC. */
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    if (value instanceof LocalDateTime time) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? null : value.toString();
  }
}
