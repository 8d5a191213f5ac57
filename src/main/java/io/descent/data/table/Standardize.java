package io.descent.data.table;

/** Which features are brought to a common scale. */
public enum Standardize {
  /** Numeric columns are. */
  AUTO,
  /** Numeric columns are, and all other features are divided by their deviation. */
  TRUE,
  /** None. */
  FALSE
}
