package io.descent.data.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.LabelCensus;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.objective.LabelDomain;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become labels: the column or condition, and what the training rows held.
 * Quantities are the numbers themselves. Binary ones are 0 and 1, where the data may say −1 or
 * {@code false} for 0 and {@code true} for 1, but not both 0 and −1. Classes are numbered in
 * ascending order, by value when all labels are numbers, else by code point. Sets of labels have a
 * column of 0 and 1 (or {@code false} and {@code true}) for each label, which bears its name, in
 * the order that the option names them. Immutable.
 */
public final class TableLabels implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;

  private final @Nullable String column;
  private final @Nullable String positive;
  private final LabelDomain domain;
  private final double @Nullable [] numbers;
  private final String @Nullable [] texts;

  /**
   * @param numbers all values that training had (binary, classes), ascending; null when they are
   *     texts or quantities
   * @param texts the classes by code point, or the columns of the labels; null when they are
   *     numbers
   */
  TableLabels(
      @Nullable String column,
      @Nullable String positive,
      LabelDomain domain,
      double @Nullable [] numbers,
      String @Nullable [] texts) {
    this.column = column;
    this.positive = positive;
    this.domain = domain;
    this.numbers = numbers;
    this.texts = texts;
  }

  /** A binary label that the data say in words. */
  static String truth(String text) {
    return text.equalsIgnoreCase("true") ? "1" : text.equalsIgnoreCase("false") ? "0" : text;
  }

  /** A label that is a number, as the loss takes it. */
  static double quantity(LabelSource source, Cells cells, LabelDomain domain) {
    double value = source.number(cells);
    if (!domain.allows(value)) {
      throw BadCellException.of(
          source.name(),
          cells.text(source.column()),
          domain == LabelDomain.REAL
              ? "the label of this loss is a finite number"
              : "this loss takes "
                  + domain.allowed()
                  + "; mend or drop such rows, or use a loss of any number, such as squared");
    }
    return value;
  }

  /** Whether values are those of two labels. */
  static boolean isBinary(double[] ascending) {
    return ascending.length <= 2
        && Arrays.stream(ascending).allMatch(v -> v == 0 || v == 1 || v == -1)
        && !(ascending.length == 2 && ascending[1] == 0);
  }

  /** The label column, or null where a condition decides or several columns do. */
  public @Nullable String column() {
    return column;
  }

  /** The condition, or null where a column holds the label. */
  public @Nullable String positive() {
    return positive;
  }

  public LabelDomain domain() {
    return domain;
  }

  /** Number of classes, or of labels that rows have any number of; else 0. */
  public int classes() {
    if (domain != LabelDomain.CLASSES && domain != LabelDomain.LABEL_SETS) {
      return 0;
    }
    return texts != null ? texts.length : numbers == null ? 0 : numbers.length;
  }

  /** A class as the data say it, or the column of a label. */
  public String className(int index) {
    return texts != null ? texts[index] : Numbers.text(requireNumbers()[index]);
  }

  private double[] requireNumbers() {
    if (numbers == null) {
      throw new IllegalStateException("real labels have no values");
    }
    return numbers;
  }

  /**
   * Where the labels stand in a table.
   *
   * @throws UserException DATA when the column is not there
   */
  LabelSource source(TableColumns table) {
    if (positive != null) {
      return LabelSource.condition(table, positive);
    }
    if (domain == LabelDomain.LABEL_SETS && texts != null) {
      return LabelSource.ofEach(
          table, Arrays.stream(texts).mapToInt(table::requireForModel).toArray());
    }
    if (column == null) {
      throw UserException.of(
          ExitCode.USAGE, "the model was trained without a label column; name one with --label");
    }
    return LabelSource.column(table, table.requireForModel(column));
  }

  /**
   * The label of a row, as training wants it; counts it as it stands in the data.
   *
   * @throws BadCellException when it is missing, or did not occur in training
   */
  double read(LabelSource source, Cells cells, LabelCensus census) {
    if (domain.isQuantity()) {
      double value = quantity(source, cells, domain);
      census.add(value);
      return value;
    }
    String text = source.text(cells);
    if (texts != null) {
      census.add(text);
      int index = Arrays.binarySearch(texts, text, LabelCensus::compare);
      if (index < 0) {
        throw unknown(source, text, texts);
      }
      return index;
    }
    double value = Numbers.parse(domain == LabelDomain.BINARY ? truth(text) : text);
    int index = Double.isNaN(value) ? -1 : Arrays.binarySearch(requireNumbers(), value);
    if (index < 0 && !(domain == LabelDomain.BINARY && accepts(value))) {
      throw unknown(
          source,
          text,
          Arrays.stream(requireNumbers()).mapToObj(Numbers::text).toArray(String[]::new));
    }
    census.add(value);
    return domain == LabelDomain.BINARY ? (value == 1 ? 1 : 0) : index;
  }

  /** Whether rows have any number of labels: {@link #readSet} reads them. */
  boolean areSets() {
    return domain == LabelDomain.LABEL_SETS;
  }

  /**
   * Adds the labels of a row.
   *
   * @throws BadCellException when a column of a label holds neither 0 nor 1
   */
  static void readSet(LabelSource source, Cells cells, LabelSetsBuilder into) {
    for (int c = 0; c < source.count(); c++) {
      if (source.has(cells, c)) {
        into.add(c);
      }
    }
    into.endRow();
  }

  /** Whether a binary value goes with what training had, although training did not have it. */
  private boolean accepts(double value) {
    boolean minus = Arrays.binarySearch(requireNumbers(), -1.0) >= 0;
    boolean zero = Arrays.binarySearch(requireNumbers(), 0.0) >= 0;
    return value == 1 || (value == 0 && !minus) || (value == -1 && !zero);
  }

  private static BadCellException unknown(LabelSource source, String text, String[] allowed) {
    return BadCellException.of(
        source.name(), text, "labels of the training data are: " + LabelFit.list(allowed));
  }

  /** These labels as part of a model file. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    json.put("domain", JsonFields.name(domain));
    if (column != null) {
      json.put("column", column);
    }
    if (positive != null) {
      json.put("positive", positive);
    }
    if (numbers != null) {
      JsonFields.putNumbers(json, "numbers", numbers);
    }
    if (texts != null) {
      JsonFields.putTexts(json, areSets() ? "columns" : "texts", texts);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws UserException DATA when it is malformed or of an unknown version
   */
  public static TableLabels fromJson(JsonNode node) {
    JsonFields json = JsonFields.of(node, "labels");
    json.integer("version", VERSION, VERSION);
    LabelDomain domain = json.oneOf("domain", LabelDomain.class);
    double[] numbers =
        json.has("numbers") ? json.ascendingNumbers("numbers", TableProfile.MAX_LABELS) : null;
    String[] texts =
        domain == LabelDomain.LABEL_SETS
            ? json.distinctTexts("columns", TableProfile.MAX_LABELS)
            : json.has("texts") ? json.ascendingTexts("texts", TableProfile.MAX_LABELS) : null;
    boolean fits =
        switch (domain) {
          case REAL, NON_NEGATIVE, POSITIVE -> numbers == null && texts == null;
          case BINARY -> texts == null && numbers != null && isBinary(numbers);
          case CLASSES -> (numbers == null) != (texts == null);
          case LABEL_SETS -> numbers == null && texts != null && texts.length > 0;
        };
    if (!fits) {
      throw json.wrong("the values do not go with the domain " + JsonFields.name(domain));
    }
    return new TableLabels(
        json.has("column") ? json.text("column") : null,
        json.has("positive") ? json.text("positive") : null,
        domain,
        numbers,
        texts);
  }
}
