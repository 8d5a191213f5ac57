package io.descent.linalg;

/** How feature values are kept in blocks; arithmetic is in double either way. */
public enum Storage {
  /** 4 bytes a value, rounded to nearest. */
  FLOAT(4),
  /** 8 bytes a value, exact. */
  DOUBLE(8);

  private final int bytes;

  Storage(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a value. */
  public int bytes() {
    return bytes;
  }
}
