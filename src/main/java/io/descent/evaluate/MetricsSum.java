package io.descent.evaluate;

import io.descent.linalg.Block;
import io.descent.objective.LabelDomain;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.objective.Predictions;
import io.descent.reduce.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics of some rows are made of: a wire type that merges along the shard tree. Its
 * numbers depend on the shards, not on how they are spread; their bits also on how many there are.
 *
 * <p>For binary labels it holds 16 or 24 bytes for every distinct margin, since the area under the
 * ROC curve is exact; otherwise its size is constant. <b>Not thread-safe.</b>
 */
public final class MetricsSum implements Mergeable<MetricsSum> {
  private static final long serialVersionUID = 1L;

  /** What labels mean, and so which metrics there are. */
  public enum Kind {
    /** Labels are numbers to come close to. */
    REGRESSION,
    /** Labels are 0 and 1; a margin above 0 says 1. */
    BINARY,
    /** Labels are class numbers 0 … k − 1; the largest of k margins says which. */
    CLASSES,
    /** Any number of labels a row, each with a margin of its own; one above 0 says the label. */
    LABEL_SETS
  }

  private final Kind kind;
  private final boolean probabilities;
  private final LossSum losses;
  private boolean deviance;
  private double logLoss;
  private double errors;
  private @Nullable RankCurve ranks;
  private @Nullable ResidualSum residuals;
  private @Nullable LabelCounts labelCounts;

  private MetricsSum(Kind kind, boolean probabilities, LossSum losses) {
    this.kind = kind;
    this.probabilities = probabilities;
    this.losses = losses;
  }

  /**
   * The sum over a block's rows.
   *
   * @param kind what labels mean
   * @param block rows with labels
   * @param predictions of these rows; log loss is counted where they have probabilities
   * @param losses the losses of these rows; it is kept
   * @throws IllegalArgumentException when the three do not have the same number of rows, or the
   *     predictions not one margin (k ≥ 2 for classes, k ≥ 1 for labels) a row
   */
  public static MetricsSum of(Kind kind, Block block, Predictions predictions, LossSum losses) {
    int rows = block.count();
    if (predictions.rows() != rows || losses.rows() != rows) {
      throw new IllegalArgumentException(
          rows + " rows, " + predictions.rows() + " predictions, " + losses.rows() + " losses");
    }
    if (kind != Kind.LABEL_SETS && (kind == Kind.CLASSES) != (predictions.outputs() > 1)) {
      throw new IllegalArgumentException(predictions.outputs() + " margins a row for " + kind);
    }
    boolean classProbabilities = kind != Kind.LABEL_SETS && predictions.probabilities() != null;
    MetricsSum sum = new MetricsSum(kind, classProbabilities, losses);
    switch (kind) {
      case REGRESSION -> sum.addNumbers(block, predictions);
      case BINARY -> sum.addBinary(block, predictions);
      case CLASSES -> sum.addClasses(block, predictions);
      case LABEL_SETS -> sum.addLabelSets(block, predictions);
    }
    return sum;
  }

  /** The sum over a block's rows of what an objective predicts at θ, with its own loss. */
  public static MetricsSum of(Objective objective, Block block, double[] theta) {
    Predictions predictions = objective.predictions(block.count());
    objective.predict(block, theta, predictions);
    LossSum losses = new LossSum();
    objective.evaluate(block, theta, predictions, losses);
    MetricsSum sum = of(kind(objective.labelDomain()), block, predictions, losses);
    sum.deviance = objective.hasDeviance();
    return sum;
  }

  private static Kind kind(LabelDomain labels) {
    return switch (labels) {
      case REAL, NON_NEGATIVE, POSITIVE -> Kind.REGRESSION;
      case BINARY -> Kind.BINARY;
      case CLASSES -> Kind.CLASSES;
      case LABEL_SETS -> Kind.LABEL_SETS;
    };
  }

  private void addNumbers(Block block, Predictions predictions) {
    ResidualSum sums = new ResidualSum();
    for (int row = 0; row < block.count(); row++) {
      if (block.weight(row) > 0) {
        sums.add(block.weight(row), block.label(row), predictions.predicted()[row]);
      }
    }
    residuals = sums;
  }

  private void addBinary(Block block, Predictions predictions) {
    int rows = block.count();
    double[] margins = predictions.margins();
    double[] labels = new double[rows];
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = block.label(row);
      weights[row] = block.weight(row);
      double signed = labels[row] == 1 ? margins[row] : -margins[row];
      addRow(
          weights[row],
          Double.isNaN(signed) || predictions.predicted()[row] != labels[row],
          Math.max(-signed, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(signed))));
    }
    ranks = RankCurve.of(margins, labels, weights);
  }

  private void addClasses(Block block, Predictions predictions) {
    int classes = predictions.outputs();
    double[] logits = predictions.logits();
    for (int row = 0; row < block.count(); row++) {
      int first = row * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = first; k < first + classes; k++) {
        largest = Math.max(largest, logits[k]);
      }
      double sum = 0;
      for (int k = first; k < first + classes; k++) {
        sum += StrictMath.exp(logits[k] - largest);
      }
      double label = block.label(row);
      addRow(
          block.weight(row),
          Double.isNaN(largest) || predictions.predicted()[row] != label,
          StrictMath.log(sum) + (largest - logits[first + (int) label]));
    }
  }

  private void addLabelSets(Block block, Predictions predictions) {
    LabelCounts counts = new LabelCounts();
    int labels = predictions.outputs();
    for (int row = 0; row < block.count(); row++) {
      boolean anyWrong = false;
      for (int c = 0; c < labels; c++) {
        boolean has = block.hasLabel(row, c);
        boolean says = predictions.predicted()[row * labels + c] == 1;
        boolean wrong = has != says || Double.isNaN(predictions.margins()[row * labels + c]);
        counts.add(block.weight(row), has, says, wrong);
        anyWrong |= wrong;
      }
      addRow(block.weight(row), anyWrong, 0);
    }
    labelCounts = counts;
  }

  private void addRow(double weight, boolean error, double rowLogLoss) {
    // 0 · ∞ would be NaN: a row without weight is not there.
    if (weight > 0) {
      errors += error ? weight : 0;
      logLoss += weight * rowLogLoss;
    }
  }

  @Override
  public MetricsSum merge(MetricsSum right) {
    if (kind != right.kind || probabilities != right.probabilities || deviance != right.deviance) {
      throw new IllegalArgumentException("metrics of " + kind + " and of " + right.kind);
    }
    losses.merge(right.losses);
    logLoss += right.logLoss;
    errors += right.errors;
    if (ranks != null && right.ranks != null) {
      ranks = ranks.merge(right.ranks);
    }
    if (residuals != null && right.residuals != null) {
      residuals.merge(right.residuals);
    }
    if (labelCounts != null && right.labelCounts != null) {
      labelCounts.merge(right.labelCounts);
    }
    return this;
  }

  /** Weighted mean loss; NaN when the rows have no weight. */
  public double meanLoss() {
    return losses.mean();
  }

  /**
   * The metrics of the rows.
   *
   * @param penalty the penalty at θ, added to the mean loss to give the objective
   */
  public Metrics metrics(double penalty) {
    double weight = losses.weight();
    return new Metrics(
        losses.rows(),
        weight,
        losses.mean() + penalty,
        probabilities ? logLoss / weight : Double.NaN,
        ranks == null ? Double.NaN : ranks.area(),
        kind == Kind.REGRESSION ? Double.NaN : errors / weight,
        residuals == null ? Double.NaN : residuals.rmse(),
        residuals == null ? Double.NaN : residuals.r2(),
        deviance ? 2 * losses.mean() : Double.NaN,
        labelCounts == null ? Double.NaN : labelCounts.hammingLoss(),
        labelCounts == null ? Double.NaN : labelCounts.microF1());
  }
}
