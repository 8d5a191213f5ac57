package io.descent.spark;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.LearningRates;
import io.descent.optim.Nesterov;
import io.descent.penalty.ElasticNet;
import io.descent.sample.BatchSize;
import io.descent.sample.BernoulliSampler;
import io.descent.sample.EpochSampler;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.ReplacementSampler;
import io.descent.sample.Sampler;
import io.descent.sample.StratifiedSampler;
import io.descent.train.Engine;
import io.descent.train.Generated;
import io.descent.train.LoadedBlocks;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.TrainResult;
import io.descent.train.Trainer;
import java.util.List;

/** A training to be repeated on every engine. */
record TrainingJob(String name, Generated data, Objective objective, Sampler sampler) {
  private static final int SHARDS = 37;

  /** Steps of a training. */
  static final int STEPS = 6;

  static final List<TrainingJob> ALL =
      List.of(
          new TrainingJob(
              "dense, full batch",
              new Generated(20, 30, 30, 2, true, 1),
              LinearObjective.of(new LogisticLoss(), 30, true),
              new FullSampler()),
          new TrainingJob(
              "wide and sparse, exact batch",
              new Generated(20, 9000, 12, 2, false, 2),
              LinearObjective.of(new LogisticLoss(), 9000, true),
              FixedSampler.of(17)),
          new TrainingJob(
              "a long θ of which little is read",
              new Generated(20, 400_000, 12, 3, true, 8),
              SoftmaxObjective.of(3, 400_000, true),
              FixedSampler.of(17)),
          new TrainingJob(
              "classes, Bernoulli",
              new Generated(20, 2000, 15, 3, true, 3),
              SoftmaxObjective.of(3, 2000, true),
              BernoulliSampler.of(0.05)),
          new TrainingJob(
              "one versus rest, exact batch",
              new Generated(20, 2000, 15, 3, true, 3),
              OneVersusRestObjective.of(new LogisticLoss(), 3, 2000, true),
              FixedSampler.of(23)),
          new TrainingJob(
              "epoch",
              new Generated(20, 30, 12, 2, true, 4),
              LinearObjective.of(new LogisticLoss(), 30, true),
              EpochSampler.of(170)),
          new TrainingJob(
              "with replacement, growing",
              new Generated(20, 30, 12, 2, true, 5),
              LinearObjective.of(new LogisticLoss(), 30, true),
              ReplacementSampler.uniform(BatchSize.growing(20, "times 3 every 2 max 900"))),
          new TrainingJob(
              "classes, stratified",
              new Generated(20, 60, 12, 3, true, 6),
              SoftmaxObjective.of(3, 60, true),
              StratifiedSampler.of(BatchSize.constant(50))),
          new TrainingJob(
              "importance",
              new Generated(20, 9000, 12, 2, true, 7),
              LinearObjective.of(new LogisticLoss(), 9000, true),
              ReplacementSampler.byImportance(BatchSize.constant(60))));

  /** θ of every training on an engine, which is closed. */
  static List<double[]> allOn(Engine engine) {
    try (engine) {
      return ALL.stream().map(job -> job.on(engine).theta()).toList();
    }
  }

  TrainResult on(Engine engine) {
    return on(engine, StepListener.none());
  }

  TrainResult on(Engine engine, StepListener listener) {
    return on(engine, StopRule.steps(STEPS), listener);
  }

  TrainResult on(Engine engine, StopRule stop, StepListener listener) {
    LoadedBlocks<LossSum> loaded = engine.load(SHARDS, data);
    try (ShardedBlocks blocks = loaded.blocks()) {
      Trainer trainer =
          Trainer.of(
              Nesterov.of(0.9), LearningRates.inverseSqrt(0.1), ElasticNet.of(1e-3, 1e-2), stop);
      return trainer.train(
          SampledGradient.of(blocks, objective, sampler, 7),
          new double[objective.layout().dimension()],
          listener);
    }
  }

  TrainingJob with(Objective other) {
    return new TrainingJob(name, data, other, sampler);
  }
}
