package io.descent.train;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stop rules written as text, such as {@code objective 1e-6 over 10; time 30m}. */
public final class StopRules {
  /** What the text may be. */
  public static final String GRAMMAR =
      "criteria separated by ';', any of which ends the training: objective TOLERANCE [over EPOCHS],"
          + " gradient NORM, value OBJECTIVE, time N[s|m|h]";

  private StopRules() {}

  /**
   * The rule of a text, without a limit of steps.
   *
   * @throws IllegalArgumentException with the grammar and what was found, or when a criterion is
   *     named twice or a number is out of its range
   */
  public static StopRule parse(String text) {
    StopRule rule = StopRule.steps(Long.MAX_VALUE);
    Set<String> seen = new HashSet<>();
    for (String criterion : text.split(";", -1)) {
      List<String> words = Arrays.asList(criterion.strip().split("\\s+"));
      if (!seen.add(words.get(0))) {
        throw wrong(text, "'" + words.get(0) + "' is there twice");
      }
      rule = with(rule, words, text);
    }
    return rule;
  }

  private static StopRule with(StopRule rule, List<String> words, String text) {
    try {
      return switch (words.get(0)) {
        case "objective" -> objective(rule, words);
        case "gradient" -> rule.orGradient(positive(only(words)));
        case "value" -> rule.orValue(finite(only(words)));
        case "time" -> rule.orTime(seconds(only(words)));
        default -> throw new IllegalArgumentException("no criterion '" + words.get(0) + "'");
      };
    } catch (IllegalArgumentException e) {
      throw wrong(text, String.valueOf(e.getMessage()));
    }
  }

  private static StopRule objective(StopRule rule, List<String> words) {
    if (words.size() == 4 && words.get(2).equals("over")) {
      return rule.orObjective(positive(words.get(1)), Integer.parseInt(words.get(3)));
    }
    return rule.orObjective(positive(only(words)), rule.window());
  }

  private static String only(List<String> words) {
    if (words.size() != 2) {
      throw new IllegalArgumentException("'" + String.join(" ", words) + "' is not understood");
    }
    return words.get(1);
  }

  private static double finite(String word) {
    double number = Double.parseDouble(word);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("'" + word + "' is not finite");
    }
    return number;
  }

  private static double positive(String word) {
    double number = Double.parseDouble(word);
    if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("'" + word + "' is not above 0 and finite");
    }
    return number;
  }

  private static double seconds(String word) {
    char unit = word.charAt(word.length() - 1);
    double factor =
        switch (unit) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3600;
          default -> throw new IllegalArgumentException("'" + word + "' has no unit s, m or h");
        };
    return factor * positive(word.substring(0, word.length() - 1));
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is not " + GRAMMAR + ": " + why);
  }
}
