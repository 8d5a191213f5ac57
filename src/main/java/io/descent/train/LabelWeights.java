package io.descent.train;

import io.descent.sample.ShardCensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Weights of labels, as {@code --class-weight} says them: a list, or balanced, which gives every
 * label the same total. A label that a list does not name has weight 1. Immutable.
 *
 * <p>Balanced is scikit-learn's {@code class_weight="balanced"}: n/(k·n_c) for n rows, k labels
 * that occur and n_c rows of label c, rows counted whatever their weights; a label that does not
 * occur has weight 1.
 */
public final class LabelWeights {
  /** How they are written. */
  public static final String GRAMMAR =
      "balanced, or label:weight,… with weights above 0, such as 0:1,1:2.5; a label with a comma,"
          + " colon or quote in 'quotes', doubled inside";

  private static final String BALANCED = "balanced";

  /** Labels that a message names. */
  private static final int SHOWN = 10;

  private final boolean balanced;
  private final List<String> labels;
  private final double[] weights;

  private LabelWeights(boolean balanced, List<String> labels, double[] weights) {
    this.balanced = balanced;
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException when it is not of the {@link #GRAMMAR}
   */
  public static LabelWeights parse(String text) {
    if (text.strip().equals(BALANCED)) {
      return new LabelWeights(true, List.of(), new double[0]);
    }
    List<String> labels = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String entry : entries(text)) {
      int colon = entry.lastIndexOf(':');
      String label = unquoted(colon < 0 ? "" : entry.substring(0, colon).strip(), text);
      double weight = number(colon < 0 ? "" : entry.substring(colon + 1).strip());
      if (label.isEmpty() || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw wrong(text);
      }
      labels.add(label);
      weights.add(weight);
    }
    return new LabelWeights(
        false, List.copyOf(labels), weights.stream().mapToDouble(w -> w).toArray());
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("expected " + GRAMMAR + "; got \"" + text + "\"");
  }

  /** Cuts at the commas outside quotes. */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (c == ',' && !quoted) {
        entries.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (quoted) {
      throw wrong(text);
    }
    entries.add(text.substring(from));
    return entries;
  }

  private static String unquoted(String label, String text) {
    if (!label.startsWith("'")) {
      if (label.indexOf(':') >= 0) {
        throw wrong(text);
      }
      return label;
    }
    if (label.length() < 2 || !label.endsWith("'")) {
      throw wrong(text);
    }
    return label.substring(1, label.length() - 1).replace("''", "'");
  }

  private static double number(String text) {
    try {
      return text.matches("[-+0-9.eE]+") ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether {@link #of} needs to know how many rows there are of each label. */
  public boolean isBalanced() {
    return balanced;
  }

  /**
   * The weight of every label, by its number.
   *
   * @param names of each label the texts that mean it; numbers are compared by value
   * @param census rows of the labels; not read unless balanced
   * @throws IllegalArgumentException when a label is named that is not there, or twice
   */
  public double[] of(List<List<String>> names, Supplier<ShardCensus> census) {
    double[] result = new double[names.size()];
    Arrays.fill(result, 1);
    if (balanced) {
      balance(result, census.get().totals());
      return result;
    }
    boolean[] given = new boolean[result.length];
    for (int i = 0; i < weights.length; i++) {
      int label = find(labels.get(i), names);
      if (given[label]) {
        throw new IllegalArgumentException("label '" + labels.get(i) + "' is given twice");
      }
      given[label] = true;
      result[label] = weights[i];
    }
    return result;
  }

  private static void balance(double[] result, long[] counts) {
    long rows = 0;
    int occurring = 0;
    for (long count : counts) {
      rows += count;
      occurring += count > 0 ? 1 : 0;
    }
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        result[label] = rows / ((double) occurring * counts[label]);
      }
    }
  }

  private static int find(String label, List<List<String>> names) {
    int same = find(names, label::equals);
    int equal = same >= 0 ? same : find(names, name -> number(name) == number(label));
    if (equal >= 0) {
      return equal;
    }
    StringBuilder known = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, names.size()); i++) {
      known.append(i == 0 ? "" : ", ").append(String.join(" or ", names.get(i)));
    }
    throw new IllegalArgumentException(
        "there is no label '"
            + label
            + "'; the labels are "
            + known
            + (names.size() > SHOWN ? ", …" : ""));
  }

  private static int find(List<List<String>> names, Predicate<String> matches) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).stream().anyMatch(matches)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The weights of all labels in the form of {@link #parse}.
   *
   * @param names of each label the first of its texts is taken
   */
  public static String text(List<List<String>> names, double[] weights) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < weights.length; i++) {
      text.append(i == 0 ? "" : ",")
          .append(quoted(names.get(i).get(0)))
          .append(':')
          .append(weights[i]);
    }
    return text.toString();
  }

  private static String quoted(String label) {
    boolean plain =
        label.equals(label.strip()) && label.chars().noneMatch(c -> ",:'".indexOf(c) >= 0);
    return plain && !label.isEmpty() ? label : "'" + label.replace("'", "''") + "'";
  }
}
