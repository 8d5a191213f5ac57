package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;
import java.util.stream.IntStream;

/**
 * Linear models: margin z = w·x + b, cost ℓ(z, y). θ is {@code weights} [d], penalised, and {@code
 * intercept} [1], not penalised, or the weights alone.
 */
public final class LinearObjective implements MarginObjective {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final boolean intercept;
  private final int features;
  private final ParameterLayout layout;

  private LinearObjective(Loss loss, int features, boolean intercept) {
    this.loss = loss;
    this.features = features;
    this.intercept = intercept;
    ParameterLayout weights = ParameterLayout.empty().with("weights", true, features);
    this.layout = intercept ? weights.with("intercept", false, 1) : weights;
  }

  /**
   * A linear model.
   *
   * @param loss what a row costs
   * @param features d ≥ 1
   * @param intercept whether there is a b
   */
  public static LinearObjective of(Loss loss, int features, boolean intercept) {
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, got " + features);
    }
    return new LinearObjective(loss, features, intercept);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  /** What a row costs, given its margin. */
  public Loss loss() {
    return loss;
  }

  @Override
  public int margins() {
    return 1;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public boolean hasIntercept() {
    return intercept;
  }

  @Override
  public void derivatives(Block block, int row, double[] margins, double[] into) {
    into[0] = loss.derivative(margins[0], block.label(row));
  }

  @Override
  public void count(
      Block block, int row, double[] margins, double[] derivatives, GradientSum into) {
    derivatives[0] = loss.count(margins[0], block.label(row), block.weight(row), into);
  }

  @Override
  public void secondDerivatives(Block block, int row, double[] margins, double[] into) {
    into[0] = loss.secondDerivative(margins[0], block.label(row));
  }

  @Override
  public Objective withFeatures(int other) {
    return of(loss, other, intercept);
  }

  @Override
  public LabelDomain labelDomain() {
    return loss.labelDomain();
  }

  @Override
  public boolean hasDeviance() {
    return loss.hasDeviance();
  }

  @Override
  public double curvature() {
    return loss.curvature();
  }

  @Override
  public void accumulate(Block block, Selection rows, double[] theta, Draw draw, GradientSum into) {
    Rows x = block.rows();
    int most = Runs.length(x);
    int[] list = new int[most];
    LossRun run = LossRun.of(most);
    for (int from = 0; from < rows.size(); from += most) {
      int count = Math.min(most, rows.size() - from);
      run.setCount(count);
      for (int k = 0; k < count; k++) {
        int row = rows.row(from + k);
        list[k] = row;
        run.labels[k] = block.label(row);
        run.weights[k] = block.weight(row);
      }
      margins(x, list, count, theta, run.margins);
      loss.evaluate(run);
      into.count(run.weights, run.values, count);
      int kept = 0;
      for (int k = 0; k < count; k++) {
        double multiplier = run.weights[k] * run.derivatives[k];
        if (multiplier != 0) {
          list[kept] = list[k];
          run.derivatives[kept++] = multiplier;
          if (intercept) {
            into.add(features, multiplier);
          }
        }
      }
      into.addScaled(x, list, run.derivatives, kept, 0);
    }
  }

  private void margins(Rows x, int[] run, int count, double[] theta, double[] into) {
    x.dots(run, count, theta, 0, into);
    if (intercept) {
      for (int k = 0; k < count; k++) {
        into[k] += theta[features];
      }
    }
  }

  /** Of all rows. */
  private void margins(Block block, double[] theta, double[] into) {
    int count = block.count();
    margins(block.rows(), IntStream.range(0, count).toArray(), count, theta, into);
  }

  @Override
  public void evaluate(Block block, double[] theta, LossSum into) {
    if (labelDomain() == LabelDomain.BINARY && isZero(theta)) {
      addLossesAtZero(block, into);
      return;
    }
    double[] margins = new double[block.count()];
    margins(block, theta, margins);
    addLosses(block, margins, into);
  }

  /** Where a training starts: every margin is 0 then, whatever the features, which are not read. */
  private void addLossesAtZero(Block block, LossSum into) {
    double zero = loss.value(0, 0);
    double one = loss.value(0, 1);
    for (int row = 0; row < block.count(); row++) {
      into.add(block.weight(row), block.label(row) == 1 ? one : zero);
    }
  }

  private static boolean isZero(double[] theta) {
    for (double value : theta) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void evaluate(Block block, double[] theta, Predictions predicted, LossSum into) {
    addLosses(block, predicted.margins(), into);
  }

  private void addLosses(Block block, double[] margins, LossSum into) {
    for (int row = 0; row < block.count(); row++) {
      into.add(block.weight(row), loss.value(margins[row], block.label(row)));
    }
  }

  @Override
  public Predictions predictions(int rows) {
    return Predictions.of(rows, 1, loss.hasProbability());
  }

  @Override
  public void predict(Block block, double[] theta, Predictions out) {
    double[] margins = out.margins();
    double[] probabilities = out.probabilities();
    margins(block, theta, margins);
    for (int row = 0; row < block.count(); row++) {
      double margin = margins[row];
      out.predicted()[row] = loss.predict(margin);
      if (probabilities != null) {
        probabilities[row] = LogisticLoss.sigmoid(margin);
      }
    }
  }
}
