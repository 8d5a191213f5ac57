package io.descent.optim;

import java.util.List;

/** The update rules by name. */
public final class UpdateRules {
  private UpdateRules() {}

  /** The names there are. */
  public static List<String> names() {
    return List.of("sgd", "momentum", "ema-momentum", "nesterov");
  }

  /**
   * The rule of a name.
   *
   * @param momentum μ or β of the rules that have one
   * @throws IllegalArgumentException naming those there are
   */
  public static UpdateRule byName(String name, double momentum) {
    return switch (name) {
      case "sgd" -> new Sgd();
      case "momentum" -> Momentum.of(momentum);
      case "ema-momentum" -> EmaMomentum.of(momentum);
      case "nesterov" -> Nesterov.of(momentum);
      default ->
          throw new IllegalArgumentException(
              "no optimizer " + name + "; there are " + String.join(", ", names()));
    };
  }

  static double checkMomentum(double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
    }
    return momentum;
  }

  /** 1 + μ + … + μᵗ⁻¹. */
  static double geometricSum(double mu, long t) {
    return (1 - StrictMath.pow(mu, (double) t)) / (1 - mu);
  }
}
