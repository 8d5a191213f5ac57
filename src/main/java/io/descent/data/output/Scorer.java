package io.descent.data.output;

import io.descent.data.table.TextCells;
import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.Rows;
import io.descent.objective.LabelDomain;
import io.descent.objective.Objective;
import io.descent.objective.Predictions;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of rows of raw features, as columns to be put beside theirs: {@code prediction}
 * — a value, 1 or 0, or the class as the data say it — and {@code probability} that the label is 1,
 * or {@code probability_c} of every class c; none where the loss has no probabilities. Where rows
 * have any number of labels, {@code prediction_c} — 1 or 0 — and {@code probability_c} of every
 * label c. Immutable and thread-safe; travels to the tasks of a cluster.
 *
 * <p>The bits of a row's prediction are a function of the row and the model alone, whatever rows
 * are read with it: its entries that are not 0 are summed in the order of {@link CsrRows}.
 */
public final class Scorer implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String PREDICTION = "prediction";
  private static final String PROBABILITY = "probability";

  private final Objective objective;
  private final double[] theta;
  private final String[] classes;
  private final boolean sets;
  private final boolean numeric;

  private Scorer(Objective objective, double[] theta, String[] classes) {
    this.objective = objective;
    this.theta = theta;
    this.classes = classes;
    this.sets = objective.labelDomain() == LabelDomain.LABEL_SETS;
    this.numeric = sets || Arrays.stream(classes).noneMatch(c -> Double.isNaN(TextCells.number(c)));
  }

  /**
   * A model.
   *
   * @param theta parameters on the scale of the data
   * @param classes the names of the classes or labels; of length 0 unless there are such
   */
  public static Scorer of(Objective objective, double[] theta, String... classes) {
    return new Scorer(objective, theta.clone(), classes.clone());
  }

  /** The names of the columns, in order. */
  public String[] columns() {
    Predictions shape = objective.predictions(0);
    int probabilities = shape.probabilities() == null ? 0 : shape.outputs();
    int predictions = sets ? shape.outputs() : 1;
    String[] names = new String[predictions + probabilities];
    for (int c = 0; c < predictions; c++) {
      names[c] = sets ? PREDICTION + "_" + classes[c] : PREDICTION;
    }
    for (int c = 0; c < probabilities; c++) {
      names[predictions + c] = classes.length == 0 ? PROBABILITY : PROBABILITY + "_" + classes[c];
    }
    return names;
  }

  /** Whether predictions are numbers; else they are names of classes. */
  public boolean isNumeric() {
    return numeric;
  }

  /** What the model says of a row of a block; the block may be narrower than the model. */
  public Predictions score(Block block, int row) {
    Rows rows = block.rows();
    int[] columns = new int[rows.entries(row)];
    double[] values = new double[columns.length];
    int[] size = new int[1];
    rows.forEach(
        row,
        (column, value) -> {
          if (value != 0) {
            columns[size[0]] = column;
            values[size[0]++] = value;
          }
        });
    Rows one =
        CsrRows.of(
            rows.width(),
            new int[] {0, size[0]},
            Arrays.copyOf(columns, size[0]),
            Arrays.copyOf(values, size[0]));
    Predictions out = objective.predictions(1);
    objective.predict(Block.of(0, one, null, null), theta, out);
    return out;
  }

  /**
   * Writes a row's columns as texts from which the same doubles are read.
   *
   * @param into takes as many as there are {@link #columns}, from {@code at} on
   */
  public void texts(Predictions said, @Nullable String[] into, int at) {
    double[] predicted = said.predicted();
    for (int c = 0; c < predicted.length; c++) {
      into[at + c] =
          classes.length > 0 && !sets
              ? classes[(int) predicted[c]]
              : sets || objective.labelDomain() == LabelDomain.BINARY
                  ? TextCells.text(predicted[c])
                  : Double.toString(predicted[c]);
    }
    double[] probabilities = said.probabilities();
    for (int c = 0; probabilities != null && c < probabilities.length; c++) {
      into[at + predicted.length + c] = Double.toString(probabilities[c]);
    }
  }

  /** Writes a row's columns as values: doubles, and a text for a class whose name is no number. */
  public void values(Predictions said, @Nullable Object[] into, int at) {
    double[] predicted = said.predicted();
    for (int c = 0; c < predicted.length; c++) {
      String name = sets || classes.length == 0 ? null : classes[(int) predicted[c]];
      into[at + c] = name == null ? predicted[c] : numeric ? (Object) TextCells.number(name) : name;
    }
    double[] probabilities = said.probabilities();
    for (int c = 0; probabilities != null && c < probabilities.length; c++) {
      into[at + predicted.length + c] = probabilities[c];
    }
  }
}
