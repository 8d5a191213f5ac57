package io.descent.api;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.ParameterLayout;
import io.descent.optim.ClipNorm;
import io.descent.optim.ClipValue;
import io.descent.optim.Lookahead;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.optim.UpdateRules;
import io.descent.optim.WeightDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The update rule of the settings, with what is put around it. A gradient is clipped by value, then
 * by norm; then weights decay; then the rule moves θ; look-ahead is around all of it.
 */
final class Updates {
  private Updates() {}

  /**
   * The rule.
   *
   * @param layout θ, of which the penalised slices decay
   */
  static UpdateRule rule(TrainConfig config, ParameterLayout layout) {
    UpdateRule rule = plain(config, layout);
    if (config.isGiven(TrainOption.CLIP_NORM)) {
      rule = ClipNorm.of(rule, config.number(TrainOption.CLIP_NORM));
    }
    if (config.isGiven(TrainOption.CLIP_VALUE)) {
      rule = ClipValue.of(rule, config.number(TrainOption.CLIP_VALUE));
    }
    if (config.isGiven(TrainOption.LOOKAHEAD)) {
      rule = Lookahead.parse(rule, config.value(TrainOption.LOOKAHEAD));
    }
    return rule;
  }

  /** The names of what is not brought by a jar. */
  static List<String> names() {
    List<String> names = new ArrayList<>(UpdateRules.names());
    names.add(VarianceReduction.SVRG);
    return names;
  }

  private static UpdateRule plain(TrainConfig config, ParameterLayout layout) {
    String name = config.value(TrainOption.OPTIMIZER);
    if (name.equals(VarianceReduction.SVRG)) {
      // Its updates are plain ones, by other gradients.
      return new Sgd();
    }
    int[] penalised =
        layout.slices().stream()
            .filter(ParameterLayout.Slice::penalised)
            .flatMapToInt(s -> IntStream.of(s.offset(), s.offset() + s.size()))
            .toArray();
    UpdateRule brought = Extensions.rule(name);
    if (brought != null) {
      return config.isGiven(TrainOption.WEIGHT_DECAY)
          ? WeightDecay.of(brought, config.number(TrainOption.WEIGHT_DECAY), penalised)
          : brought;
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (TrainOption option : TrainOption.values()) {
      if (config.isGiven(option) && UpdateRules.taking(option.option()).contains(name)) {
        given.put(option.option(), config.value(option));
      }
    }
    return UpdateRules.byName(name, given, penalised);
  }

  /**
   * The default that an option has beside a rule, or null where the rule does not take it. A rule
   * that a jar brings takes a rate and, where its updates start from θ, decoupled weight decay; its
   * own settings are its own affair.
   */
  static @Nullable String defaultOf(String rule, TrainOption option) {
    UpdateRule brought = Extensions.rule(rule);
    if (brought == null) {
      return UpdateRules.defaultOf(rule, option.option());
    }
    return switch (option) {
      case RATE -> "0.1";
      case WEIGHT_DECAY -> brought.isIncremental() ? "0" : null;
      default -> null;
    };
  }

  /**
   * Throws when something is asked for that the rule does not go with.
   *
   * @throws UserException USAGE naming both and the way out
   */
  static void check(TrainConfig config) {
    UpdateRule rule = plain(config, ParameterLayout.empty());
    String optimizer = "--optimizer " + config.value(TrainOption.OPTIMIZER);
    for (TrainOption kinked : new TrainOption[] {TrainOption.L1, TrainOption.GROUP_LASSO}) {
      if (!rule.takesProximalStep() && config.number(kinked) > 0) {
        throw usage(
            "--"
                + kinked.option()
                + " does not go with "
                + optimizer
                + ", whose steps have the same length whatever the gradient: no proximal step leads to"
                + " the optimum; use --l2 or another optimizer, such as adam");
      }
    }
    if (!rule.isIncremental()) {
      if (config.isGiven(TrainOption.LOOKAHEAD)) {
        throw usage(
            "--lookahead does not go with "
                + optimizer
                + ", which computes θ anew from its sums in every update; leave one out");
      }
      if (!config.value(TrainOption.SCHEDULE).equals("constant")) {
        throw usage(
            "--schedule "
                + config.value(TrainOption.SCHEDULE)
                + " does not go with "
                + optimizer
                + ", which lets the rate fall by itself; it takes --schedule constant");
      }
    }
  }

  private static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }
}
