package io.descent.api;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import io.descent.objective.Loss;
import io.descent.objective.Losses;
import io.descent.optim.UpdateRules;
import java.util.List;
import java.util.function.Predicate;

/** Options that mean something only beside certain values of another option. */
final class Companions {
  private static final List<Companion> ALL =
      List.of(
          ofRule(TrainOption.MOMENTUM),
          ofRule(TrainOption.DAMPENING),
          ofRule(TrainOption.BETA1),
          ofRule(TrainOption.BETA2),
          ofRule(TrainOption.DECAY),
          ofRule(TrainOption.ADAPTIVE_EPSILON),
          ofRule(TrainOption.CENTERED),
          ofRule(TrainOption.FTRL_BETA),
          ofRule(TrainOption.WEIGHT_DECAY),
          new Companion(
              TrainOption.MULTICLASS, TrainOption.LOSS, binaryLosses(), Objectives::isBinary),
          ofLoss(TrainOption.HUBER_DELTA),
          ofLoss(TrainOption.EPSILON),
          ofLoss(TrainOption.QUANTILE),
          ofLoss(TrainOption.EXPECTILE));

  private Companions() {}

  /** The losses for labels 0 and 1. */
  static List<String> binaryLosses() {
    return Losses.all().stream()
        .filter(loss -> loss.labelDomain() == LabelDomain.BINARY)
        .map(Loss::name)
        .toList();
  }

  /** A parameter beside the losses that have it. */
  private static Companion ofLoss(TrainOption parameter) {
    return new Companion(
        parameter,
        TrainOption.LOSS,
        Losses.having(parameter.option()),
        loss -> {
          Loss brought = Extensions.loss(loss);
          return brought != null && brought.parameters().containsKey(parameter.option());
        });
  }

  /**
   * Throws when an option was given that does not apply.
   *
   * @throws UserException USAGE naming the option, the value beside it, and those it goes with
   */
  static void check(TrainConfig config) {
    for (Companion companion : ALL) {
      companion.check(config);
    }
  }

  /** A setting of update rules, beside the rules that take it. */
  private static Companion ofRule(TrainOption option) {
    return new Companion(
        option,
        TrainOption.OPTIMIZER,
        UpdateRules.taking(option.option()),
        rule -> Updates.defaultOf(rule, option) != null);
  }

  /** Whether an option applies beside a value of another. */
  static boolean goTogether(TrainOption option, TrainOption beside, String value) {
    return ALL.stream()
        .filter(companion -> companion.option == option && companion.beside == beside)
        .allMatch(companion -> companion.goesWith(value));
  }

  /**
   * An option and what it goes with.
   *
   * @param values of Descent's own
   * @param others whether it goes with a value that is not among these
   */
  private record Companion(
      TrainOption option, TrainOption beside, List<String> values, Predicate<String> others) {
    boolean goesWith(String value) {
      return values.contains(value) || others.test(value);
    }

    void check(TrainConfig config) {
      String value = config.text(beside);
      if (config.isGiven(option) && (value == null || !goesWith(value))) {
        throw UserException.of(
            ExitCode.USAGE,
            "--"
                + option.option()
                + " does not apply "
                + (value == null
                    ? "without --" + beside.option()
                    : "to --" + beside.option() + " " + value)
                + "; it goes with "
                + String.join(", ", values));
      }
    }
  }
}
