package io.descent.api;

import io.descent.data.input.Encoding;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import io.descent.objective.LinearObjective;
import io.descent.objective.Loss;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.SoftmaxObjective;
import io.descent.store.SavedModel;
import io.descent.store.SavedObjective;
import java.util.List;
import java.util.Map;

/** The model families by the options that ask for them. */
final class Objectives {
  private static final String LINEAR = "linear";
  private static final String SOFTMAX = "softmax";
  private static final String ONE_VERSUS_REST = "one-versus-rest";
  private static final String MULTI_LABEL = "multi-label";

  private Objectives() {}

  /** The labels that a training accepts. */
  static LabelDomain labelDomain(TrainConfig config) {
    return switch (family(config)) {
      case LINEAR -> loss(config.loss(), Map.of()).labelDomain();
      case MULTI_LABEL -> LabelDomain.LABEL_SETS;
      default -> LabelDomain.CLASSES;
    };
  }

  /** The name of the family that a training asks for. */
  static String family(TrainConfig config) {
    if (config.loss().equals(TrainConfig.MULTINOMIAL)) {
      return SOFTMAX;
    }
    if (config.multilabel()) {
      return MULTI_LABEL;
    }
    return config.isGiven(TrainOption.MULTICLASS) ? ONE_VERSUS_REST : LINEAR;
  }

  /**
   * The loss of a name, Descent's own or one that a jar brings, with parameters.
   *
   * @throws IllegalArgumentException when there is no such loss, not with such parameters
   */
  static Loss loss(String name, Map<String, Double> parameters) {
    Loss brought = Extensions.loss(name);
    return Losses.with(brought == null ? Losses.byName(name) : brought, parameters);
  }

  /** Whether a loss is for labels 0 and 1. */
  static boolean isBinary(String loss) {
    return !loss.equals(TrainConfig.MULTINOMIAL)
        && loss(loss, Map.of()).labelDomain() == LabelDomain.BINARY;
  }

  /** The losses that are Descent's own and have no kink. */
  static List<String> smoothLosses() {
    return TrainOption.lossNames().stream()
        .filter(name -> name.equals(TrainConfig.MULTINOMIAL) || loss(name, Map.of()).isSmooth())
        .toList();
  }

  /**
   * The objective of a family with a loss.
   *
   * @param parameters of the loss, by the names of their options
   * @param classes number of classes, or of labels where a row has any number of them
   * @throws UserException DATA when there are fewer than two classes, or no labels
   * @throws IllegalArgumentException when there is no such family, no such loss, not with such
   *     parameters, or family and loss do not go together
   */
  static Objective of(
      String family,
      String loss,
      Map<String, Double> parameters,
      int features,
      int classes,
      boolean intercept) {
    if (family.equals(MULTI_LABEL)) {
      if (classes < 1) {
        throw UserException.of(ExitCode.DATA, "no row has a label; at least one is needed");
      }
      return OneVersusRestObjective.ofLabels(loss(loss, parameters), classes, features, intercept);
    }
    if (!family.equals(LINEAR) && classes < 2) {
      throw UserException.of(
          ExitCode.DATA, "all labels are the same; a model of classes needs at least two");
    }
    if (family.equals(SOFTMAX) && loss.equals(TrainConfig.MULTINOMIAL)) {
      return SoftmaxObjective.of(classes, features, intercept);
    }
    return switch (family) {
      case LINEAR -> LinearObjective.of(loss(loss, parameters), features, intercept);
      case ONE_VERSUS_REST ->
          OneVersusRestObjective.of(loss(loss, parameters), classes, features, intercept);
      default ->
          throw new IllegalArgumentException("no objective " + family + " with loss " + loss);
    };
  }

  /**
   * The objective of a saved model.
   *
   * @param folder of the model, for messages
   * @throws UserException DATA when it is of a kind that is not known here, or its parameters do
   *     not go with its features
   */
  static Objective restored(SavedModel saved, Encoding encoding, String folder) {
    SavedObjective kind = saved.objective();
    Objective objective;
    try {
      objective =
          of(
              kind.name(),
              kind.loss(),
              kind.parameters(),
              encoding.width(),
              encoding.classes(),
              saved.layout().has("intercept"));
    } catch (IllegalArgumentException e) {
      throw UserException.of(
          ExitCode.DATA,
          folder
              + ": the model is of a kind that is not known here: "
              + e.getMessage()
              + "; a loss of your own needs its jar on the class path",
          e);
    }
    if (objective.layout().dimension() != saved.theta().length) {
      throw UserException.of(
          ExitCode.DATA,
          folder
              + ": the model cannot be read: its "
              + saved.theta().length
              + " parameters do not go with its "
              + encoding.width()
              + " features; restore it, or train it again");
    }
    return objective;
  }
}
