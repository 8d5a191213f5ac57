package io.descent.data.table;

import com.fasterxml.jackson.databind.JsonNode;

/** The kinds of columns that a model file can name. */
final class FeatureColumns {
  private FeatureColumns() {}

  /**
   * Reads a column.
   *
   * @throws io.descent.error.UserException DATA when it is malformed or of an unknown kind
   */
  static FeatureColumn read(JsonNode node, String path) {
    JsonFields json = JsonFields.of(node, path);
    String name = json.text("name");
    String kind = json.text("kind");
    return switch (kind) {
      case NumericColumn.KIND -> NumericColumn.read(name, json);
      case CategoryColumn.KIND -> CategoryColumn.read(name, json);
      case TimeColumn.KIND -> TimeColumn.read(name, json);
      case HashedColumn.KIND -> HashedColumn.of(name);
      default ->
          throw json.wrong(
              "a column of kind " + BadCellException.shown(kind) + " is not known to this version");
    };
  }
}
