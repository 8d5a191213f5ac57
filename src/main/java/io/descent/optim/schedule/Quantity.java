package io.descent.optim.schedule;

/**
 * A number in a schedule's text. A number of steps may be written as {@code 1000}, as {@code
 * 3epochs}, as a share of the whole training, {@code 5%}, or as {@code all} steps that are left.
 *
 * @param value the number; of no use for {@code ALL}
 */
record Quantity(double value, Unit unit) {
  /** Steps are exact in a double up to here. */
  private static final double MOST_STEPS = 1L << 53;

  private static final String DECIMAL = "-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?";

  enum Unit {
    NONE,
    EPOCHS,
    PERCENT,
    ALL
  }

  /** A number that does not count steps. */
  static Quantity number(String text) {
    if (!text.matches(DECIMAL)) {
      throw new IllegalArgumentException("a number was expected, got " + text);
    }
    return new Quantity(Double.parseDouble(text), Unit.NONE);
  }

  /** A number of epochs, periods and the like. */
  static Quantity count(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("an integer was expected, got " + text);
    }
    return number(text);
  }

  /** A number of steps. */
  static Quantity steps(String text) {
    if (text.equals("all")) {
      return new Quantity(0, Unit.ALL);
    }
    if (text.matches("[0-9]+")) {
      return within(MOST_STEPS, number(text), text);
    }
    String bare = text.replaceFirst("(epochs?|%)$", "");
    if (bare.equals(text) || !bare.matches(DECIMAL)) {
      throw new IllegalArgumentException(
          "a number of steps was expected, such as 1000, 3epochs, 5% or all, got " + text);
    }
    double value = Double.parseDouble(bare);
    return text.endsWith("%")
        ? within(100, new Quantity(value, Unit.PERCENT), text)
        : within(1e6, new Quantity(value, Unit.EPOCHS), text);
  }

  private static Quantity within(double most, Quantity quantity, String text) {
    boolean allowed = quantity.value > 0 || (quantity.value == 0 && quantity.unit == Unit.NONE);
    if (!(allowed && quantity.value <= most)) {
      throw new IllegalArgumentException(
          String.format("at most %.0f is allowed, and only steps may be 0, got %s", most, text));
    }
    return quantity;
  }

  /**
   * The number, or the number of steps.
   *
   * @param start the step at which the schedule begins; {@code all} counts from there
   */
  double in(RateContext context, long start) {
    return switch (unit) {
      case NONE -> value;
      case EPOCHS -> Math.max(1, context.epochs().applyAsLong(value));
      case PERCENT -> Math.max(1, Math.round(context.totalSteps() / 100.0 * value));
      case ALL -> Math.min(MOST_STEPS, Math.max(1, (double) context.totalSteps() - start));
    };
  }
}
