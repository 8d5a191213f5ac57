package io.descent.data.table;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the label of a row stands in a certain file: in a column, in a condition, or in a column a
 * label. Immutable.
 */
final class LabelSource implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int[] columns;
  private final String[] each;
  private final @Nullable PositiveRule rule;

  private LabelSource(String name, @Nullable PositiveRule rule, int[] columns, String... each) {
    this.name = name;
    this.columns = columns;
    this.each = each;
    this.rule = rule;
  }

  static LabelSource column(TableColumns columns, int column) {
    return of(columns.name(column), null, column);
  }

  /** A column for each label of rows that have any number of them. */
  static LabelSource ofEach(TableColumns table, int... columns) {
    return new LabelSource(
        "--label",
        null,
        columns,
        IntStream.of(columns).mapToObj(table::name).toArray(String[]::new));
  }

  private static LabelSource of(String name, @Nullable PositiveRule rule, int column) {
    return new LabelSource(name, rule, new int[] {column});
  }

  /**
   * A condition: the one that the reader computes, where it does.
   *
   * @throws io.descent.error.UserException USAGE when it names an unknown column, or has not the
   *     simple form and is not computed by the reader
   */
  static LabelSource condition(TableColumns columns, String positive) {
    if (columns.hasComputedLabel()) {
      return of("--positive", null, columns.count() - 1);
    }
    PositiveRule rule = PositiveRule.parse(positive);
    return of("--positive", rule, columns.require(rule.column(), "--positive"));
  }

  String name() {
    return name;
  }

  /** Whether a condition is the label. */
  boolean hasRule() {
    return rule != null;
  }

  /** Whether a condition is the label that compares a column with a number. */
  boolean comparesNumbers() {
    return rule != null && rule.comparesNumbers();
  }

  /** The column of the label, or of the first. */
  int column() {
    return columns[0];
  }

  /** The columns of all labels. */
  int[] columns() {
    return columns.clone();
  }

  int count() {
    return columns.length;
  }

  /**
   * Whether a row has a label of several.
   *
   * @throws BadCellException when its column holds anything else than 0 and 1
   */
  boolean has(Cells cells, int label) {
    int column = columns[label];
    String text = cells.text(column);
    double value = cells.number(column);
    if (value == 1 || text.equalsIgnoreCase("true")) {
      return true;
    }
    if (value == 0 || text.equalsIgnoreCase("false")) {
      return false;
    }
    throw BadCellException.of(
        each[label],
        cells.missing(column) ? "" : text,
        "a label column of several holds 1 where the row has the label, else 0");
  }

  /** The label as a number; NaN when it is a text. */
  double number(Cells cells) {
    if (rule != null) {
      return rule.holds(cells, columns[0]) ? 1 : 0;
    }
    checkPresent(cells);
    return cells.number(columns[0]);
  }

  /** The label as a text; equal numbers have equal texts. */
  String text(Cells cells) {
    double number = number(cells);
    return Double.isFinite(number) ? Numbers.text(number) : cells.text(columns[0]);
  }

  private void checkPresent(Cells cells) {
    if (cells.missing(columns[0])) {
      throw BadCellException.of(
          name, "", "every row needs a label; remove the rows without, or use --positive");
    }
  }
}
