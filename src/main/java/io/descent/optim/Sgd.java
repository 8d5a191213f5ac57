package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/** Plain stochastic gradient descent: θ ← θ − η·g. Effective step: η. */
public final class Sgd implements UpdateRule {
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
}
