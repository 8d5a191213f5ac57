package io.descent.train;

/** Why a training ended. */
public enum StopReason {
  /** All steps were made. */
  STEPS("all steps were made"),
  /** The objective changed by less than the tolerance between two windows. */
  CONVERGED("the objective changed by less than the tolerance"),
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
