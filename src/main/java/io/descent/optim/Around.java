package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/** What wrappers of an update rule have in common: they are the rule, but for what they add. */
abstract class Around implements UpdateRule {
  private static final long serialVersionUID = 1L;

  private final UpdateRule inner;

  Around(UpdateRule inner) {
    this.inner = inner;
  }

  final UpdateRule inner() {
    return inner;
  }

  @Override
  public boolean takesProximalStep() {
    return inner.takesProximalStep();
  }

  @Override
  public boolean isIncremental() {
    return inner.isIncremental();
  }

  @Override
  public Slots init(int dimension) {
    return inner.init(dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    inner.apply(gradient, rate, theta, slots, t, out);
  }
}
