package io.descent.objective;

import org.jspecify.annotations.Nullable;

/**
 * What a model says of the rows of a block. Row i has {@code outputs} margins, at i·outputs …; the
 * prediction is a value (regression; the mean where the loss has a link), 0 or 1 (binary: margin
 * above 0), or the number of the class with the largest margin (the lowest such class on a tie).
 * Where rows have any number of labels a row has as many predictions as margins, 0 or 1 for each
 * label.
 */
public final class Predictions {
  private final int rows;
  private final int outputs;
  private final double[] margins;
  private final double[] predicted;
  private final double @Nullable [] probabilities;
  private final double[] logits;

  private Predictions(int rows, int outputs, int predicted, boolean probabilities, boolean logits) {
    this.rows = rows;
    this.outputs = outputs;
    this.margins = new double[Math.multiplyExact(rows, outputs)];
    this.predicted = new double[Math.multiplyExact(rows, predicted)];
    this.probabilities = probabilities ? new double[margins.length] : null;
    this.logits = logits ? new double[margins.length] : margins;
  }

  /** Room for the predictions of some rows, with or without probabilities. */
  public static Predictions of(int rows, int outputs, boolean probabilities) {
    return new Predictions(rows, outputs, 1, probabilities, false);
  }

  /** Room for a prediction for each label of some rows, with or without probabilities. */
  public static Predictions ofLabels(int rows, int labels, boolean probabilities) {
    return new Predictions(rows, labels, labels, probabilities, false);
  }

  /**
   * Room for the predictions of some rows with probabilities of classes that are not the softmax of
   * the margins, but of numbers that the objective writes beside them.
   */
  public static Predictions withLogits(int rows, int outputs) {
    return new Predictions(rows, outputs, 1, true, true);
  }

  public int rows() {
    return rows;
  }

  /** Margins a row: 1, or the number of classes. */
  public int outputs() {
    return outputs;
  }

  /** The margins, row by row; written by the objective. */
  public double[] margins() {
    return margins;
  }

  /** A prediction a row, or one a label of a row; written by the objective. */
  public double[] predicted() {
    return predicted;
  }

  /**
   * Probabilities in the shape of the margins — with one output that of label 1 — or null where the
   * model has none; written by the objective.
   */
  public double @Nullable [] probabilities() {
    return probabilities;
  }

  /**
   * In the shape of the margins, the numbers of which the probabilities of classes are the softmax:
   * the margins themselves, unless they were asked for beside them.
   */
  public double[] logits() {
    return logits;
  }
}
