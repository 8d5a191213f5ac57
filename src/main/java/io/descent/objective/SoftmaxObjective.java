package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;

/**
 * Multinomial logistic regression over k classes: margins z_c = w_c·x + b_c, cost ℓ = logsumexp(z)
 * − z_y in nats, ∂ℓ/∂z_c = softmax_c(z) − 1{c = y}. Labels are class numbers 0 … k − 1.
 *
 * <p>θ is {@code weights} [k, d], row-major, penalised, and {@code intercept} [k], not penalised,
 * or the weights alone. All k rows are kept, so that without a penalty the optimum is a flat
 * direction wide (MLlib's {@code LogisticGradient} keeps k − 1, with class 0 as pivot). The largest
 * margin is subtracted before exponentials are taken.
 */
public final class SoftmaxObjective implements MarginObjective {
  private static final long serialVersionUID = 1L;

  private final int classes;
  private final int features;
  private final boolean intercept;
  private final ParameterLayout layout;

  private SoftmaxObjective(int classes, int features, boolean intercept) {
    this.classes = classes;
    this.features = features;
    this.intercept = intercept;
    ParameterLayout weights = ParameterLayout.empty().with("weights", true, classes, features);
    this.layout = intercept ? weights.with("intercept", false, classes) : weights;
  }

  /**
   * A multinomial model.
   *
   * @param classes k ≥ 2
   * @param features d ≥ 1
   * @param intercept whether there are intercepts
   */
  public static SoftmaxObjective of(int classes, int features, boolean intercept) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be at least 2, got " + classes);
    }
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, got " + features);
    }
    return new SoftmaxObjective(classes, features, intercept);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.CLASSES;
  }

  @Override
  public double curvature() {
    // No eigenvalue of diag(p) − ppᵀ is above ½.
    return 0.5;
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
    Softmax.of(margins, 0, classes, into, 0);
    into[(int) block.label(row)] -= 1;
  }

  @Override
  public void count(
      Block block, int row, double[] margins, double[] derivatives, GradientSum into) {
    int label = (int) block.label(row);
    double logSum = Softmax.of(margins, 0, classes, derivatives, 0);
    derivatives[label] -= 1;
    into.count(block.weight(row), logSum - margins[label]);
  }

  /** diag(p) − ppᵀ. */
  @Override
  public void secondDerivatives(Block block, int row, double[] margins, double[] into) {
    double[] p = new double[classes];
    Softmax.of(margins, 0, classes, p, 0);
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < a; b++) {
        into[a * classes + b] = -p[a] * p[b];
      }
      into[a * classes + a] = p[a] * (1 - p[a]);
    }
  }

  @Override
  public Objective withFeatures(int other) {
    return of(classes, other, intercept);
  }

  @Override
  public void accumulate(Block block, Selection rows, double[] theta, Draw draw, GradientSum into) {
    Rows x = block.rows();
    double[] z = new double[classes];
    double[] p = new double[classes];
    for (int k = 0; k < rows.size(); k++) {
      int row = rows.row(k);
      int label = (int) block.label(row);
      double weight = block.weight(row);
      margins(x, row, theta, z, 0);
      double logSum = Softmax.of(z, 0, classes, p, 0);
      into.count(weight, logSum - z[label]);
      p[label] -= 1;
      for (int c = 0; c < classes; c++) {
        double multiplier = weight * p[c];
        if (multiplier != 0) {
          into.addScaled(x, row, multiplier, c * features);
          if (intercept) {
            into.add(classes * features + c, multiplier);
          }
        }
      }
    }
  }

  private void margins(Rows x, int row, double[] theta, double[] into, int at) {
    for (int c = 0; c < classes; c++) {
      double product = x.dot(row, theta, c * features);
      into[at + c] = intercept ? product + theta[classes * features + c] : product;
    }
  }

  @Override
  public void evaluate(Block block, double[] theta, LossSum into) {
    double[] z = new double[classes];
    double[] p = new double[classes];
    for (int row = 0; row < block.count(); row++) {
      margins(block.rows(), row, theta, z, 0);
      into.add(block.weight(row), Softmax.of(z, 0, classes, p, 0) - z[(int) block.label(row)]);
    }
  }

  @Override
  public Predictions predictions(int rows) {
    return Predictions.of(rows, classes, true);
  }

  @Override
  public void predict(Block block, double[] theta, Predictions out) {
    double[] margins = out.margins();
    double[] probabilities = out.probabilities();
    for (int row = 0; row < block.count(); row++) {
      int at = row * classes;
      margins(block.rows(), row, theta, margins, at);
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (margins[at + c] > margins[at + best]) {
          best = c;
        }
      }
      out.predicted()[row] = best;
      if (probabilities != null) {
        Softmax.of(margins, at, classes, probabilities, at);
      }
    }
  }
}
