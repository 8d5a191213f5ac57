package io.descent.data;

import io.descent.linalg.Storage;

/** The values that a block can hold. Immutable. */
public final class ValueRange {
  private final boolean asFloat;
  private final boolean scaled;

  private ValueRange(boolean asFloat, boolean scaled) {
    this.asFloat = asFloat;
    this.scaled = scaled;
  }

  /**
   * The range of a storage.
   *
   * @param scaled whether values were standardised before they are stored
   */
  public static ValueRange of(Storage storage, boolean scaled) {
    return new ValueRange(storage == Storage.FLOAT, scaled);
  }

  /** Whether a value can be stored. */
  public boolean holds(double value) {
    return asFloat
        ? Math.abs((float) value) <= Float.MAX_VALUE
        : Math.abs(value) <= Double.MAX_VALUE;
  }

  /**
   * What to say of a value that cannot.
   *
   * @param column its feature, from 0
   * @param value as it stands in the data
   */
  public String refusal(int column, double value) {
    return "value "
        + LabelCensus.number(value)
        + " of index "
        + (column + 1L)
        + (scaled ? ", standardised," : "")
        + (asFloat
            ? " is beyond the range of a float, ±3.4e38; give --storage double"
            : " is beyond the range of a double; give --standardize false");
  }
}
