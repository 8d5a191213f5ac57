package io.descent.optim;

import io.descent.linalg.EffectiveStep;
import java.util.Arrays;

/**
 * Clips every element of the gradient to [−limit, limit] before a rule takes it (torch's {@code
 * clip_grad_value_}). NaN passes. Effective step of a coordinate: the rule's times limit/|g| where
 * g was clipped.
 */
public final class ClipValue extends Around {
  private static final long serialVersionUID = 1L;

  private final double limit;

  private ClipValue(UpdateRule inner, double limit) {
    super(inner);
    this.limit = limit;
  }

  /**
   * A rule with its gradients clipped.
   *
   * @param limit the largest magnitude, &gt; 0
   */
  public static ClipValue of(UpdateRule inner, double limit) {
    return new ClipValue(inner, Check.positive("clip-value", limit));
  }

  @Override
  public String name() {
    return "clip-value(" + inner().name() + ")";
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    if (!clips(gradient)) {
      super.apply(gradient, rate, theta, slots, t, out);
      return;
    }
    double[] clipped = gradient.clone();
    double[] factors = new double[gradient.length];
    Arrays.fill(factors, 1);
    for (int j = 0; j < clipped.length; j++) {
      double magnitude = Math.abs(gradient[j]);
      if (magnitude > limit) {
        factors[j] = limit / magnitude;
        clipped[j] = Math.copySign(limit, gradient[j]);
      }
    }
    super.apply(clipped, rate, theta, slots, t, out);
    out.scale(factors);
  }

  private boolean clips(double[] gradient) {
    for (double g : gradient) {
      if (Math.abs(g) > limit) {
        return true;
      }
    }
    return false;
  }
}
