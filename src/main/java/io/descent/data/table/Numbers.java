package io.descent.data.table;

import java.util.Locale;

/**
 * The one grammar of numbers in text: an optional sign, digits with an optional point among, before
 * or after them, and an optional exponent. No hexadecimal, no type suffix, no names of values that
 * are not finite. The value is the double nearest to what is written, ties to even.
 */
final class Numbers {
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** So many digits make a whole number that a double holds. */
  private static final int DIGITS = 15;

  private Numbers() {}

  /** The value of a text, as {@link #parse(char[], int, int)} defines it. */
  static double parse(String text) {
    char[] chars = new char[text.length() + 1];
    text.getChars(0, text.length(), chars, 0);
    return parse(chars, 0, text.length());
  }

  /**
   * The value of the characters in [from, to).
   *
   * @param text in which some character follows that is not part of a number
   * @return NaN when they are not a number by the grammar; an infinity when they are one that no
   *     double can hold
   */
  static double parse(char[] text, int from, int to) {
    int i = from;
    char sign = text[i];
    if (sign == '-' || sign == '+') {
      i++;
    }
    long mantissa = 0;
    int first = i;
    int digit = text[i] - '0';
    while (digit >= 0 && digit <= 9) {
      mantissa = 10 * mantissa + digit;
      digit = text[++i] - '0';
    }
    int seen = i - first;
    int scale = 0;
    if (text[i] == '.' && i < to) {
      int point = ++i;
      digit = text[i] - '0';
      while (digit >= 0 && digit <= 9) {
        mantissa = 10 * mantissa + digit;
        digit = text[++i] - '0';
      }
      scale = i - point;
      seen += scale;
    }
    if (seen == 0) {
      return Double.NaN;
    }
    if (i < to) {
      return exponentFollows(text, i, to) ? exactly(text, from, to) : Double.NaN;
    }
    // Both operands are exact doubles here, so the quotient is rounded once: the nearest double.
    if (scale <= 22 && (seen <= DIGITS || seen - leadingZeros(text, first) <= DIGITS)) {
      double value = scale == 0 ? mantissa : mantissa / TENS[scale];
      return sign == '-' ? -value : value;
    }
    return exactly(text, from, to);
  }

  private static int leadingZeros(char[] text, int from) {
    int zeros = 0;
    for (int i = from; text[i] == '0' || text[i] == '.'; i++) {
      zeros += text[i] == '0' ? 1 : 0;
    }
    return zeros;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static double exactly(char[] text, int from, int to) {
    return Double.parseDouble(new String(text, from, to - from));
  }

  private static boolean exponentFollows(char[] text, int at, int to) {
    int i = at + 1;
    if (text[at] != 'e' && text[at] != 'E') {
      return false;
    }
    if (i < to && (text[i] == '-' || text[i] == '+')) {
      i++;
    }
    if (i == to) {
      return false;
    }
    for (; i < to; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is a name that programs write for a value that is not finite. */
  static boolean namesNonFinite(String text) {
    if (text.length() < 3 || text.length() > 9) {
      return false;
    }
    char first = text.charAt(0);
    String name = first == '-' || first == '+' ? text.substring(1) : text;
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "nan", "inf", "infinity" -> true;
      default -> false;
    };
  }

  /** A number as a category or in a message: whole numbers without a point. */
  static String text(double value) {
    if (value == 0 || value == 1) {
      return value == 0 ? "0" : "1";
    }
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
