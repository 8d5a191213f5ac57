package io.descent.optim;

/** The plainest learning rates. */
public final class LearningRates {
  private LearningRates() {}

  /** η = η₀. */
  public static LearningRate constant(double rate) {
    double checked = checkRate(rate);
    return (step, slots) -> checked;
  }

  /** η = η₀/√(step + 1), the rate of MLlib's updaters. */
  public static LearningRate inverseSqrt(double rate) {
    double checked = checkRate(rate);
    return (step, slots) -> checked / Math.sqrt(step + 1.0);
  }

  private static double checkRate(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rate must be above 0 and finite, got " + rate);
    }
    return rate;
  }
}
