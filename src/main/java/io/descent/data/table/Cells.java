package io.descent.data.table;

/**
 * One row of a table, whatever file it stands in. Columns count from 0. Blanks (space, tab) around
 * a cell do not belong to it; a cell with nothing else is missing. An implementation may be a
 * window that moves from row to row: keep nothing of it.
 */
public interface Cells {
  /** Number of cells. */
  int count();

  boolean missing(int column);

  /** The text of a cell; empty when it is missing. */
  String text(int column);

  /** The number of a cell's text among distinct ones, or −1. */
  default int find(int column, TextIndex among) {
    return among.find(text(column));
  }

  /**
   * The number in a cell: NaN when it holds none, an infinity when it holds one that no double can
   * hold. Booleans of a typed table are 1 and 0; the text of an untyped cell is read by {@link
   * Numbers}.
   */
  double number(int column);

  /** The packed date or timestamp in a cell, see {@link Times}; {@link Times#NONE} for none. */
  int time(int column);
}
