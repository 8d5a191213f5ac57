package io.descent.bench;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.optim.Adagrad;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Nesterov;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.optim.schedule.RateContext;
import io.descent.optim.schedule.Schedule;
import io.descent.penalty.ElasticNet;
import io.descent.sample.EpochSampler;
import io.descent.train.GradientSource;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.Smoothness;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Svrg;
import io.descent.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Descent's ways to an optimum, from blocks of rows that are loaded on an engine. On another engine
 * they give the same bits, so that one search does for both.
 */
final class OptimumDescent {
  private static final int[] STEPS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

  private final String program;
  private final ShardedBlocks blocks;
  private final int width;
  private final ElasticNet penalty;

  OptimumDescent(String program, ShardedBlocks blocks, int width, double l2) {
    this.program = program;
    this.blocks = blocks;
    this.width = width;
    this.penalty = ElasticNet.of(0, l2);
  }

  /** Local steps, reduced variance and mini-batches, each at several rates. */
  List<OptimumWay> ways() {
    List<OptimumWay> ways = new ArrayList<>();
    for (double share : new double[] {0.2, 0.3, 0.4, 0.5}) {
      for (long batch : new long[] {50, 100, 200}) {
        for (double rate : new double[] {0.7, 1, 1.5}) {
          ways.add(local(new Sgd(), batch, share, rate));
        }
      }
      ways.add(local(Adagrad.of(1e-10), 10, share, 0.5));
    }
    ways.add(svrg());
    for (double share : new double[] {0.05, 0.2}) {
      for (double rate : new double[] {4, 8}) {
        ways.add(batches(share, rate));
      }
    }
    return ways;
  }

  /** Updates whose rate falls to 0, with an average after each share of the rows. */
  private OptimumWay local(UpdateRule rule, long batch, double share, double rate) {
    long updates = Math.max(1, (long) (share * blocks.shards().mostRows() / batch));
    return way(
        "local steps " + updates + ", " + rule.name() + ", batch " + batch + ", rate " + rate,
        steps -> {
          LearningRate falling =
              Schedule.parse("polynomial all")
                  .rate(new RateContext(rate, steps * updates, epochs -> 1, 0));
          LocalSteps source =
              LocalSteps.of(blocks, objective(), rule, falling, penalty, batch, updates, 1);
          return train(source, source.synchronising(new Sgd()), 1, steps);
        });
  }

  private OptimumWay svrg() {
    return way(
        "svrg, batch 10",
        steps -> {
          double rate = 1 / Smoothness.of(blocks, objective(), penalty).bound();
          long most = blocks.shards().mostRows();
          Svrg source = Svrg.of(blocks, objective(), rate, penalty, 10, most, 1);
          return train(source, source.synchronising(new Sgd()), 1, steps);
        });
  }

  private OptimumWay batches(double share, double rate) {
    long size = Math.max(1, (long) (share * blocks.shards().rows()));
    return way(
        "batch " + size + ", nesterov, rate " + rate,
        steps ->
            train(
                SampledGradient.of(blocks, objective(), EpochSampler.of(size), 1),
                Nesterov.of(0.5),
                rate,
                steps));
  }

  private OptimumWay way(String setting, IntFunction<double[]> fit) {
    return new OptimumWay(program, setting, STEPS, fit);
  }

  private Objective objective() {
    return LinearObjective.of(new LogisticLoss(), width, false);
  }

  private double[] train(GradientSource source, UpdateRule rule, double rate, int steps) {
    double[] theta =
        Trainer.of(rule, LearningRates.constant(rate), penalty, StopRule.steps(steps))
            .train(source, source.start(new double[width]), StepListener.none())
            .theta();
    return Arrays.copyOf(theta, width);
  }
}
