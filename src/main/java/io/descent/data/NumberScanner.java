package io.descent.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;

/**
 * Reads decimal numbers from bytes: {@code [+-] digits [. digits] [e [+-] digits]}, digits on at
 * least one side of the point. No hexadecimal, no type suffix, no {@code nan} or {@code inf}. The
 * result is that of {@link Double#parseDouble}, to the bit. <b>Not thread-safe.</b>
 */
final class NumberScanner {
  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;

  /** Digits that a long holds whatever they are. */
  private static final int DIGITS = 18;

  private static final int HUGE_EXPONENT = 100_000_000;

  private static final int LOWEST = -60;
  private static final int HIGHEST = 40;

  /** 10^q = t·2^s with t in [2⁶³, 2⁶⁴): t cut to a whole number, and s, for q from LOWEST on. */
  private static final long[] LEADING = new long[HIGHEST - LOWEST + 1];

  private static final int[] SCALE = new int[HIGHEST - LOWEST + 1];

  static {
    for (int q = LOWEST; q <= HIGHEST; q++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(q));
      // For negative q the quotient has at least 64 bits whatever the power.
      int extra = q < 0 ? power.bitLength() + 64 : 64;
      BigInteger scaled = BigInteger.ONE.shiftLeft(extra);
      scaled = q < 0 ? scaled.divide(power) : scaled.multiply(power);
      int cut = scaled.bitLength() - 64;
      LEADING[q - LOWEST] = scaled.shiftRight(cut).longValue();
      SCALE[q - LOWEST] = cut - extra;
    }
  }

  private double value;

  /** The number that the last successful {@link #scan} read; ±∞ when it is beyond all doubles. */
  double value() {
    return value;
  }

  /**
   * Reads a number.
   *
   * @param bytes text in which some byte that is not part of a number follows
   * @return the index after the number, or −1 when there is none at {@code from}
   */
  int scan(byte[] bytes, int from) {
    int i = from;
    byte sign = bytes[i];
    if (sign == '-' || sign == '+') {
      i++;
    }
    long mantissa = 0;
    int first = i;
    int digit = bytes[i] - '0';
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++i] - '0';
    }
    int digits = i - first;
    int exponent = 0;
    if (bytes[i] == '.') {
      int point = ++i;
      digit = bytes[i] - '0';
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++i] - '0';
      }
      exponent = point - i;
      digits -= exponent;
    }
    if (digits == 0) {
      return -1;
    }
    if ((bytes[i] | 0x20) == 'e') {
      i++;
      boolean negative = bytes[i] == '-';
      if (negative || bytes[i] == '+') {
        i++;
      }
      int power = 0;
      int begin = i;
      digit = bytes[i] - '0';
      while (digit >= 0 && digit <= 9) {
        power = Math.min(HUGE_EXPONENT, power * 10 + digit);
        digit = bytes[++i] - '0';
      }
      if (i == begin) {
        return -1;
      }
      exponent += negative ? -power : power;
    }
    if (digits > DIGITS) {
      digits -= leadingZeros(bytes, first);
    }
    if (digits <= DIGITS && convert(mantissa, exponent)) {
      value = sign == '-' ? -value : value;
    } else {
      value = Double.parseDouble(new String(bytes, from, i - from, ISO_8859_1));
    }
    return i;
  }

  private static int leadingZeros(byte[] bytes, int from) {
    int zeros = 0;
    for (int i = from; bytes[i] == '0' || bytes[i] == '.'; i++) {
      zeros += bytes[i] == '0' ? 1 : 0;
    }
    return zeros;
  }

  /** Sets the value to mantissa·10^exponent, rightly rounded; false when that takes more work. */
  private boolean convert(long mantissa, int exponent) {
    if (mantissa <= EXACT && exponent >= -22 && exponent <= 22) {
      // Both operands are exact, so the one rounding is that of the decimal number.
      value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
      return true;
    }
    if (mantissa == 0 || exponent < LOWEST || exponent > HIGHEST) {
      return false;
    }
    // Lemire, Number parsing at a gigabyte per second (2021). With w the mantissa and t the upper
    // 64 bits of the power, both shifted to have their highest bit set, the number lies in
    // [w·t, w·t + w); it is rounded when no number of that range would be rounded another way.
    int shift = Long.numberOfLeadingZeros(mantissa);
    long w = mantissa << shift;
    long t = LEADING[exponent - LOWEST];
    long high = Math.multiplyHigh(w, t) + w + t;
    long low = w * t;
    boolean carries = Long.compareUnsigned(low + w, low) < 0;
    if (((high & 0x1ff) == 0x1ff && carries) || ((high & 0x1ff) == 0 && low == 0)) {
      return false;
    }
    int top = (int) (high >>> 63);
    long bits = high >>> (9 + top);
    long rounded = (bits + (bits & 1)) >>> 1;
    long power = 74L + top + SCALE[exponent - LOWEST] - shift;
    // A power of two within the normal numbers: the product is exact.
    value = rounded * Double.longBitsToDouble((power + 1023) << 52);
    return true;
  }
}
