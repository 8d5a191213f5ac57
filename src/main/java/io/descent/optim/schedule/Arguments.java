package io.descent.optim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The numbers that a schedule was given, or its defaults, by the word before them. */
record Arguments(Map<String, List<Double>> values) {
  /** The one number behind a word. */
  double number(String word) {
    List<Double> found = values.get(word);
    if (found == null) {
      throw new IllegalStateException("no parameter " + word + " among " + values.keySet());
    }
    return found.get(0);
  }

  /** The one integer behind a word. */
  long count(String word) {
    return (long) number(word);
  }

  /** The integers behind a word, none when it was not given. */
  List<Long> counts(String word) {
    List<Long> counts = new ArrayList<>();
    for (double value : values.getOrDefault(word, List.of())) {
      counts.add((long) value);
    }
    return counts;
  }
}
