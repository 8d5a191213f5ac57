package io.descent.api;

import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.train.ShardedBlocks;
import io.descent.train.Smoothness;
import io.descent.train.Svrg;
import java.util.List;
import java.util.stream.Stream;

/** The options of {@code --optimizer svrg}. */
final class VarianceReduction {
  /** The name of the option's value. */
  static final String SVRG = "svrg";

  /** The rate where the loss has no bounded curvature. */
  private static final double USUAL_RATE = 0.1;

  private VarianceReduction() {}

  /** Whether a training is of this kind. */
  static boolean isAskedFor(TrainConfig config) {
    return config.value(TrainOption.OPTIMIZER).equals(SVRG);
  }

  /**
   * Throws when options do not go with it.
   *
   * @throws io.descent.error.UserException USAGE
   */
  static void check(TrainConfig config) {
    if (!isAskedFor(config)) {
      return;
    }
    if (!config.loss().equals(TrainConfig.MULTINOMIAL)
        && !Objectives.loss(config.loss(), config.lossParameters()).isSmooth()) {
      throw TrainConfig.usage(
          "--optimizer svrg needs a loss without kinks, and --loss "
              + config.loss()
              + " has one; use "
              + String.join(", ", Objectives.smoothLosses())
              + ", or another optimizer");
    }
    for (TrainOption other :
        List.of(
            TrainOption.BATCH_FRACTION,
            TrainOption.BATCH_SCHEDULE,
            TrainOption.CLIP_NORM,
            TrainOption.CLIP_VALUE,
            TrainOption.LOOKAHEAD)) {
      if (config.isGiven(other)) {
        throw TrainConfig.usage(
            "--"
                + other.option()
                + " does not go with --optimizer svrg, whose updates read --batch-size rows each"
                + " and are corrected by the gradient of all; leave it out");
      }
    }
    if (config.isGiven(TrainOption.SAMPLING)
        && !config.value(TrainOption.SAMPLING).equals("epoch")) {
      throw TrainConfig.usage(
          "--optimizer svrg reads every row once a round, and goes with --sampling epoch only, got "
              + config.value(TrainOption.SAMPLING));
    }
    if (!config.value(TrainOption.SCHEDULE).equals("constant")) {
      throw TrainConfig.usage(
          "--schedule "
              + config.value(TrainOption.SCHEDULE)
              + " does not go with --optimizer svrg, which reaches the optimum at a constant rate;"
              + " it takes --schedule constant");
    }
  }

  /**
   * The source of a training's steps. Their rate is the one that is given, else 1/L. Second
   * derivatives are used where nothing is given that would then mean nothing.
   */
  static Svrg source(
      TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
    if (config.isGiven(TrainOption.RATE)) {
      return source(config, objective, blocks, penalty, config.number(TrainOption.RATE));
    }
    Smoothness smoothness = Smoothness.of(blocks, objective, penalty);
    double steepest = smoothness.bound();
    double rate = steepest > 0 && steepest < Double.POSITIVE_INFINITY ? 1 / steepest : USUAL_RATE;
    Svrg source = source(config, objective, blocks, penalty, rate);
    boolean plain =
        Stream.of(TrainOption.LOCAL_STEPS, TrainOption.OUTER_OPTIMIZER, TrainOption.OUTER_RATE)
            .noneMatch(config::isGiven);
    return plain ? source.guarded(smoothness) : source;
  }

  /** What it has chosen by itself. */
  static List<String> notes(TrainConfig config, Svrg source) {
    if (config.isGiven(TrainOption.RATE)) {
      return List.of();
    }
    return List.of(
        source.beginsWithSecondOrder()
            ? "steps by second derivatives of all rows"
            : "rate of updates: " + source.rate());
  }

  private static Svrg source(
      TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty, double rate) {
    long batch =
        config.isGiven(TrainOption.BATCH_SIZE)
            ? LocalUpdates.batchSize(config)
            : Svrg.batchSize(blocks, objective, penalty);
    long localSteps =
        config.isGiven(TrainOption.LOCAL_STEPS)
            ? LocalUpdates.localSteps(config, blocks, objective.layout().dimension())
            : blocks.shards().mostRows();
    return Svrg.of(blocks, objective, rate, penalty, batch, localSteps, config.seed());
  }
}
