package io.descent.train;

import io.descent.linalg.EffectiveStep;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import java.util.Arrays;

/**
 * The update of a synchronisation of local SGD: an outer rule moves the model by the
 * pseudo-gradient; the state of the inner rule, which lies behind the model, becomes what comes in
 * the gradient's place, the mean of the shards'.
 */
final class SyncRule implements UpdateRule {
  private static final long serialVersionUID = 1L;

  private final UpdateRule outer;
  private final int modelSize;

  SyncRule(UpdateRule outer, int modelSize) {
    this.outer = outer;
    this.modelSize = modelSize;
  }

  @Override
  public String name() {
    return outer.name();
  }

  @Override
  public Slots init(int dimension) {
    return outer.init(modelSize);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] model = Arrays.copyOf(theta, modelSize);
    outer.apply(Arrays.copyOf(gradient, modelSize), rate, model, slots, t, out);
    System.arraycopy(model, 0, theta, 0, modelSize);
    System.arraycopy(gradient, modelSize, theta, modelSize, theta.length - modelSize);
  }
}
