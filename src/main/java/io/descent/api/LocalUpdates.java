package io.descent.api;

import io.descent.objective.ParameterLayout;
import io.descent.optim.UpdateRule;
import io.descent.optim.UpdateRules;
import io.descent.train.LocalPace;
import io.descent.train.ShardedBlocks;
import java.util.List;
import java.util.Map;

/** The options of local SGD. */
final class LocalUpdates {
  private static final String PLAIN = "sgd";

  private LocalUpdates() {}

  /**
   * Throws when options do not go with local steps, or need them.
   *
   * @throws io.descent.error.UserException USAGE
   */
  static void check(TrainConfig config) {
    if (VarianceReduction.isAskedFor(config)) {
      return;
    }
    if (!config.isGiven(TrainOption.LOCAL_STEPS)) {
      for (TrainOption outer : List.of(TrainOption.OUTER_OPTIMIZER, TrainOption.OUTER_RATE)) {
        if (config.isGiven(outer)) {
          throw TrainConfig.usage(
              "--" + outer.option() + " needs --local-steps or --optimizer svrg");
        }
      }
      return;
    }
    for (TrainOption other : List.of(TrainOption.BATCH_FRACTION, TrainOption.BATCH_SCHEDULE)) {
      if (config.isGiven(other)) {
        throw TrainConfig.usage(
            "--"
                + other.option()
                + " does not go with --local-steps, whose updates read --batch-size rows each");
      }
    }
    if (config.isGiven(TrainOption.SAMPLING)
        && !config.value(TrainOption.SAMPLING).equals("epoch")) {
      throw TrainConfig.usage(
          "--local-steps reads every row once an epoch, and goes with --sampling epoch only, got "
              + config.value(TrainOption.SAMPLING));
    }
    if (!config.updateRule(ParameterLayout.empty()).isIncremental()) {
      throw TrainConfig.usage(
          "--local-steps does not go with --optimizer "
              + config.value(TrainOption.OPTIMIZER)
              + ", which computes θ anew from its sums; use another, such as adagrad");
    }
    if (!config.learningRate(1, epochs -> 1).init().names().isEmpty()) {
      throw TrainConfig.usage(
          "--schedule "
              + config.value(TrainOption.SCHEDULE)
              + " follows the objective of all rows, which shards do not know in local steps;"
              + " use another");
    }
  }

  /** Rows of an update. */
  static long batchSize(TrainConfig config) {
    return config.integer(TrainOption.BATCH_SIZE, 1);
  }

  /** Whether the updates between two synchronisations are chosen by what both cost. */
  static boolean isAuto(TrainConfig config) {
    return config.value(TrainOption.LOCAL_STEPS).equals("auto");
  }

  /** The most updates between two synchronisations, where they are given. */
  static long localSteps(TrainConfig config, ShardedBlocks blocks, int dimension) {
    return isAuto(config)
        ? LocalPace.localSteps(blocks.shards(), batchSize(config), blocks.bytes(), dimension)
        : config.integer(TrainOption.LOCAL_STEPS, 1);
  }

  static UpdateRule outerRule(TrainConfig config) {
    return UpdateRules.byName(name(config), Map.of(), null);
  }

  static double outerRate(TrainConfig config) {
    if (config.isGiven(TrainOption.OUTER_RATE)) {
      return config.number(TrainOption.OUTER_RATE);
    }
    String usual = UpdateRules.defaultOf(name(config), TrainOption.RATE.option());
    return usual == null || name(config).equals(PLAIN) ? 1 : Double.parseDouble(usual);
  }

  private static String name(TrainConfig config) {
    String name = config.text(TrainOption.OUTER_OPTIMIZER);
    return name == null ? PLAIN : name;
  }
}
