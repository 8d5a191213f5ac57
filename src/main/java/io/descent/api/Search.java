package io.descent.api;

import io.descent.linalg.Block;
import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.sample.Deal;
import io.descent.sample.Folds;
import io.descent.train.BlockMap;
import io.descent.train.FullLoss;
import io.descent.train.LocalEngine;
import io.descent.train.Optimum;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trainings on a sample of the rows, to see which settings are best: each trains on four fifths of
 * the sample and is judged after every epoch by the mean loss of the rest, drawn of each label
 * alike; several times with other rows held out where the sample is small. All of it is made on
 * threads of this process, and is a function of the sample, the settings and the seed.
 */
final class Search implements AutoCloseable {
  /** The sample is cut into as many, of which one is held out. */
  static final int PARTS = 5;

  /** Epochs without a lower loss after which a training ends. */
  private static final int PATIENCE = 10;

  private static final int LESS_PATIENCE = 3;

  private final TrainConfig config;
  private final Objective objective;
  private final Function<TrainConfig, Penalty> penalties;
  private @Nullable Optimum optimum;
  private final List<ShardedBlocks> kept = new ArrayList<>();
  private final List<ShardedBlocks> heldOut = new ArrayList<>();

  private Search(
      TrainConfig config, Objective objective, Function<TrainConfig, Penalty> penalties) {
    this.config = config;
    this.objective = objective;
    this.penalties = penalties;
  }

  /**
   * A search.
   *
   * @param sample the rows
   * @param folds how often each training is made, up to {@value #PARTS}
   * @param penalties the penalty that settings make
   */
  static Search on(
      List<Block> sample,
      LocalEngine engine,
      int folds,
      TrainConfig config,
      Objective objective,
      Function<TrainConfig, Penalty> penalties) {
    Search search = new Search(config, objective, penalties);
    ShardedBlocks given = engine.blocks(sample);
    ShardedBlocks rows = given.deal(Deal.of(given.shards(), config.seed()));
    Folds parts = Folds.of(PARTS, config.seed(), objective.labelDomain().isClasses());
    for (int fold = 0; fold < folds; fold++) {
      search.kept.add(rows.map(without(parts, fold)));
      search.heldOut.add(rows.map(part(parts, fold)));
    }
    return search;
  }

  private static BlockMap without(Folds parts, int part) {
    return block -> parts.without(block, part);
  }

  private static BlockMap part(Folds parts, int part) {
    return block -> parts.part(block, part);
  }

  /** Rows that a training of the search reads. */
  long rows() {
    return kept.get(0).shards().rows();
  }

  /** Whether every training has rows, and rows to be judged by. */
  boolean hasRows() {
    return kept.stream().allMatch(b -> b.shards().rows() > 0)
        && heldOut.stream().allMatch(b -> b.shards().rows() > 0);
  }

  /**
   * What trainings with one setting came to.
   *
   * @param folds the mean losses of the rows held out, after each epoch
   * @param models where they ended
   */
  record Fit(List<Curve> folds, List<double[]> models) {
    Curve mean() {
      return Curve.mean(folds);
    }

    boolean isOne() {
      return folds.size() == 1;
    }

    /** The standard error of the folds' mean difference from those of another; 0 of one fold. */
    double noise(Fit other) {
      int k = folds.size();
      double[] more = new double[k];
      Arrays.setAll(more, f -> folds.get(f).loss() - other.folds.get(f).loss());
      double mean = Arrays.stream(more).sum() / k;
      double squares = Arrays.stream(more).map(d -> (d - mean) * (d - mean)).sum();
      return isOne() ? 0 : Math.sqrt(squares / (k - 1) / k);
    }
  }

  /** Trainings by the settings, from θ = 0, each until its rows held out cost no less. */
  Fit train(Map<TrainOption, String> options) {
    TrainConfig tried = config.with(options);
    List<Curve> folds = new ArrayList<>();
    for (int fold = 0; fold < kept.size(); fold++) {
      folds.add(train(tried, kept.get(fold), heldOut.get(fold)));
    }
    return new Fit(folds, List.of());
  }

  /**
   * The optimum for the penalty of the settings, which is where a training ends that goes on for
   * long enough.
   *
   * @param near where another penalty led, and the folds begin; without it each begins where the
   *     one before ended
   */
  Fit optimum(Map<TrainOption, String> options, @Nullable Fit near) {
    if (optimum == null) {
      optimum = Optimum.of(objective, config.seed());
    }
    Penalty penalty = penalties.apply(config.with(options));
    List<Curve> folds = new ArrayList<>();
    List<double[]> models = new ArrayList<>();
    double[] last = new double[objective.layout().dimension()];
    for (int fold = 0; fold < kept.size(); fold++) {
      double[] start = near == null ? last : near.models.get(fold);
      last = optimum.least(kept.get(fold), penalty, start);
      double loss =
          Objects.requireNonNull(heldOut.get(fold).sum(last, FullLoss.of(objective))).mean();
      folds.add(Curve.of(List.of((double) optimum.passes()), List.of(loss)));
      models.add(last);
    }
    return new Fit(folds, models);
  }

  /** Whether trainings take little time. */
  boolean isSmall() {
    return kept.size() > 1;
  }

  /** The objective over the rows of the first fold when the settings' epochs are over. */
  double objective(Map<TrainOption, String> options) {
    TrainConfig tried = config.with(options);
    ShardedBlocks rows = kept.get(0);
    Penalty penalty = penalties.apply(tried);
    Loop loop = Loop.of(tried, objective, rows, penalty);
    Trainer trainer = Trainer.of(loop.rule(), loop.rate(), penalty, loop.stop());
    double[] model =
        loop.model(trainer.train(loop.source(), loop.start(), StepListener.none()).theta());
    double loss = Objects.requireNonNull(rows.sum(model, FullLoss.of(objective))).mean();
    double value = loss + trainer.penalty(objective.layout(), model);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private Curve train(TrainConfig tried, ShardedBlocks rows, ShardedBlocks others) {
    Penalty penalty = penalties.apply(tried);
    Loop loop = Loop.of(tried, objective, rows, penalty);
    List<Double> losses = new ArrayList<>();
    List<Double> epochs = new ArrayList<>();
    StopRule stop = loop.stop().orPatience(isSmall() ? PATIENCE : LESS_PATIENCE);
    Trainer.of(loop.rule(), loop.rate(), penalty, stop)
        .averaging(tried.average())
        .validatedBy(
            theta -> Objects.requireNonNull(others.sum(loop.model(theta), FullLoss.of(objective))))
        .train(
            loop.source(),
            loop.start(),
            step -> {
              if (Double.isFinite(step.validationLoss())) {
                losses.add(step.validationLoss());
                epochs.add(step.epoch());
              }
            });
    return Curve.of(epochs, losses);
  }

  @Override
  public void close() {
    kept.forEach(ShardedBlocks::close);
    heldOut.forEach(ShardedBlocks::close);
  }
}
