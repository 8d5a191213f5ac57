package io.descent.data.table;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which column of a certain table is what: the options, resolved by name. Immutable. */
public final class ColumnPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TableSpec spec;
  private final TableColumns columns;
  private final int[] features;
  private final Reading[] readings;
  private final int weight;
  private final @Nullable LabelSource label;

  private ColumnPlan(
      TableSpec spec,
      TableColumns columns,
      int[] features,
      Reading[] readings,
      int weight,
      @Nullable LabelSource label) {
    this.spec = spec;
    this.columns = columns;
    this.features = features;
    this.readings = readings;
    this.weight = weight;
    this.label = label;
  }

  /**
   * Resolves the options against the columns of a table. Features stand in the order of the table.
   *
   * @throws UserException USAGE when an option names a column that does not exist, or the label or
   *     weight as a feature; DATA when no column is left for features
   */
  public static ColumnPlan of(TableSpec spec, TableColumns columns) {
    int[] labelColumns =
        spec.labelColumns().stream().mapToInt(c -> columns.require(c, "--label")).toArray();
    int weight = spec.weight() == null ? -1 : columns.require(spec.weight(), "--weight");
    LabelSource label =
        spec.positive() != null
            ? LabelSource.condition(columns, spec.positive())
            : spec.labels() == LabelDomain.LABEL_SETS
                ? LabelSource.ofEach(columns, labelColumns)
                : labelColumns.length == 0 ? null : LabelSource.column(columns, labelColumns[0]);
    for (String name : concat(spec.numeric(), spec.categorical())) {
      int at = columns.require(name, spec.numeric().contains(name) ? "--numeric" : "--categorical");
      if (at == weight || IntStream.of(labelColumns).anyMatch(c -> c == at)) {
        throw UserException.of(
            ExitCode.USAGE,
            "column '" + name + "' cannot be a feature: it is the label or the weight");
      }
    }
    boolean all = spec.numeric().isEmpty() && spec.categorical().isEmpty();
    int[] features =
        IntStream.range(0, columns.count())
            .filter(
                c ->
                    all
                        ? IntStream.of(labelColumns).noneMatch(l -> l == c)
                            && c != weight
                            && !(label != null && c == label.column())
                            && !columns.feedsComputedLabel(c)
                        : spec.numeric().contains(columns.name(c))
                            || spec.categorical().contains(columns.name(c)))
            .toArray();
    if (features.length == 0) {
      throw UserException.of(
          ExitCode.DATA, "no column is left for features beside label and weight");
    }
    Reading[] readings =
        IntStream.of(features).mapToObj(c -> reading(spec, columns, c)).toArray(Reading[]::new);
    return new ColumnPlan(spec, columns, features, readings, weight, label);
  }

  private static List<String> concat(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private static Reading reading(TableSpec spec, TableColumns columns, int column) {
    if (columns.type(column) == ColumnType.OTHER) {
      throw UserException.of(
          ExitCode.DATA,
          "column '"
              + columns.name(column)
              + "' holds lists, structures or bytes; features are numbers, texts, dates and"
              + " booleans: name the features with --numeric and --categorical");
    }
    if (spec.numeric().contains(columns.name(column))) {
      return Reading.NUMBER;
    }
    if (spec.categorical().contains(columns.name(column))) {
      return Reading.TEXT;
    }
    return switch (columns.type(column)) {
      case UNKNOWN -> Reading.INFER;
      case NUMBER -> Reading.NUMBER;
      case TIME -> Reading.TIME;
      case TEXT, OTHER -> Reading.TIME_OR_TEXT;
    };
  }

  /** The same plan, some features read as texts. */
  ColumnPlan readingAsText(boolean[] texts) {
    Reading[] changed = readings.clone();
    for (int f = 0; f < changed.length; f++) {
      if (texts[f]) {
        changed[f] = Reading.TEXT;
      }
    }
    return new ColumnPlan(spec, columns, features, changed, weight, label);
  }

  TableColumns columns() {
    return columns;
  }

  TableSpec spec() {
    return spec;
  }

  /** Number of feature columns. */
  public int features() {
    return features.length;
  }

  /** The place of a feature's column in the table. */
  public int column(int feature) {
    return features[feature];
  }

  String name(int feature) {
    return columns.name(features[feature]);
  }

  Reading reading(int feature) {
    return readings[feature];
  }

  @Nullable LabelSource label() {
    return label;
  }

  /** The places of all columns that training reads, ascending. */
  public int[] used() {
    IntStream labels = IntStream.of(label == null ? new int[0] : label.columns());
    IntStream others = IntStream.concat(IntStream.of(weight), labels);
    return IntStream.concat(IntStream.of(features), others)
        .filter(c -> c >= 0)
        .sorted()
        .distinct()
        .toArray();
  }

  /** The weight of a row: 1 where the table has none. */
  double weight(Cells cells) {
    return weight < 0 ? 1 : weight(cells, weight, columns.name(weight));
  }

  /**
   * The weight that stands in a cell.
   *
   * @throws BadCellException unless it is a finite number ≥ 0
   */
  static double weight(Cells cells, int column, String name) {
    double value = cells.missing(column) ? Double.NaN : cells.number(column);
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw BadCellException.of(name, cells.text(column), "a row weight is a finite number >= 0");
    }
    return value;
  }
}
