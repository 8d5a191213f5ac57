package io.descent.train;

/** Why a training ended. */
public enum StopReason {
  /** All steps were made. */
  STEPS("all steps were made"),
  /** The objective changed by less than the tolerance between two windows. */
  CONVERGED("the objective changed by less than the tolerance"),
  /** The gradient over all rows is as small as was asked. */
  GRADIENT("the gradient is as small as was asked"),
  /** The objective is as low as was asked. */
  VALUE("the objective is as low as was asked"),
  /** The validation loss has not been better for as many epochs as patience lasts. */
  VALIDATION("the validation loss no longer fell"),
  /** The time is over. */
  TIME("the time is over"),
  /** θ or the objective is NaN or infinite, or the objective ran away. */
  DIVERGED("it diverged");

  private final String text;

  StopReason(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
