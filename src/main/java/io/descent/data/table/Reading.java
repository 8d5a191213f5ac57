package io.descent.data.table;

/** How the cells of a feature column are read. */
enum Reading {
  /** What they hold decides: numbers, else times, else texts. */
  INFER,
  NUMBER,
  TIME,
  /** Times when every cell is one, else texts. */
  TIME_OR_TEXT,
  TEXT
}
