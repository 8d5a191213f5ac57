package io.descent.api;

import io.descent.linalg.Block;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.train.LocalEngine;
import io.descent.train.RowSample;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a training chooses by itself where no option says how it is to be done: the solver, its
 * rate, the strength of the L2 penalty and the number of epochs, by trainings on a sample of rows
 * ({@link Search}). The result is options like any others: given by hand they make the same model.
 *
 * <p>The solver is {@code svrg}, to the optimum, where that is near: a loss without kinks and a
 * narrow model. Which strength is best is then seen at the optimum for each ({@link
 * io.descent.train.Optimum}). Elsewhere it is local steps of {@code adagrad}, whose rate is doubled
 * or halved as long as the objective after two epochs falls (Bottou's determineEta0), and then
 * doubled as long as the loss of rows held out falls. The penalty is λ₂ = 1/(C·n), n the rows
 * trained on, so that a choice on a sample holds for all rows; C is one of ten values from 10⁻⁴ to
 * 10⁴, found by climbing from the middle.
 *
 * @param options the options
 * @param sampled rows of the trainings that they were chosen by
 */
record Choice(Map<TrainOption, String> options, long sampled) {
  /** Options that say how a training is done: with one of them nothing is chosen. */
  private static final List<TrainOption> HOW =
      List.of(
          TrainOption.OPTIMIZER,
          TrainOption.MOMENTUM,
          TrainOption.DAMPENING,
          TrainOption.BETA1,
          TrainOption.BETA2,
          TrainOption.DECAY,
          TrainOption.ADAPTIVE_EPSILON,
          TrainOption.CENTERED,
          TrainOption.FTRL_BETA,
          TrainOption.WEIGHT_DECAY,
          TrainOption.CLIP_NORM,
          TrainOption.CLIP_VALUE,
          TrainOption.LOOKAHEAD,
          TrainOption.AVERAGE,
          TrainOption.RATE,
          TrainOption.SCHEDULE,
          TrainOption.L1,
          TrainOption.L2,
          TrainOption.STEPS,
          TrainOption.EPOCHS,
          TrainOption.BATCH_SIZE,
          TrainOption.BATCH_FRACTION,
          TrainOption.BATCH_SCHEDULE,
          TrainOption.SAMPLING,
          TrainOption.LOCAL_STEPS,
          TrainOption.OUTER_OPTIMIZER,
          TrainOption.OUTER_RATE);

  /** Products of a feature and a weight in a pass over the sample, at most. */
  private static final long MOST_PRODUCTS = 32_000_000;

  /** The same where the solver takes many passes. */
  private static final long LESS_PRODUCTS = 8_000_000;

  /** Up to which each training is made five times. */
  private static final long FEW_PRODUCTS = 4_000_000;

  /**
   * The same for products of two features where second derivatives are used; above, it is three.
   */
  private static final long FEW_SQUARES = 64_000_000;

  private static final long LEAST_ROWS = 10;

  /** Shards of the sample; fewer where it would cost more to average long models than to train. */
  private static final int SHARDS = 8;

  private static final double PRODUCTS_FOR_AN_ELEMENT = 4;

  /** Whether the settings leave open how a training is done. */
  static boolean isLeftTo(TrainConfig config) {
    return HOW.stream().noneMatch(config::isGiven);
  }

  /** What a person is told. */
  String note() {
    return String.format(
        Locale.US, "chosen by trainings on %,d rows: %s", sampled, Chooser.text(options));
  }

  /**
   * Chooses.
   *
   * @param blocks all rows
   * @param penalties the penalty that settings make
   * @param listener is told of every trial
   */
  static Choice of(
      TrainConfig config,
      Objective objective,
      ShardedBlocks blocks,
      Function<TrainConfig, Penalty> penalties,
      StepListener listener) {
    return of(
        config,
        objective,
        blocks,
        penalties,
        listener,
        Chooser.isShort(config, objective, penalties) ? MOST_PRODUCTS : LESS_PRODUCTS);
  }

  /** As above, with another limit of the products of a feature and a weight. */
  static Choice of(
      TrainConfig config,
      Objective objective,
      ShardedBlocks blocks,
      Function<TrainConfig, Penalty> penalties,
      StepListener listener,
      long mostProducts) {
    long n = blocks.shards().rows();
    double margins = objective instanceof MarginObjective model ? model.margins() : 1;
    double products = Math.max(1, blocks.bytes() / 8.0 / Math.max(1, n)) * margins;
    long sampled = Math.min(n, (long) Math.max(LEAST_ROWS, mostProducts / products));
    boolean isShort = Chooser.isShort(config, objective, penalties);
    double pass = sampled * products;
    boolean isQuick = pass <= FEW_PRODUCTS && (!isShort || pass * products / 2 <= FEW_SQUARES);
    int folds = isQuick ? 5 : isShort ? 3 : 1;
    double updates = pass / PRODUCTS_FOR_AN_ELEMENT / objective.layout().dimension();
    int shards = (int) Math.max(1, Math.min(SHARDS, updates));
    List<Block> sample = RowSample.draw(blocks, sampled, config.seed(), shards);
    try (LocalEngine engine = LocalEngine.of(Runtime.getRuntime().availableProcessors());
        Search search = Search.on(sample, engine, folds, config, objective, penalties)) {
      Chooser chooser = new Chooser(config, search, isShort, n, sampled, listener);
      Map<TrainOption, String> options = search.hasRows() ? chooser.choose() : chooser.usual();
      return new Choice(options, sampled);
    }
  }
}
