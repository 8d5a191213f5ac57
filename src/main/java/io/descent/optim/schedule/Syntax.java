package io.descent.optim.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of one schedule, read by the very text that is shown to people, such as {@code N [power
 * P=1] [from N=0]}: numbers come first, the pairs of word and number in any order; brackets hold
 * what may be left out, with its default. N is a number of steps, C an integer, every other letter
 * a number; "…" allows more of them.
 */
final class Syntax {
  private static final Pattern PARAMETER =
      Pattern.compile("\\[?(?:([a-z-]+) )?([A-Z])( …)?(?:=([^\\]]+))?\\]?");

  /** A parameter; its word is empty when it is known by its place. */
  private record Parameter(String word, char letter, boolean many, @Nullable String otherwise) {
    Quantity read(String text) {
      try {
        return switch (letter) {
          case 'N' -> Quantity.steps(text);
          case 'C' -> Quantity.count(text);
          default -> Quantity.number(text);
        };
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException((word.isEmpty() ? "" : word + ": ") + e.getMessage(), e);
      }
    }
  }

  private final String text;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<String> optional = new ArrayList<>();

  private Syntax(String text) {
    this.text = text;
  }

  static Syntax of(String text) {
    Syntax syntax = new Syntax(text);
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? "" : matcher.group(1);
      syntax.parameters.put(
          word,
          new Parameter(
              word, matcher.group(2).charAt(0), matcher.group(3) != null, matcher.group(4)));
      if (matcher.group().startsWith("[")) {
        syntax.optional.add(word);
      }
    }
    return syntax;
  }

  /** The text that it is read by. */
  String text() {
    return text;
  }

  /**
   * The quantities of a list of words, with the defaults of what was left out.
   *
   * @throws IllegalArgumentException naming the word that is wrong, or missing
   */
  Map<String, List<Quantity>> read(List<String> words) {
    Map<String, List<Quantity>> read = new LinkedHashMap<>();
    int at = 0;
    while (at < words.size()) {
      String word = at == 0 && parameters.containsKey("") ? "" : words.get(at);
      Parameter parameter = parameters.get(word);
      if (parameter == null) {
        throw new IllegalArgumentException("'" + word + "' is not understood");
      }
      at += word.isEmpty() ? 0 : 1;
      List<Quantity> values = new ArrayList<>();
      while (at < words.size()
          && (values.isEmpty() || (parameter.many && !parameters.containsKey(words.get(at))))) {
        values.add(parameter.read(words.get(at++)));
      }
      if (values.isEmpty()) {
        throw new IllegalArgumentException("no number stands behind " + word);
      }
      if (read.put(word, values) != null) {
        throw new IllegalArgumentException("'" + word + "' is given twice");
      }
    }
    for (Parameter parameter : parameters.values()) {
      if (!read.containsKey(parameter.word)) {
        complete(parameter, read);
      }
    }
    return read;
  }

  private void complete(Parameter parameter, Map<String, List<Quantity>> read) {
    if (parameter.otherwise != null) {
      read.put(parameter.word, List.of(parameter.read(parameter.otherwise)));
    } else if (!optional.contains(parameter.word)) {
      throw new IllegalArgumentException(
          parameter.word.isEmpty() ? "its number is missing" : parameter.word + " is missing");
    }
  }
}
