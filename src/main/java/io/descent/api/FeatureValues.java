package io.descent.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.csv.CsvPair;
import io.descent.data.csv.CsvPairs;
import io.descent.data.input.Encoding;
import io.descent.error.ExitCode;
import io.descent.error.Nearest;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file says of features by name. A name is that of a feature, such as {@code distance} or
 * {@code origin=ATL} or the index of a LIBSVM feature, or that of a column, such as {@code origin},
 * which stands for all its features.
 */
final class FeatureValues {
  /** With more features, nobody is asked whether another name was meant. */
  private static final int MOST_GUESSED = 10_000;

  private final String path;
  private final List<CsvPair> pairs;

  private FeatureValues(String path, List<CsvPair> pairs) {
    this.path = path;
    this.pairs = pairs;
  }

  /**
   * Reads a file of lines {@code feature,what}.
   *
   * @throws UserException as {@link CsvPairs#read}
   */
  static FeatureValues read(FileStore store, String path, String what) {
    return new FeatureValues(path, CsvPairs.read(store, path, "feature", what));
  }

  /** What {@link #toJson} wrote. */
  static FeatureValues fromJson(JsonNode json) {
    List<CsvPair> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      pairs.add(new CsvPair(entry.getKey(), entry.getValue().asText(), pairs.size() + 2L));
    }
    return new FeatureValues("model.json", pairs);
  }

  /** The lines as an object of texts, in their order. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    pairs.forEach(pair -> json.put(pair.name(), pair.value()));
    return json;
  }

  /** Number of lines. */
  int count() {
    return pairs.size();
  }

  /** What a line says. */
  String value(int index) {
    return pairs.get(index).value();
  }

  /** What a line says, as a number ≥ 0. */
  double[] numbers() {
    double[] numbers = new double[pairs.size()];
    for (int i = 0; i < numbers.length; i++) {
      String text = value(i);
      if (!Values.strength().allows(text)) {
        throw wrong(pairs.get(i), "a factor is a number at least 0 and finite, got '" + text + "'");
      }
      numbers[i] = Double.parseDouble(text);
    }
    return numbers;
  }

  /**
   * The line that speaks of each feature, or −1 where none does.
   *
   * @throws UserException DATA with the line when there is no such feature, or when a feature is
   *     named by itself and by its column
   */
  int[] lines(Encoding encoding) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      index.put(pairs.get(i).name(), i);
    }
    boolean[] found = new boolean[pairs.size()];
    int[] lines = new int[encoding.width()];
    Arrays.fill(lines, -1);
    for (int feature = 0; feature < lines.length; feature++) {
      String name = encoding.featureName(feature);
      String column = encoding.columnOf(feature);
      Integer own = index.get(name);
      Integer shared = name.equals(column) ? null : index.get(column);
      if (own != null && shared != null) {
        throw wrong(
            pairs.get(Math.max(own, shared)),
            "feature '"
                + name
                + "' is named by itself and by its column, in line "
                + pairs.get(Math.min(own, shared)).line()
                + " too; name it once");
      }
      Integer line = own != null ? own : shared;
      if (line != null) {
        lines[feature] = line;
        found[line] = true;
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i]) {
        throw wrong(
            pairs.get(i),
            "there is no feature '" + pairs.get(i).name() + "'; " + advice(i, encoding));
      }
    }
    return lines;
  }

  private String advice(int index, Encoding encoding) {
    String nearest = null;
    if (encoding.width() <= MOST_GUESSED) {
      Set<String> names = new LinkedHashSet<>();
      for (int feature = 0; feature < encoding.width(); feature++) {
        names.add(encoding.columnOf(feature));
        names.add(encoding.featureName(feature));
      }
      nearest = Nearest.of(pairs.get(index).name(), names);
    }
    return (nearest == null ? "" : "did you mean '" + nearest + "'? ")
        + "The "
        + encoding.width()
        + " features are '"
        + encoding.featureName(0)
        + "' … '"
        + encoding.featureName(encoding.width() - 1)
        + "'";
  }

  private UserException wrong(CsvPair pair, String message) {
    return UserException.of(ExitCode.DATA, path + ":" + pair.line() + ": " + message);
  }
}
