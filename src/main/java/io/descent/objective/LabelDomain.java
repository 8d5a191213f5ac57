package io.descent.objective;

/** The labels that an objective accepts; checked once, when data are loaded. */
public enum LabelDomain {
  /** Any finite number. */
  REAL("any finite number"),
  /** Any finite number that is not negative. */
  NON_NEGATIVE("numbers of at least 0"),
  /** Any finite number above 0. */
  POSITIVE("numbers above 0"),
  /** 0 and 1 (data may say −1 and +1). */
  BINARY("0 and 1, or -1 and +1"),
  /** Classes, numbered 0 … k − 1 in ascending order of the labels in the data. */
  CLASSES("numbers or texts, one a class"),
  /** Any number of labels a row, numbered 0 … k − 1 in the order that the encoding names. */
  LABEL_SETS("any number of labels a row");

  private final String allowed;

  LabelDomain(String allowed) {
    this.allowed = allowed;
  }

  /** What is allowed, for a message. */
  public String allowed() {
    return allowed;
  }

  /** Whether labels are quantities, taken as they stand in the data. */
  public boolean isQuantity() {
    return this == REAL || this == NON_NEGATIVE || this == POSITIVE;
  }

  /** Whether each row has one label of a few. */
  public boolean isClasses() {
    return this == BINARY || this == CLASSES;
  }

  /** Whether a quantity is in it; false for NaN and infinities. */
  public boolean allows(double quantity) {
    return Double.isFinite(quantity)
        && (this != NON_NEGATIVE || quantity >= 0)
        && (this != POSITIVE || quantity > 0);
  }
}
