package io.descent.optim;

import io.descent.linalg.EffectiveStep;
import org.jspecify.annotations.Nullable;

/**
 * Decoupled weight decay around a rule (Loshchilov and Hutter 2019, in torch's form): θ ← θ·(1 −
 * ηλ), then the rule with the gradient at θ before the decay. The decay is multiplied by the rate,
 * so that a rate of 0 moves nothing; for the plain rule it is λ in the gradient. It is no part of
 * the objective. Effective step: the rule's.
 */
public final class WeightDecay extends Around {
  private static final long serialVersionUID = 1L;

  private final double decay;
  private final int @Nullable [] ranges;

  private WeightDecay(UpdateRule inner, double decay, int @Nullable [] ranges) {
    super(inner);
    this.decay = decay;
    this.ranges = ranges;
  }

  /**
   * A rule with decay of some of θ.
   *
   * @param decay λ ≥ 0
   * @param ranges what decays, as pairs (from, to): elements from … to − 1; null: all of θ
   */
  public static WeightDecay of(UpdateRule inner, double decay, int @Nullable [] ranges) {
    if (ranges != null && ranges.length % 2 != 0) {
      throw new IllegalArgumentException("ranges are pairs, got " + ranges.length + " numbers");
    }
    return new WeightDecay(
        inner, Check.notNegative("weight-decay", decay), ranges == null ? null : ranges.clone());
  }

  @Override
  public String name() {
    return "weight-decay(" + inner().name() + ")";
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    int[] decayed = ranges == null ? new int[] {0, theta.length} : ranges;
    double kept = 1 - rate * decay;
    for (int r = 0; r < decayed.length; r += 2) {
      for (int j = decayed[r]; j < decayed[r + 1]; j++) {
        theta[j] *= kept;
      }
    }
    super.apply(gradient, rate, theta, slots, t, out);
  }
}
