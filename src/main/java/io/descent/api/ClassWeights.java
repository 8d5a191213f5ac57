package io.descent.api;

import io.descent.data.input.Encoding;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.train.BlockCounts;
import io.descent.train.LabelWeightedBlocks;
import io.descent.train.LabelWeights;
import io.descent.train.ShardedBlocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of labels in a training and in what its model is asked about later: found once from
 * the option and the training rows, recorded in the model as a list of all labels.
 */
final class ClassWeights {
  /** What the data may say for 0 and for 1. */
  private static final List<List<String>> BINARY =
      List.of(List.of("0", "-1", "false"), List.of("1", "true"));

  private final List<List<String>> names;
  private final double @Nullable [] weights;

  private ClassWeights(List<List<String>> names, double @Nullable [] weights) {
    this.names = names;
    this.weights = weights;
  }

  /**
   * Throws when the loss has no classes to weigh.
   *
   * @throws UserException USAGE
   */
  static void check(TrainConfig config) {
    if (config.isGiven(TrainOption.CLASS_WEIGHT) && !Objectives.labelDomain(config).isClasses()) {
      throw TrainConfig.usage(
          "--class-weight weighs classes, and "
              + (config.multilabel()
                  ? "rows with any number of labels have"
                  : "--loss " + config.loss() + " has")
              + " none; give rows weights with --weight");
    }
  }

  /**
   * The weights of a training.
   *
   * @throws UserException USAGE when a label is named that the data do not have
   */
  static ClassWeights of(TrainConfig config, Encoding encoding, ShardedBlocks blocks) {
    String text = config.text(TrainOption.CLASS_WEIGHT);
    List<List<String>> names = names(encoding);
    try {
      return new ClassWeights(
          names,
          text == null
              ? null
              : LabelWeights.parse(text).of(names, () -> BlockCounts.labels(blocks)));
    } catch (IllegalArgumentException e) {
      throw TrainConfig.usage("--class-weight: " + e.getMessage());
    }
  }

  /**
   * The weights that a model was trained with.
   *
   * @param configuration what the model records of its training
   * @throws UserException DATA when it was damaged
   */
  static ClassWeights ofModel(Map<String, String> configuration, Encoding encoding) {
    String text = configuration.get(TrainOption.CLASS_WEIGHT.option());
    List<List<String>> names = names(encoding);
    try {
      return new ClassWeights(
          names,
          text == null
              ? null
              : LabelWeights.parse(text)
                  .of(
                      names,
                      () -> {
                        throw new IllegalArgumentException("balanced, without the rows");
                      }));
    } catch (IllegalArgumentException e) {
      throw UserException.of(
          ExitCode.DATA,
          "the model's class weights are damaged: "
              + e.getMessage()
              + "; restore it, or train it again",
          e);
    }
  }

  private static List<List<String>> names(Encoding encoding) {
    if (encoding.classes() == 0) {
      return BINARY;
    }
    List<List<String>> names = new ArrayList<>();
    for (int label = 0; label < encoding.classes(); label++) {
      names.add(List.of(encoding.className(label)));
    }
    return names;
  }

  /** Blocks that count by these weights. */
  ShardedBlocks on(ShardedBlocks blocks) {
    return weights == null ? blocks : LabelWeightedBlocks.of(blocks, weights);
  }

  /** A configuration that says the weight of every label, whatever the option said. */
  Map<String, String> record(Map<String, String> configuration) {
    Map<String, String> recorded = new LinkedHashMap<>(configuration);
    if (weights != null) {
      recorded.put(TrainOption.CLASS_WEIGHT.option(), LabelWeights.text(names, weights));
    }
    return recorded;
  }
}
