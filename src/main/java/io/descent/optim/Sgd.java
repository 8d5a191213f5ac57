package io.descent.optim;

import io.descent.linalg.CsrRows;
import io.descent.linalg.EffectiveStep;
import io.descent.linalg.WeightOrder;
import java.util.Arrays;

/** Plain stochastic gradient descent: θ ← θ − η·g. Effective step: η. */
public final class Sgd implements SparseRule {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none();
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    for (int j = 0; j < theta.length; j++) {
      theta[j] -= rate * gradient[j];
    }
    out.set(rate);
  }

  @Override
  public SparseUpdates on(double[] theta, Slots memory, WeightOrder order) {
    return new OnRows(theta, order);
  }

  private static final class OnRows implements SparseUpdates {
    private final double[] theta;
    private final WeightOrder order;
    private final double[] steps;

    OnRows(double[] theta, WeightOrder order) {
      this.theta = theta;
      this.order = order;
      this.steps = new double[order.margins()];
    }

    @Override
    public double rateOf(double rate, long t) {
      return rate;
    }

    @Override
    public void applyRow(CsrRows rows, int row, double[] scales, double rate) {
      for (int c = 0; c < steps.length; c++) {
        steps[c] = -rate * scales[c];
      }
      order.addRow(rows, row, steps, theta);
    }

    @Override
    public void applyElement(int j, double g, double rate) {
      theta[j] -= rate * g;
    }

    @Override
    public double stepOf(int j) {
      return 1;
    }

    @Override
    public void stepsOf(CsrRows rows, int row, int first, int count, double[] into) {
      Arrays.fill(into, 0, count * steps.length, 1);
    }
  }
}
