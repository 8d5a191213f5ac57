package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One binary problem for each of k classes or labels, all on the same rows: margins z_c = w_c·x +
 * b_c, cost ℓ = Σ_c ℓ(z_c, 1{the row is of c}) with a loss for labels 0 and 1. The problems share
 * nothing, so that the optimum is that of k trainings of a {@link LinearObjective}, and a batch's
 * gradient has the bits of theirs.
 *
 * <p><b>Labels</b>: a row has any number of them, also none; each has a prediction of its own, 1
 * where its margin is above 0, and σ(z_c) is its probability where the loss has one.
 *
 * <p><b>Classes</b>: a row has one, 0 … k − 1; the prediction is the class of the largest margin,
 * the lowest such class on a tie. Where σ(z) is a probability under the loss, that of class c is
 * σ(z_c) / Σ σ(z), as scikit-learn's {@code OneVsRestClassifier} has it: the softmax of the log
 * σ(z_c), and computed as that, so that it is a number however small all σ(z_c) are.
 *
 * <p>θ is {@code weights} [k, d], row-major, penalised, and {@code intercept} [k], not penalised,
 * or the weights alone.
 */
public final class OneVersusRestObjective implements MarginObjective {
  private static final long serialVersionUID = 1L;

  private final LabelDomain labels;
  private final Loss loss;
  private final int classes;
  private final int features;
  private final boolean intercept;
  private final ParameterLayout layout;

  private OneVersusRestObjective(
      LabelDomain labels, Loss loss, int classes, int features, boolean intercept) {
    this.labels = labels;
    this.loss = loss;
    this.classes = classes;
    this.features = features;
    this.intercept = intercept;
    ParameterLayout weights = ParameterLayout.empty().with("weights", true, classes, features);
    this.layout = intercept ? weights.with("intercept", false, classes) : weights;
  }

  /**
   * A model of classes.
   *
   * @param loss what each binary problem of a row costs; takes labels 0 and 1
   * @param classes k ≥ 2
   * @param features d ≥ 1
   * @param intercept whether there are intercepts
   */
  public static OneVersusRestObjective of(Loss loss, int classes, int features, boolean intercept) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be at least 2, got " + classes);
    }
    return of(LabelDomain.CLASSES, loss, classes, features, intercept);
  }

  /**
   * A model of rows with any number of labels.
   *
   * @param loss what each binary problem of a row costs; takes labels 0 and 1
   * @param labels k ≥ 1
   * @param features d ≥ 1
   * @param intercept whether there are intercepts
   */
  public static OneVersusRestObjective ofLabels(
      Loss loss, int labels, int features, boolean intercept) {
    if (labels < 1) {
      throw new IllegalArgumentException("labels must be at least 1, got " + labels);
    }
    return of(LabelDomain.LABEL_SETS, loss, labels, features, intercept);
  }

  private static OneVersusRestObjective of(
      LabelDomain domain, Loss loss, int classes, int features, boolean intercept) {
    if (loss.labelDomain() != LabelDomain.BINARY) {
      throw new IllegalArgumentException(
          "one-versus-rest needs a loss for labels 0 and 1, got " + loss.name());
    }
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, got " + features);
    }
    return new OneVersusRestObjective(domain, loss, classes, features, intercept);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public LabelDomain labelDomain() {
    return labels;
  }

  private static double label(Block block, int row, int c) {
    return block.hasLabel(row, c) ? 1 : 0;
  }

  @Override
  public double curvature() {
    return loss.curvature();
  }

  @Override
  public int margins() {
    return classes;
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
    for (int c = 0; c < classes; c++) {
      into[c] = loss.derivative(margins[c], label(block, row, c));
    }
  }

  @Override
  public void count(
      Block block, int row, double[] margins, double[] derivatives, GradientSum into) {
    derivatives(block, row, margins, derivatives);
    double cost = 0;
    for (int c = 0; c < classes; c++) {
      cost += loss.value(margins[c], label(block, row, c));
    }
    into.count(block.weight(row), cost);
  }

  /** A diagonal: the problems share nothing. */
  @Override
  public void secondDerivatives(Block block, int row, double[] margins, double[] into) {
    for (int a = 0; a < classes; a++) {
      Arrays.fill(into, a * classes, a * classes + a, 0);
      into[a * classes + a] = loss.secondDerivative(margins[a], label(block, row, a));
    }
  }

  @Override
  public Objective withFeatures(int other) {
    return of(labels, loss, classes, other, intercept);
  }

  @Override
  public void accumulate(Block block, Selection rows, double[] theta, Draw draw, GradientSum into) {
    Rows x = block.rows();
    int most = Runs.length(x);
    int[] list = new int[most];
    int[] kept = new int[most];
    double[] costs = new double[most];
    LossRun run = LossRun.of(most);
    for (int from = 0; from < rows.size(); from += most) {
      int count = Math.min(most, rows.size() - from);
      run.setCount(count);
      for (int k = 0; k < count; k++) {
        list[k] = rows.row(from + k);
        run.weights[k] = block.weight(list[k]);
      }
      Arrays.fill(costs, 0);
      for (int c = 0; c < classes; c++) {
        margins(x, list, count, theta, c, run.margins);
        for (int k = 0; k < count; k++) {
          run.labels[k] = label(block, list[k], c);
        }
        loss.evaluate(run);
        int size = 0;
        for (int k = 0; k < count; k++) {
          costs[k] += run.values[k];
          double multiplier = run.weights[k] * run.derivatives[k];
          if (multiplier != 0) {
            kept[size] = list[k];
            run.derivatives[size++] = multiplier;
            if (intercept) {
              into.add(classes * features + c, multiplier);
            }
          }
        }
        into.addScaled(x, kept, run.derivatives, size, c * features);
      }
      into.count(run.weights, costs, count);
    }
  }

  /** The margins of one class. */
  private void margins(Rows x, int[] run, int count, double[] theta, int c, double[] into) {
    x.dots(run, count, theta, c * features, into);
    if (intercept) {
      for (int k = 0; k < count; k++) {
        into[k] += theta[classes * features + c];
      }
    }
  }

  /** Of all rows, k a row. */
  private void margins(Block block, double[] theta, double[] into) {
    int count = block.count();
    int[] all = IntStream.range(0, count).toArray();
    double[] one = new double[count];
    for (int c = 0; c < classes; c++) {
      margins(block.rows(), all, count, theta, c, one);
      for (int row = 0; row < count; row++) {
        into[row * classes + c] = one[row];
      }
    }
  }

  @Override
  public void evaluate(Block block, double[] theta, LossSum into) {
    double[] margins = new double[Math.multiplyExact(block.count(), classes)];
    margins(block, theta, margins);
    for (int row = 0; row < block.count(); row++) {
      double cost = 0;
      for (int c = 0; c < classes; c++) {
        cost += loss.value(margins[row * classes + c], label(block, row, c));
      }
      into.add(block.weight(row), cost);
    }
  }

  @Override
  public Predictions predictions(int rows) {
    if (labels == LabelDomain.LABEL_SETS) {
      return Predictions.ofLabels(rows, classes, loss.hasProbability());
    }
    return loss.hasProbability()
        ? Predictions.withLogits(rows, classes)
        : Predictions.of(rows, classes, false);
  }

  @Override
  public void predict(Block block, double[] theta, Predictions out) {
    double[] margins = out.margins();
    margins(block, theta, margins);
    if (labels == LabelDomain.LABEL_SETS) {
      predictLabels(out);
    } else {
      predictClasses(out);
    }
  }

  private static void predictLabels(Predictions out) {
    double[] probabilities = out.probabilities();
    for (int i = 0; i < out.margins().length; i++) {
      double margin = out.margins()[i];
      out.predicted()[i] = margin > 0 ? 1 : 0;
      if (probabilities != null) {
        probabilities[i] = LogisticLoss.sigmoid(margin);
      }
    }
  }

  private void predictClasses(Predictions out) {
    double[] margins = out.margins();
    double[] probabilities = out.probabilities();
    for (int row = 0; row < out.rows(); row++) {
      int at = row * classes;
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (margins[at + c] > margins[at + best]) {
          best = c;
        }
      }
      out.predicted()[row] = best;
      if (probabilities != null) {
        double[] logits = out.logits();
        for (int c = 0; c < classes; c++) {
          logits[at + c] = LogisticLoss.logSigmoid(margins[at + c]);
        }
        Softmax.of(logits, at, classes, probabilities, at);
      }
    }
  }
}
