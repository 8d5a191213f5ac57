package io.descent.data.table;

import io.descent.data.Fault;
import io.descent.data.Moments;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass learns of one feature column, beside the moments of its numbers. Every cell
 * counts as a number, as a name of a value that is not finite, as a time, or as another text;
 * nothing but these counts over all rows decides what the column is. <b>Not thread-safe.</b>
 */
final class ColumnProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Distinct texts that a dictionary may have. */
  static final int MAX_VALUES = 10_000;

  /**
   * Distinct texts kept of a column that holds nothing but numbers so far. Should it turn out to be
   * a column of texts, its dictionary takes a pass of its own; without this bound a table of a
   * thousand columns of measurements would hold ten million texts.
   */
  static final int MAX_NUMBER_TEXTS = 256;

  private final ValueCounts values = new ValueCounts();
  private double @Nullable [] timeWeights;
  private double missingWeight;
  private long missing;
  private long numbers;
  private long times;
  private long others;
  private boolean hours;
  private @Nullable Fault nonFinite;
  private @Nullable String firstOther;

  /** The current row, as its columns are added. */
  record Row(Cells cells, RowPlace place, double weight, boolean keepTexts, Moments moments) {}

  void add(Row row, int feature, int column, String name, Reading reading) {
    Cells cells = row.cells();
    if (cells.missing(column)) {
      missing++;
      missingWeight += row.weight();
      return;
    }
    switch (reading) {
      case NUMBER -> addNumber(row, feature, NumericColumn.number(cells, column, name));
      case TIME -> addTime(cells.time(column), row.weight());
      case TEXT -> {
        others++;
        if (row.keepTexts()) {
          values.add(cells, column, row.weight(), MAX_VALUES);
        }
      }
      case TIME_OR_TEXT -> infer(row, feature, column, name, Double.NaN);
      case INFER -> infer(row, feature, column, name, cells.number(column));
    }
  }

  private void infer(Row row, int feature, int column, String name, double number) {
    if (Double.isFinite(number)) {
      addNumber(row, feature, number);
    } else {
      addOther(row, column, name, number);
    }
    if (row.keepTexts()) {
      values.add(row.cells(), column, row.weight(), limit());
    }
  }

  private void addOther(Row row, int column, String name, double number) {
    String text = row.cells().text(column);
    if (Double.isInfinite(number) || Numbers.namesNonFinite(text)) {
      if (nonFinite == null) {
        nonFinite = row.place().fault(NumericColumn.notFinite(name, text).finding());
      }
    } else {
      int time = row.cells().time(column);
      if (time != Times.NONE) {
        addTime(time, row.weight());
      } else {
        others++;
        firstOther = firstOther == null ? text : firstOther;
      }
    }
  }

  private int limit() {
    return others > 0 || (numbers > 0 && times > 0) ? MAX_VALUES : MAX_NUMBER_TEXTS;
  }

  private void addNumber(Row row, int feature, double number) {
    numbers++;
    row.moments().add(feature, number, row.weight());
  }

  private void addTime(int time, double weight) {
    times++;
    hours |= Times.hour(time) != Times.NO_HOUR;
    if (timeWeights == null) {
      timeWeights = new double[TimeColumn.SLOTS];
    }
    TimeColumn.addWeight(time, weight, timeWeights);
  }

  void merge(ColumnProfile right) {
    missingWeight += right.missingWeight;
    missing += right.missing;
    numbers += right.numbers;
    times += right.times;
    others += right.others;
    hours |= right.hours;
    nonFinite = nonFinite == null ? right.nonFinite : nonFinite;
    firstOther = firstOther == null ? right.firstOther : firstOther;
    values.merge(right.values, limit());
    if (timeWeights == null) {
      timeWeights = right.timeWeights;
    } else if (right.timeWeights != null) {
      for (int i = 0; i < timeWeights.length; i++) {
        timeWeights[i] += right.timeWeights[i];
      }
    }
  }

  /** What the column is: NUMBER, TIME or TEXT. An untyped column without a cell is a NUMBER. */
  Reading kind(Reading reading) {
    return switch (reading) {
      case NUMBER, TIME, TEXT -> reading;
      case TIME_OR_TEXT -> onlyTimes() ? Reading.TIME : Reading.TEXT;
      case INFER -> onlyTimes() ? Reading.TIME : times + others > 0 ? Reading.TEXT : Reading.NUMBER;
    };
  }

  private boolean onlyTimes() {
    return times > 0 && numbers + others == 0 && nonFinite == null;
  }

  /** Whether no cell has anything in it. */
  boolean isEmpty() {
    return numbers + times + others == 0 && nonFinite == null;
  }

  long missing() {
    return missing;
  }

  double missingWeight() {
    return missingWeight;
  }

  ValueCounts values() {
    return values;
  }

  /** Whether any time has a time of day. */
  boolean hours() {
    return hours;
  }

  /** The weight of the rows in each slot of a {@link TimeColumn}, without the empty one. */
  double[] timeWeights() {
    return timeWeights == null ? new double[TimeColumn.SLOTS] : timeWeights;
  }

  /** The first name of a value that is not finite, or number beyond doubles. */
  @Nullable Fault nonFinite() {
    return nonFinite;
  }

  /** The first text that is neither number nor time, of a column whose type was open. */
  @Nullable String firstOther() {
    return firstOther;
  }
}
