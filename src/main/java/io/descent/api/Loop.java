package io.descent.api;

import io.descent.objective.Objective;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import io.descent.sample.Sampler;
import io.descent.train.GradientSource;
import io.descent.train.LocalPace;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StopRule;
import java.util.Arrays;

/**
 * What the loop of a training is made of: synchronous mini-batches, or local steps.
 *
 * @param source of the gradients, or pseudo-gradients
 * @param rule of an update of θ
 * @param rate of that rule
 * @param stop when it ends
 * @param modelSize how many of its first elements are the model
 */
record Loop(
    GradientSource source, UpdateRule rule, LearningRate rate, StopRule stop, int modelSize) {

  static Loop of(TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
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
        dimension);
  }

  private static Loop local(
      TrainConfig config, Objective objective, ShardedBlocks blocks, Penalty penalty) {
    long localSteps = config.integer(TrainOption.LOCAL_STEPS, 1);
    long batch = LocalUpdates.batchSize(config);
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
    int dimension = objective.layout().dimension();
    return new Loop(
        source,
        source.synchronising(LocalUpdates.outerRule(config)),
        LearningRates.constant(LocalUpdates.outerRate(config)),
        config.stopRule(steps),
        dimension);
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
