package io.descent.data.table;

import io.descent.error.ExitCode;
import io.descent.error.Nearest;
import io.descent.error.UserException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** The columns of a table: names, and what the file says of their types. Immutable. */
public final class TableColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many names a message lists. */
  private static final int LISTED = 30;

  private final String[] names;
  private final ColumnType[] types;
  private final int[] computedFrom;
  private final boolean computed;

  private TableColumns(String[] names, ColumnType[] types, int[] computedFrom, boolean computed) {
    this.names = names;
    this.types = types;
    this.computedFrom = computedFrom;
    this.computed = computed;
  }

  /** Columns of which only the names are known. */
  public static TableColumns named(List<String> names) {
    ColumnType[] types = new ColumnType[names.size()];
    Arrays.fill(types, ColumnType.UNKNOWN);
    return of(names, List.of(types));
  }

  /**
   * Columns with types.
   *
   * @throws UserException DATA when a name occurs twice
   */
  public static TableColumns of(List<String> names, List<ColumnType> types) {
    if (names.size() != types.size()) {
      throw new IllegalArgumentException(names.size() + " names but " + types.size() + " types");
    }
    String[] sorted = names.toArray(String[]::new);
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i].equals(sorted[i - 1])) {
        throw UserException.of(
            ExitCode.DATA,
            "two columns are named '" + sorted[i] + "'; give each column a name of its own");
      }
    }
    return new TableColumns(
        names.toArray(String[]::new), types.toArray(ColumnType[]::new), new int[0], false);
  }

  /**
   * The same columns and after them one that the reader computes: 1 where the row is positive, else
   * 0.
   *
   * @param from the columns that it is computed from
   */
  public TableColumns withComputedLabel(int... from) {
    String[] n = Arrays.copyOf(names, names.length + 1);
    ColumnType[] t = Arrays.copyOf(types, types.length + 1);
    n[names.length] = "--positive";
    t[types.length] = ColumnType.NUMBER;
    return new TableColumns(n, t, from.clone(), true);
  }

  /** Number of columns, a computed one included. */
  public int count() {
    return names.length;
  }

  /** The names of all columns, a computed one included. */
  public List<String> names() {
    return List.of(names);
  }

  public String name(int column) {
    return names[column];
  }

  public ColumnType type(int column) {
    return types[column];
  }

  /** Whether the last column is a computed label. */
  boolean hasComputedLabel() {
    return computed;
  }

  /** Whether a computed label depends on a column, or is it. */
  boolean feedsComputedLabel(int column) {
    for (int from : computedFrom) {
      if (from == column) {
        return true;
      }
    }
    return computed && column == names.length - 1;
  }

  /** The place of a column, or −1. */
  public int find(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The place of a column that an option names.
   *
   * @throws UserException USAGE with the nearest name when there is none
   */
  public int require(String name, String option) {
    int at = find(name);
    if (at < 0) {
      throw UserException.of(
          ExitCode.USAGE, option + ": there is no column '" + name + "'; " + advice(name));
    }
    return at;
  }

  /**
   * The place of a column that a model was trained with.
   *
   * @throws UserException DATA when there is none
   */
  int requireForModel(String name) {
    int at = find(name);
    if (at < 0) {
      throw UserException.of(
          ExitCode.DATA,
          "the model reads a column '" + name + "', which the data do not have; " + advice(name));
    }
    return at;
  }

  /** The nearest column and those that there are, for a message. */
  private String advice(String wanted) {
    if (names.length == 0) {
      return "there are no columns";
    }
    String nearest = Nearest.of(wanted, Arrays.asList(names));
    String listed =
        String.join(", ", Arrays.asList(names).subList(0, Math.min(names.length, LISTED)));
    return (nearest == null ? "" : "did you mean '" + nearest + "'? ")
        + "The columns are: "
        + listed
        + (names.length > LISTED ? " … (" + names.length + " in all)" : "");
  }
}
