package io.descent.optim.schedule;

import java.util.function.DoubleToLongFunction;

/**
 * What a schedule must know of the training it is for.
 *
 * @param rate η₀ &gt; 0, from which every schedule begins
 * @param totalSteps the steps that the training makes unless it stops early, ≥ 1
 * @param epochs how many steps a number of epochs takes
 * @param penalty the strength of the penalty, λ₁ + λ₂: scikit-learn's alpha, which it divides
 *     between the two by {@code l1_ratio}
 */
public record RateContext(
    double rate, long totalSteps, DoubleToLongFunction epochs, double penalty) {
  long stepsPerEpoch() {
    return Math.max(1, epochs.applyAsLong(1));
  }
}
