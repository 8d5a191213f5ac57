package io.descent.api;

import io.descent.objective.Objective;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import io.descent.sample.Sampler;
import io.descent.sample.Shards;
import io.descent.train.GradientSource;
import io.descent.train.LocalPace;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StopRule;
import io.descent.train.Svrg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the loop of a training is made of: synchronous mini-batches, local steps, or steps of
 * reduced variance.
 *
 * @param source of the gradients, or pseudo-gradients
 * @param rule of an update of θ
 * @param rate of that rule
 * @param stop when it ends
 * @param modelSize how many of its first elements are the model
 * @param updateRate the rate that updates begin with, of which a schedule may make another
 * @param notes what a person should know of it
 */
record Loop(
    GradientSource source,
    UpdateRule rule,
    LearningRate rate,
    StopRule stop,
    int modelSize,
    double updateRate,
    List<String> notes) {
  /** Updates of a shard in an epoch below which averages of many shards learn little. */
  private static final long FEW_UPDATES = 1000;

  static Loop of(TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
    if (VarianceReduction.isAskedFor(config)) {
      return reduced(config, objective, blocks, penalty);
    }
    return config.isGiven(TrainOption.LOCAL_STEPS)
        ? local(config, objective, blocks, penalty)
        : synchronous(config, objective, blocks);
  }

  private static Loop synchronous(TrainConfig config, Objective objective, ShardedBlocks blocks) {
    long rows = blocks.shards().rows();
    Sampler sampler = config.sampler();
    long steps = config.stepsFor(rows);
    int dimension = objective.layout().dimension();
    return new Loop(
        SampledGradient.of(blocks, objective, sampler, config.seed()),
        config.updateRule(objective.layout()),
        config.learningRate(steps, epochs -> sampler.steps(epochs, rows)),
        config.stopRule(steps),
        dimension,
        config.number(TrainOption.RATE),
        List.of());
  }

  private static Loop local(
      TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
    long batch = LocalUpdates.batchSize(config);
    int dimension = objective.layout().dimension();
    long localSteps = LocalUpdates.localSteps(config, blocks, dimension);
    LocalPace pace = LocalPace.of(blocks.shards(), batch, localSteps);
    long steps = config.stepsFor(pace::steps);
    LocalSteps source =
        LocalSteps.of(
            blocks,
            objective,
            config.updateRule(objective.layout()),
            config.learningRate(pace.updates(steps), epochs -> pace.updates(pace.steps(epochs))),
            penalty,
            batch,
            localSteps,
            config.seed());
    return new Loop(
        source,
        source.synchronising(LocalUpdates.outerRule(config)),
        LearningRates.constant(LocalUpdates.outerRate(config)),
        config.stopRule(steps),
        dimension,
        config.number(TrainOption.RATE),
        notes(config, blocks.shards(), pace, localSteps));
  }

  private static List<String> notes(
      TrainConfig config, Shards shards, LocalPace pace, long localSteps) {
    List<String> notes = new ArrayList<>();
    if (LocalUpdates.isAuto(config)) {
      notes.add("local steps: " + localSteps + ", " + pace.stepsPerEpoch() + " averages an epoch");
    }
    if (shards.count() > 1 && pace.updatesPerEpoch() < FEW_UPDATES) {
      notes.add(
          "each of "
              + shards.count()
              + " shards makes at most "
              + pace.updatesPerEpoch()
              + " updates an epoch; fewer (--shards) would learn more from it");
    }
    return notes;
  }

  private static Loop reduced(
      TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
    Svrg source = VarianceReduction.source(config, objective, blocks, penalty);
    double rate = source.rate();
    return new Loop(
        source,
        source.synchronising(LocalUpdates.outerRule(config)),
        LearningRates.constant(LocalUpdates.outerRate(config)),
        config.stopRule(config.stepsFor(source::steps)),
        source.modelSize(),
        rate,
        VarianceReduction.notes(config, source));
  }

  /** θ before the first step. */
  double[] start() {
    return source.start(new double[modelSize]);
  }

  /** The model in a θ of the loop. */
  double[] model(double[] theta) {
    return theta.length == modelSize ? theta : Arrays.copyOf(theta, modelSize);
  }
}
