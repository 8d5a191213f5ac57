package io.descent.sample;

import java.math.BigInteger;

/** Systematic division of a whole into shares, in exact integers. */
final class Systematic {
  private Systematic() {}

  /**
   * ⌊(size·before + r)/n⌋, exactly: with 0 ≤ r &lt; n what falls to the first {@code before} of n
   * elements when {@code size} are chosen. It is 0 for none and {@code size} for all of them, grows
   * with {@code before}, and symmetrically with {@code size}.
   */
  static long share(long size, long before, long r, long n) {
    if (Math.multiplyHigh(size, before) == 0
        && size * before >= 0
        && size * before <= Long.MAX_VALUE - r) {
      return (size * before + r) / n;
    }
    return BigInteger.valueOf(size)
        .multiply(BigInteger.valueOf(before))
        .add(BigInteger.valueOf(r))
        .divide(BigInteger.valueOf(n))
        .longValueExact();
  }
}
