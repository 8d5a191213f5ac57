package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Clips the gradient by its norm before a rule takes it: g ← c·g with c = min(1, limit/‖g‖₂), the
 * norm over all of θ, L2 part included (Pascanu et al. 2013; torch's {@code clip_grad_norm_} adds
 * 1e-6 to the norm). A gradient whose norm is not a finite number passes as it is, so that the run
 * is seen to diverge. Effective step: c times the rule's.
 */
public final class ClipNorm extends Around {
  private static final long serialVersionUID = 1L;

  private final double limit;

  private ClipNorm(UpdateRule inner, double limit) {
    super(inner);
    this.limit = limit;
  }

  /**
   * A rule with its gradients clipped.
   *
   * @param limit the largest norm, &gt; 0
   */
  public static ClipNorm of(UpdateRule inner, double limit) {
    return new ClipNorm(inner, Check.positive("clip-norm", limit));
  }

  @Override
  public String name() {
    return "clip-norm(" + inner().name() + ")";
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double norm = norm(gradient);
    if (!(norm > limit && norm < Double.POSITIVE_INFINITY)) {
      super.apply(gradient, rate, theta, slots, t, out);
      return;
    }
    double factor = limit / norm;
    double[] clipped = gradient.clone();
    for (int j = 0; j < clipped.length; j++) {
      clipped[j] *= factor;
    }
    super.apply(clipped, rate, theta, slots, t, out);
    out.scale(factor);
  }

  /** The 2-norm, of the elements over the largest so that squares do not overflow. */
  private static double norm(double[] gradient) {
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    double squares = 0;
    for (double g : gradient) {
      squares += (g / largest) * (g / largest);
    }
    return largest * Math.sqrt(squares);
  }
}
