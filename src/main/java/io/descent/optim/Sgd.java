package io.descent.optim;

import io.descent.linalg.CsrRows;
import io.descent.linalg.EffectiveStep;
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
  public SparseUpdates on(double[] theta, Slots memory) {
    return new OnRows(theta);
  }

  private static final class OnRows implements SparseUpdates {
    private final double[] theta;

    OnRows(double[] theta) {
      this.theta = theta;
    }

    @Override
    public double rateOf(double rate, long t) {
      return rate;
    }

    @Override
    public void applyRow(CsrRows rows, int row, double scale, double rate, int offset) {
      rows.addScaled(row, -rate * scale, theta, offset);
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
    public void stepsOf(CsrRows rows, int row, int offset, double[] into) {
      Arrays.fill(into, 0, rows.entries(row), 1);
    }
  }
}
