package io.descent.data.table;

/** What the file itself says of a column. */
public enum ColumnType {
  /** Nothing: all cells are texts, and what they hold decides. */
  UNKNOWN,
  /** Numbers; booleans count as 1 and 0. */
  NUMBER,
  /** Dates or timestamps. */
  TIME,
  /** Texts: never numbers, but times when every one of them is one. */
  TEXT,
  /** Something that is no feature: a list, a structure, bytes. */
  OTHER
}
