package io.descent.data.table;

import io.descent.data.LabelCensus;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A condition {@code column op literal} on a row. The operator is one of {@code = != <> < <= > >=};
 * the literal a number, compared as a number, or a text in single quotes (a quote inside is
 * doubled), compared by code points; the column may stand in double quotes. Nothing holds for a
 * missing cell, as in SQL. Immutable.
 */
public final class PositiveRule implements Serializable {
  private static final long serialVersionUID = 1L;

  private enum Operator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    boolean holds(int order) {
      return switch (this) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case LT -> order < 0;
        case LE -> order <= 0;
        case GT -> order > 0;
        case GE -> order >= 0;
      };
    }
  }

  private final String column;
  private final Operator operator;
  private final @Nullable String text;
  private final double number;

  private PositiveRule(String column, Operator operator, @Nullable String text, double number) {
    this.column = column;
    this.operator = operator;
    this.text = text;
    this.number = number;
  }

  /**
   * Reads a condition.
   *
   * @throws UserException USAGE when it does not have the form {@code column op literal}
   */
  public static PositiveRule parse(String condition) {
    PositiveRule rule = tryParse(condition);
    if (rule == null) {
      throw UserException.of(
          ExitCode.USAGE,
          "--positive "
              + BadCellException.shown(condition)
              + " is not of the form COLUMN OPERATOR LITERAL: the operator is one of = != <> < <="
              + " > >=, the literal a number or a 'text' in single quotes, as in \"delay > 15\"."
              + " Other SQL conditions work with --engine spark on Parquet, ORC and JSON");
    }
    return rule;
  }

  /** Reads a condition; null when it does not have the form {@code column op literal}. */
  public static @Nullable PositiveRule tryParse(String condition) {
    String s = TextCells.stripBlanks(condition);
    StringBuilder name = new StringBuilder();
    int at = 0;
    if (s.startsWith("\"")) {
      at = unquote(s, '"', name);
      if (at < 0) {
        return null;
      }
    } else {
      while (at < s.length() && "=!<>'\"`".indexOf(s.charAt(at)) < 0) {
        name.append(s.charAt(at++));
      }
    }
    String column = TextCells.stripBlanks(name.toString());
    String rest = TextCells.stripBlanks(s.substring(at));
    Operator operator = operator(rest);
    if (column.isEmpty() || operator == null) {
      return null;
    }
    boolean two = rest.length() > 1 && "=>".indexOf(rest.charAt(1)) >= 0;
    String literal = TextCells.stripBlanks(rest.substring(two ? 2 : 1));
    if (literal.startsWith("'")) {
      StringBuilder text = new StringBuilder();
      return unquote(literal, '\'', text) == literal.length()
          ? new PositiveRule(column, operator, text.toString(), 0)
          : null;
    }
    double number = Numbers.parse(literal);
    return Double.isFinite(number) ? new PositiveRule(column, operator, null, number) : null;
  }

  private static @Nullable Operator operator(String rest) {
    if (rest.startsWith("<=")) {
      return Operator.LE;
    }
    if (rest.startsWith(">=")) {
      return Operator.GE;
    }
    if (rest.startsWith("<>") || rest.startsWith("!=")) {
      return Operator.NE;
    }
    if (rest.isEmpty()) {
      return null;
    }
    return switch (rest.charAt(0)) {
      case '=' -> rest.startsWith("==") || rest.startsWith("=>") ? null : Operator.EQ;
      case '<' -> Operator.LT;
      case '>' -> rest.startsWith(">>") ? null : Operator.GT;
      default -> null;
    };
  }

  /** Appends what a text that begins with a quote holds; returns the place after the end quote. */
  private static int unquote(String s, char quote, StringBuilder into) {
    for (int i = 1; i < s.length(); i++) {
      if (s.charAt(i) != quote) {
        into.append(s.charAt(i));
      } else if (i + 1 < s.length() && s.charAt(i + 1) == quote) {
        into.append(quote);
        i++;
      } else {
        return i + 1;
      }
    }
    return -1;
  }

  /** The column that is compared. */
  public String column() {
    return column;
  }

  /** Whether it compares the column with a number, not with a text. */
  boolean comparesNumbers() {
    return text == null;
  }

  /**
   * Whether the condition holds.
   *
   * @param at the place of the column
   * @throws BadCellException when a number is asked for and the cell holds something else
   */
  public boolean holds(Cells cells, int at) {
    if (cells.missing(at)) {
      return false;
    }
    if (text != null) {
      return operator.holds(LabelCensus.compare(cells.text(at), text));
    }
    double value = cells.number(at);
    if (!Double.isFinite(value)) {
      throw BadCellException.of(
          column,
          cells.text(at),
          "--positive compares it with a number; write the literal in single quotes to compare"
              + " texts");
    }
    // Adding 0 makes −0 and 0 equal, which compare() tells apart.
    return operator.holds(Double.compare(value + 0.0, number + 0.0));
  }
}
