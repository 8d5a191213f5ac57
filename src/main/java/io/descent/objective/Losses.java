package io.descent.objective;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The losses of a margin, by name. */
public final class Losses {
  private static final List<Loss> ALL =
      List.of(
          new HalfSquaredLoss(),
          new LogisticLoss(),
          new HingeLoss(),
          new SquaredHingeLoss(),
          new ModifiedHuberLoss(),
          new PerceptronLoss(),
          HuberLoss.of(1),
          EpsilonInsensitiveLoss.of(0.1),
          SquaredEpsilonInsensitiveLoss.of(0.1),
          QuantileLoss.of(0.5),
          ExpectileLoss.of(0.5),
          new PoissonLoss(),
          new GammaLoss());

  private Losses() {}

  /** All of them, with the defaults of their parameters. */
  public static List<Loss> all() {
    return ALL;
  }

  /**
   * The loss of a name, with the defaults of its parameters.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Loss byName(String name) {
    return ALL.stream()
        .filter(loss -> loss.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no loss "
                        + name
                        + "; there are "
                        + ALL.stream().map(Loss::name).collect(Collectors.joining(", "))));
  }

  /**
   * The loss of a name with parameters, those that are not given at their defaults.
   *
   * @throws IllegalArgumentException when there is no such loss, or it has no such parameter, or
   *     not with such a value
   */
  public static Loss of(String name, Map<String, Double> parameters) {
    return with(byName(name), parameters);
  }

  /**
   * A loss with other values of parameters.
   *
   * @throws IllegalArgumentException when it has no such parameter, or not with such a value
   */
  public static Loss with(Loss loss, Map<String, Double> parameters) {
    Loss changed = loss;
    for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
      changed = changed.with(parameter.getKey(), parameter.getValue());
    }
    return changed;
  }

  /**
   * The default of a parameter, wherever it occurs.
   *
   * @throws IllegalArgumentException when no loss has it
   */
  public static double defaultOf(String parameter) {
    for (Loss loss : ALL) {
      Double value = loss.parameters().get(parameter);
      if (value != null) {
        return value;
      }
    }
    throw new IllegalArgumentException("no loss has a parameter " + parameter);
  }

  /** The names of the losses that have a parameter. */
  public static List<String> having(String parameter) {
    return ALL.stream()
        .filter(loss -> loss.parameters().containsKey(parameter))
        .map(Loss::name)
        .toList();
  }
}
