package io.descent.api;

import io.descent.linalg.Block;
import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.sample.Deal;
import io.descent.sample.Holdout;
import io.descent.train.BlockMap;
import io.descent.train.FullLoss;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Trainings on a sample of the rows, to see which settings are best: each trains on four fifths of
 * the sample and is judged after every epoch by the mean loss of the rest, drawn of each label
 * alike; several times with other rows held out where the sample is small. All of it is made on
 * threads of this process, and is a function of the sample, the settings and the seed.
 */
final class Search implements AutoCloseable {
  private static final double HELD_OUT = 0.2;

  /** Between the seeds of folds: a holdout's stream is numbered by seed + shard. */
  private static final long FOLD_SEED = 1_000_003;

  /** Relative change of the objective from two rounds to the next two, at the optimum. */
  private static final double CONVERGED = 1e-6;

  /** Epochs of two rounds of {@code svrg}: one may have gone back, and be as good as the last. */
  private static final int ROUNDS = 4;

  /** Epochs without a lower loss after which a training ends. */
  private static final int PATIENCE = 10;

  private static final int LESS_PATIENCE = 3;

  private final TrainConfig config;
  private final Objective objective;
  private final Function<TrainConfig, Penalty> penalties;
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
   * @param folds how often each training is made
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
    for (int fold = 0; fold < folds; fold++) {
      Holdout holdout =
          Holdout.of(
              HELD_OUT, config.seed() + fold * FOLD_SEED, objective.labelDomain().isClasses());
      search.kept.add(rows.map(kept(holdout)));
      search.heldOut.add(rows.map(heldOut(holdout)));
    }
    return search;
  }

  private static BlockMap kept(Holdout holdout) {
    return holdout::kept;
  }

  private static BlockMap heldOut(Holdout holdout) {
    return holdout::heldOut;
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
   * The mean loss of rows held out after each epoch, a round of two for {@code svrg}, over the
   * folds.
   *
   * @param converges whether a training ends at the optimum, rather than where the loss is least
   */
  Curve losses(Map<TrainOption, String> options, boolean converges) {
    TrainConfig tried = config.with(options);
    List<Curve> curves = new ArrayList<>();
    for (int fold = 0; fold < kept.size(); fold++) {
      curves.add(train(tried, kept.get(fold), heldOut.get(fold), converges));
    }
    return Curve.mean(curves, converges);
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

  private Curve train(
      TrainConfig tried, ShardedBlocks rows, ShardedBlocks others, boolean converges) {
    Penalty penalty = penalties.apply(tried);
    Loop loop = Loop.of(tried, objective, rows, penalty);
    List<Double> losses = new ArrayList<>();
    List<Double> epochs = new ArrayList<>();
    StopRule stop =
        converges
            ? loop.stop().orPatience(0).orObjective(CONVERGED, ROUNDS)
            : loop.stop().orPatience(isSmall() ? PATIENCE : LESS_PATIENCE);
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
    return Curve.of(epochs, losses, converges);
  }

  @Override
  public void close() {
    kept.forEach(ShardedBlocks::close);
    heldOut.forEach(ShardedBlocks::close);
  }
}
