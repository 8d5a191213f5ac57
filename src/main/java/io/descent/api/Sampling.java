package io.descent.api;

import io.descent.sample.BatchSize;
import io.descent.sample.BernoulliSampler;
import io.descent.sample.EpochSampler;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.ReplacementSampler;
import io.descent.sample.Sampler;
import io.descent.sample.StratifiedSampler;
import java.util.List;
import java.util.stream.Collectors;

/** The samplers by the names of {@code --sampling}, and which options go with each. */
public final class Sampling {
  private static final String FULL = "full";
  private static final String SINGLE = "single";
  private static final String BERNOULLI = "bernoulli";
  private static final String FIXED = "fixed";
  private static final String EPOCH = "epoch";
  private static final String WITH_REPLACEMENT = "with-replacement";
  private static final String STRATIFIED = "stratified";
  private static final String IMPORTANCE = "importance";

  static final List<String> NAMES =
      List.of(FULL, SINGLE, BERNOULLI, FIXED, EPOCH, WITH_REPLACEMENT, STRATIFIED, IMPORTANCE);

  private static final long DEFAULT_BATCH = 256;

  private Sampling() {}

  /** Whether {@code --batch-size}, {@code -fraction} or {@code -schedule} goes with a sampling. */
  public static boolean takes(String sampling, TrainOption batch) {
    return switch (sampling) {
      case FULL, SINGLE -> false;
      case BERNOULLI -> batch == TrainOption.BATCH_FRACTION;
      default -> batch == TrainOption.BATCH_SIZE || batch == TrainOption.BATCH_SCHEDULE;
    };
  }

  private static String name(TrainConfig config) {
    String name = config.text(TrainOption.SAMPLING);
    return name != null ? name : config.isGiven(TrainOption.BATCH_FRACTION) ? BERNOULLI : FIXED;
  }

  /**
   * Throws when options of sampling do not go together, or not with the loss.
   *
   * @throws io.descent.error.UserException USAGE
   */
  static void check(TrainConfig config) {
    if (config.isGiven(TrainOption.BATCH_FRACTION) && config.isGiven(TrainOption.BATCH_SIZE)) {
      throw TrainConfig.usage("--batch-size and --batch-fraction exclude each other; give one");
    }
    String name = name(config);
    checkTaken(config, name, TrainOption.BATCH_SIZE);
    checkTaken(config, name, TrainOption.BATCH_FRACTION);
    checkTaken(config, name, TrainOption.BATCH_SCHEDULE);
    if (name.equals(BERNOULLI) && !config.isGiven(TrainOption.BATCH_FRACTION)) {
      throw TrainConfig.usage(
          "--sampling bernoulli needs --batch-fraction, the probability of a row");
    }
    if (name.equals(STRATIFIED) && !Objectives.labelDomain(config).isClasses()) {
      throw TrainConfig.usage(
          "--sampling stratified gives each class its share, and "
              + (config.multilabel()
                  ? "rows with any number of labels have"
                  : "--loss " + config.loss() + " has")
              + " no classes; use --sampling fixed");
    }
    try {
      of(config);
    } catch (IllegalArgumentException e) {
      throw TrainConfig.usage("--batch-size, --batch-schedule: " + e.getMessage());
    }
  }

  private static void checkTaken(TrainConfig config, String name, TrainOption batch) {
    if (config.isGiven(batch) && !takes(name, batch)) {
      throw TrainConfig.usage(
          "--"
              + batch.option()
              + " goes with --sampling "
              + NAMES.stream().filter(n -> takes(n, batch)).collect(Collectors.joining(", "))
              + ", got --"
              + (config.isGiven(TrainOption.SAMPLING)
                  ? "sampling " + name
                  : TrainOption.BATCH_FRACTION.option()));
    }
  }

  /** The sampler of a training. */
  static Sampler of(TrainConfig config) {
    return switch (name(config)) {
      case FULL -> new FullSampler();
      case SINGLE -> FixedSampler.of(1);
      case BERNOULLI -> BernoulliSampler.of(config.number(TrainOption.BATCH_FRACTION));
      case EPOCH -> EpochSampler.of(size(config));
      case WITH_REPLACEMENT -> ReplacementSampler.uniform(size(config));
      case STRATIFIED -> StratifiedSampler.of(size(config));
      case IMPORTANCE -> ReplacementSampler.byImportance(size(config));
      default -> FixedSampler.of(size(config));
    };
  }

  private static BatchSize size(TrainConfig config) {
    long rows = config.integer(TrainOption.BATCH_SIZE, DEFAULT_BATCH);
    String growth = config.text(TrainOption.BATCH_SCHEDULE);
    return growth == null ? BatchSize.constant(rows) : BatchSize.growing(rows, growth);
  }
}
