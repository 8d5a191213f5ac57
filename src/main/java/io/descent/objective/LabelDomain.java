package io.descent.objective;

/** The labels that an objective accepts; checked once, when data are loaded. */
public enum LabelDomain {
  /** Any finite number. */
  REAL("any finite number"),
  /** 0 and 1 (data may say −1 and +1). */
  BINARY("0 and 1, or -1 and +1"),
  /** Classes, numbered 0 … k − 1 in ascending order of the labels in the data. */
  CLASSES("numbers or texts, one a class");

  private final String allowed;

  LabelDomain(String allowed) {
    this.allowed = allowed;
  }

  /** What is allowed, for a message. */
  public String allowed() {
    return allowed;
  }
}
