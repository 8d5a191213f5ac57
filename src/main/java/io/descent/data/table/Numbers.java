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

  private Numbers() {}

  /**
   * The value of a text.
   *
   * @return NaN when the text is not a number by the grammar; an infinity when it is one that no
   *     double can hold
   */
  static double parse(String text) {
    int length = text.length();
    int i = 0;
    boolean negative = false;
    if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      negative = text.charAt(i++) == '-';
    }
    long digits = 0;
    int significant = 0;
    int scale = 0;
    int seen = 0;
    boolean point = false;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9') {
        seen++;
        if (significant > 0 || c != '0') {
          significant++;
        }
        if (significant <= 18) {
          digits = 10 * digits + (c - '0');
        }
        if (point) {
          scale++;
        }
      } else {
        break;
      }
    }
    if (seen == 0) {
      return Double.NaN;
    }
    if (i < length) {
      return exponentFollows(text, i) ? Double.parseDouble(text) : Double.NaN;
    }
    // Both operands are exact doubles here, so the quotient is rounded once: the nearest double.
    if (significant <= 15 && scale <= 22) {
      double value = scale == 0 ? digits : digits / TENS[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(text);
  }

  private static boolean exponentFollows(String text, int at) {
    char e = text.charAt(at);
    int i = at + 1;
    if (e != 'e' && e != 'E') {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    if (i == text.length()) {
      return false;
    }
    for (; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
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
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
