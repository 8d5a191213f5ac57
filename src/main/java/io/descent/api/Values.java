package io.descent.api;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that an option takes: how they are shown, and a check that says what is allowed.
 * Immutable.
 */
public final class Values {
  /** Decides on a value; throws IllegalArgumentException or returns false when not allowed. */
  private interface Check {
    boolean allows(String value);
  }

  private final String label;
  private final String allowed;
  private final boolean flag;
  private final Check check;
  private final Function<String, @Nullable String> fault;

  private Values(String label, String allowed, boolean flag, Check check) {
    this(label, allowed, flag, check, value -> null);
  }

  private Values(
      String label,
      String allowed,
      boolean flag,
      Check check,
      Function<String, @Nullable String> fault) {
    this.label = label;
    this.allowed = allowed;
    this.flag = flag;
    this.check = check;
    this.fault = fault;
  }

  static Values text(String label) {
    return new Values(label, "a text that is not empty", false, value -> !value.isBlank());
  }

  static Values choice(String... names) {
    return choice(List.of(names));
  }

  static Values choice(List<String> names) {
    return new Values(
        String.join("|", names), "one of " + String.join(", ", names), false, names::contains);
  }

  /**
   * These names, and others that jars on the class path bring.
   *
   * @param others asked only for a name that is not among these
   */
  Values orBrought(Supplier<? extends Collection<String>> others) {
    return new Values(
        label,
        allowed,
        flag,
        value -> check.allows(value) || others.get().contains(value),
        value ->
            others.get().isEmpty()
                ? null
                : "jars on the class path bring " + String.join(", ", others.get()));
  }

  /**
   * A text with a grammar.
   *
   * @param parser throws IllegalArgumentException when the text is not of the grammar
   */
  static Values grammar(String label, String grammar, Consumer<String> parser) {
    return new Values(
        label,
        grammar,
        false,
        value -> {
          parser.accept(value);
          return true;
        });
  }

  /**
   * These values, with a word on what is wrong with one.
   *
   * @param why gives null where nothing is
   */
  Values explainedBy(Function<String, @Nullable String> why) {
    return new Values(label, allowed, flag, check, why);
  }

  static Values bool() {
    return new Values("true|false", "true or false", false, List.of("true", "false")::contains);
  }

  /** A boolean that may be given bare. */
  static Values flag() {
    return new Values("true|false", "true or false", true, List.of("true", "false")::contains);
  }

  static Values integer(long least, long most) {
    String range =
        least == Long.MIN_VALUE
            ? "an integer"
            : most >= Integer.MAX_VALUE - 8
                ? "an integer of at least " + least
                : "an integer in " + least + " … " + most;
    return new Values(
        "N",
        range,
        false,
        value ->
            value.matches("-?[0-9]+")
                && Long.parseLong(value) >= least
                && Long.parseLong(value) <= most);
  }

  /** An integer, or a word. */
  static Values integerOr(String word, long least, long most) {
    Values integer = integer(least, most);
    return new Values(
        "N|" + word,
        integer.allowed + " or " + word,
        false,
        value -> value.equals(word) || integer.check.allows(value));
  }

  static Values number(String range, DoublePredicate allows) {
    return new Values(
        "X",
        "a number " + range,
        false,
        value -> value.matches("[-+0-9.eE]+") && allows.test(Double.parseDouble(value)));
  }

  static Values fraction() {
    return number("in [0, 1)", x -> x >= 0 && x < 1);
  }

  static Values positive() {
    return number("above 0 and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }

  static Values strength() {
    return number("at least 0 and finite", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
  }

  static Values finite() {
    return number("that is finite", Double::isFinite);
  }

  /** How a value is shown in help: the choices, or a placeholder. */
  public String label() {
    return label;
  }

  /** What is allowed, in words. */
  public String allowed() {
    return allowed;
  }

  /** Whether the option may be given without a value, for true. */
  public boolean isFlag() {
    return flag;
  }

  /** What is allowed and what was got, for a value that is not allowed. */
  public String refusal(String value) {
    String why = fault.apply(value);
    return allowed + ", got '" + value + "'" + (why == null ? "" : ": " + why);
  }

  /** Whether a value is allowed. */
  public boolean allows(String value) {
    try {
      return check.allows(value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
