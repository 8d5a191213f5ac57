package io.descent.data.table;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import java.util.Arrays;

/**
 * What the first pass over a table's training rows makes of their labels: counts what they are, and
 * says what is wrong with them.
 */
final class LabelFit {
  private static final int SHOWN = 10;

  private LabelFit() {}

  /** Counts the label of a row of the first pass. */
  static void addTo(
      ValueCounts into, LabelSource source, Cells cells, LabelDomain domain, double weight) {
    if (domain == LabelDomain.LABEL_SETS) {
      for (int c = 0; c < source.count(); c++) {
        source.has(cells, c);
      }
      return;
    }
    if (domain.isQuantity()) {
      TableLabels.quantity(source, cells, domain);
      return;
    }
    String text = source.text(cells);
    into.add(
        domain == LabelDomain.BINARY ? TableLabels.truth(text) : text,
        weight,
        TableProfile.MAX_LABELS);
  }

  /**
   * The labels of a first pass.
   *
   * @throws UserException DATA when they are not what the loss takes
   */
  static TableLabels of(ColumnPlan plan, TableProfile profile) {
    TableSpec spec = plan.spec();
    LabelDomain domain = spec.labels();
    String column = spec.positive() == null ? spec.label() : null;
    if (plan.label() == null) {
      throw new IllegalArgumentException("the plan has no labels");
    }
    if (domain.isQuantity()) {
      return new TableLabels(column, spec.positive(), domain, null, null);
    }
    if (domain == LabelDomain.LABEL_SETS) {
      String[] columns = spec.labelColumns().toArray(String[]::new);
      return new TableLabels(null, null, domain, null, columns);
    }
    String[] seen = profile.labels().sorted();
    double[] values = Arrays.stream(seen).mapToDouble(Numbers::parse).sorted().toArray();
    boolean numeric = values.length == 0 || !Double.isNaN(values[values.length - 1]);
    if (profile.labels().exceeded() > 0) {
      throw wrong(plan.label().name(), new String[0], domain);
    }
    if (domain == LabelDomain.BINARY && !(numeric && TableLabels.isBinary(values))) {
      throw wrong(plan.label().name(), seen, domain);
    }
    return new TableLabels(
        column, spec.positive(), domain, numeric ? values : null, numeric ? null : seen);
  }

  private static UserException wrong(String column, String[] seen, LabelDomain domain) {
    String advice = "";
    if (domain == LabelDomain.BINARY && !column.equals("--positive")) {
      boolean text = seen.length > 0 && Double.isNaN(Numbers.parse(seen[seen.length - 1]));
      advice =
          "; say which rows are positive, as in --positive \""
              + column
              + (text ? " = '" : " > ")
              + (text ? seen[seen.length - 1].replace("'", "''") + "'" : "0")
              + "\"";
    }
    return UserException.of(
        ExitCode.DATA,
        "label column '"
            + column
            + "': found "
            + (seen.length == 0 ? "more than " + TableProfile.MAX_LABELS + " values" : list(seen))
            + "; this loss takes "
            + domain.allowed()
            + advice);
  }

  /** The first of some labels, as a message shows them. */
  static String list(String[] seen) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, seen.length); i++) {
      out.append(i == 0 ? "" : ", ").append(BadCellException.shown(seen[i]));
    }
    return seen.length > SHOWN
        ? out.append(" … (").append(seen.length).append(" different values)").toString()
        : out.toString();
  }
}
