package io.descent.train;

/**
 * Is told of every step that made an update, on the thread that trains. What it throws ends the
 * training.
 */
@FunctionalInterface
public interface StepListener {
  void onStep(StepReport report);

  /** A listener that does nothing. */
  static StepListener none() {
    return report -> {};
  }
}
