package io.descent.optim;

import java.util.List;

/** The learning-rate schedules by name. */
public final class LearningRates {
  private LearningRates() {}

  /** The names there are. */
  public static List<String> names() {
    return List.of("constant", "inverse-sqrt");
  }

  /**
   * The schedule of a name.
   *
   * @param rate η₀ &gt; 0
   * @throws IllegalArgumentException naming those there are, or the rate
   */
  public static LearningRate byName(String name, double rate) {
    return switch (name) {
      case "constant" -> constant(rate);
      case "inverse-sqrt" -> inverseSqrt(rate);
      default ->
          throw new IllegalArgumentException(
              "no schedule " + name + "; there are " + String.join(", ", names()));
    };
  }

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
