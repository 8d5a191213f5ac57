package io.descent.data.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where the label of a row stands in a certain file: in a column, or in a condition. Immutable. */
final class LabelSource implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int column;
  private final @Nullable PositiveRule rule;

  private LabelSource(String name, int column, @Nullable PositiveRule rule) {
    this.name = name;
    this.column = column;
    this.rule = rule;
  }

  static LabelSource column(TableColumns columns, int column) {
    return new LabelSource(columns.name(column), column, null);
  }

  /**
   * A condition: the one that the reader computes, where it does.
   *
   * @throws io.descent.error.UserException USAGE when it names an unknown column, or has not the
   *     simple form and is not computed by the reader
   */
  static LabelSource condition(TableColumns columns, String positive) {
    if (columns.hasComputedLabel()) {
      return new LabelSource("--positive", columns.count() - 1, null);
    }
    PositiveRule rule = PositiveRule.parse(positive);
    return new LabelSource("--positive", columns.require(rule.column(), "--positive"), rule);
  }

  String name() {
    return name;
  }

  int column() {
    return column;
  }

  /** The label as a number; NaN when it is a text. */
  double number(Cells cells) {
    if (rule != null) {
      return rule.holds(cells, column) ? 1 : 0;
    }
    checkPresent(cells);
    return cells.number(column);
  }

  /** The label as a text; equal numbers have equal texts. */
  String text(Cells cells) {
    double number = number(cells);
    return Double.isFinite(number) ? Numbers.text(number) : cells.text(column);
  }

  private void checkPresent(Cells cells) {
    if (cells.missing(column)) {
      throw BadCellException.of(
          name, "", "every row needs a label; remove the rows without, or use --positive");
    }
  }
}
