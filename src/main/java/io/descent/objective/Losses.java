package io.descent.objective;

import java.util.List;
import java.util.stream.Collectors;

/** The losses of a margin, by name. */
public final class Losses {
  private static final List<Loss> ALL =
      List.of(new HalfSquaredLoss(), new LogisticLoss(), new HingeLoss());

  private Losses() {}

  /** All of them. */
  public static List<Loss> all() {
    return ALL;
  }

  /**
   * The loss of a name.
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
}
