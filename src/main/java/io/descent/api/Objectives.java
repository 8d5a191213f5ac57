package io.descent.api;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import io.descent.objective.LinearObjective;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.SoftmaxObjective;

/** The model families by the loss that asks for them. */
final class Objectives {
  private static final String LINEAR = "linear";
  private static final String SOFTMAX = "softmax";

  private Objectives() {}

  /** The labels that a loss accepts. */
  static LabelDomain labelDomain(String loss) {
    return loss.equals(TrainConfig.MULTINOMIAL)
        ? LabelDomain.CLASSES
        : Losses.byName(loss).labelDomain();
  }

  /**
   * The objective of a loss.
   *
   * @param classes number of classes, where labels are classes
   * @throws UserException DATA when there are fewer than two classes
   */
  static Objective of(String loss, int features, int classes, boolean intercept) {
    if (!loss.equals(TrainConfig.MULTINOMIAL)) {
      return LinearObjective.of(Losses.byName(loss), features, intercept);
    }
    if (classes < 2) {
      throw UserException.of(
          ExitCode.DATA, "all labels are the same; --loss multinomial needs at least two classes");
    }
    return SoftmaxObjective.of(classes, features, intercept);
  }

  /** The name of the family of a loss. */
  static String family(String loss) {
    return loss.equals(TrainConfig.MULTINOMIAL) ? SOFTMAX : LINEAR;
  }
}
