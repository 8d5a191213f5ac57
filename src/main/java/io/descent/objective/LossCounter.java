package io.descent.objective;

/** Counts rows with what they cost. */
@FunctionalInterface
public interface LossCounter {
  /** Counts a row with its weight cᵢ and loss ℓᵢ. */
  void count(double weight, double loss);
}
