package io.descent.optim;

import org.jspecify.annotations.Nullable;

/**
 * AdamW (Loshchilov and Hutter 2019) in the form of torch.optim.AdamW: θ ← θ·(1 − ηλ), then {@link
 * Adam}. The decay is multiplied by the rate; Spark's own AdamW does not, and over-regularises a
 * ported λ by 1/η.
 */
public final class AdamW extends Around {
  private static final long serialVersionUID = 1L;

  private AdamW(UpdateRule inner) {
    super(inner);
  }

  /**
   * The rule.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε &gt; 0
   * @param decay λ ≥ 0
   * @param ranges what decays, as for {@link WeightDecay#of}
   */
  public static AdamW of(
      double beta1, double beta2, double epsilon, double decay, int @Nullable [] ranges) {
    return new AdamW(WeightDecay.of(Adam.of(beta1, beta2, epsilon), decay, ranges));
  }

  @Override
  public String name() {
    return "adamw";
  }
}
