package io.descent.optim.rate;

/** Ranges of what a schedule is made of. NaN is in none. */
final class Checks {
  private Checks() {}

  static void positive(String what, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, what, "above 0 and finite", value);
  }

  static void notNegative(String what, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, what, "at least 0 and finite", value);
  }

  static void share(String what, double value) {
    check(value > 0 && value <= 1, what, "in (0, 1]", value);
  }

  static void belowOne(String what, double value) {
    check(value > 0 && value < 1, what, "in (0, 1)", value);
  }

  static void notBelowOne(String what, double value) {
    check(value >= 1 && value < Double.POSITIVE_INFINITY, what, "at least 1 and finite", value);
  }

  static void atLeast(long least, String what, long value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got " + value);
    }
  }

  private static void check(boolean right, String what, String range, double value) {
    if (!right) {
      throw new IllegalArgumentException(what + " must be " + range + ", got " + value);
    }
  }
}
