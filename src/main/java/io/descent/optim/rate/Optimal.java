package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * η = 1/(α·(t₀ + s)) with t₀ = 1/(η₁α) and η₁ = T = √(1/√α), the size that a weight typically has:
 * {@code optimal} of scikit-learn, after Bottou's heuristic.
 *
 * <p>It follows from the strength of the penalty alone; the first rate is T (10 for α = 10⁻⁴).
 * scikit-learn divides η₁ by max(1, ℓ′(−T, 1)), which is 1 for every loss of a margin, as ℓ′ is
 * below 0 there. There t counts examples, here s counts steps; they coincide with a batch of 1.
 *
 * @param strength α &gt; 0
 */
public record Optimal(double strength) implements LearningRate {
  private static final long serialVersionUID = 1L;

  public Optimal {
    Checks.positive("strength of the penalty", strength);
  }

  @Override
  public double at(long step, Slots slots) {
    double typicalWeight = Math.sqrt(1 / Math.sqrt(strength));
    double start = 1 / (typicalWeight * strength);
    return 1 / (strength * (start + step));
  }
}
