package io.descent.api;

import io.descent.data.input.Encoding;
import io.descent.data.input.InputSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import io.descent.objective.Objective;
import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.sample.Holdout;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.Engine;
import io.descent.train.LabelSpread;
import io.descent.train.ShardedBlocks;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rows to train on and those kept for validation. Closing it closes both. */
final class SplitRows implements AutoCloseable {
  private final ShardedBlocks training;
  private final @Nullable ShardedBlocks validation;
  private final UnaryOperator<double[]> scale;

  private final boolean shuffled;

  private SplitRows(
      ShardedBlocks training,
      @Nullable ShardedBlocks validation,
      UnaryOperator<double[]> scale,
      boolean shuffled) {
    this.training = training;
    this.validation = validation;
    this.scale = scale;
    this.shuffled = shuffled;
  }

  private SplitRows(
      ShardedBlocks training, @Nullable ShardedBlocks validation, UnaryOperator<double[]> scale) {
    this(training, validation, scale, false);
  }

  /**
   * The rows as the settings split them.
   *
   * @param rows all rows of the training data; the split closes them, at once where it holds copies
   * @param spec files of validation rows, or null
   * @throws UserException DATA when no row is left for one of the two
   */
  static SplitRows of(
      TrainConfig config,
      ShardedBlocks rows,
      ClassWeights classWeights,
      Encoding encoding,
      Objective objective,
      @Nullable InputSpec spec,
      Engine engine) {
    ShardedBlocks loaded = classWeights.on(rows);
    try {
      if (spec != null) {
        // Files are read with features as they are, as a saved model wants them.
        return new SplitRows(
                loaded,
                classWeights.on(encoding.loadLabelled(spec, engine).blocks()),
                theta -> Scales.toRaw(objective.layout(), theta, encoding))
            .shuffled(config, objective.labelDomain());
      }
      if (!config.isGiven(TrainOption.VALIDATION_FRACTION)) {
        return new SplitRows(loaded, null, UnaryOperator.identity())
            .shuffled(config, objective.labelDomain());
      }
      Holdout holdout =
          Holdout.of(
              config.number(TrainOption.VALIDATION_FRACTION),
              config.seed(),
              objective.labelDomain().isClasses());
      SplitRows split =
          new SplitRows(
              loaded.map(kept(holdout)), loaded.map(heldOut(holdout)), UnaryOperator.identity());
      loaded.close();
      return split
          .checked(config.value(TrainOption.VALIDATION_FRACTION))
          .shuffled(config, objective.labelDomain());
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private static BlockMap kept(Holdout holdout) {
    return holdout::kept;
  }

  private static BlockMap heldOut(Holdout holdout) {
    return holdout::heldOut;
  }

  private SplitRows checked(String fraction) {
    long left = training.shards().rows();
    long held = validation == null ? 0 : validation.shards().rows();
    if (left == 0 || held == 0) {
      close();
      throw UserException.of(
          ExitCode.DATA,
          "--validation-fraction "
              + fraction
              + " leaves "
              + left
              + " rows to train on and "
              + held
              + " to validate with; each needs at least one");
    }
    return this;
  }

  /** These rows with those of the training dealt anew to shards; these are closed. */
  private SplitRows dealt(long seed) {
    ShardedBlocks dealt = training.deal(Deal.of(training.shards(), seed));
    training.close();
    return new SplitRows(dealt, validation, scale, true);
  }

  /**
   * These rows, those of the training dealt anew where the settings ask for it, or leave it open
   * and local steps need it.
   */
  private SplitRows shuffled(TrainConfig config, LabelDomain labels) {
    boolean deal =
        switch (config.value(TrainOption.SHUFFLE)) {
          case "true" -> true;
          case "false" -> false;
          default ->
              (config.isGiven(TrainOption.LOCAL_STEPS) || VarianceReduction.isAskedFor(config))
                  && training.shards().rows() > 0
                  && LabelSpread.of(training, labels.isClasses()).differs();
        };
    return deal ? dealt(config.seed()) : this;
  }

  /** Whether rows were dealt anew to shards. */
  boolean isShuffled() {
    return shuffled;
  }

  ShardedBlocks training() {
    return training;
  }

  /** Whether there are validation rows. */
  boolean validates() {
    return validation != null;
  }

  /** The sum of a function over the validation rows at a θ of the training. */
  <T extends Mergeable<T>> T sum(double[] theta, BlockFunction<T> function) {
    T sum = Objects.requireNonNull(validation).sum(scale.apply(theta), function);
    return Objects.requireNonNull(sum, "no validation row");
  }

  @Override
  public void close() {
    training.close();
    if (validation != null) {
      validation.close();
    }
  }
}
