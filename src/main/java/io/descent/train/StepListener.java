package io.descent.train;

/**
 * Is told of every step that made an update, on the thread that trains. What it throws ends the
 * training.
 */
@FunctionalInterface
public interface StepListener {
  void onStep(StepReport report);

  /**
   * Is told that the loop begins, or goes on from a checkpoint.
   *
   * @param rows number of training rows, n
   * @param parameters number of elements of θ
   * @param maxSteps steps that are made unless it stops early, those before the checkpoint included
   */
  default void onStart(long rows, int parameters, long maxSteps) {}

  /**
   * Is told of settings that were tried on a sample, where a training chooses its own.
   *
   * @param options the settings, as on the command line
   * @param loss the least mean loss of rows held out
   * @param epochs after which it was reached, to within a thousandth
   */
  default void onTrial(String options, double loss, double epochs) {}

  /** A listener that tells two others, one after the other. */
  static StepListener both(StepListener first, StepListener second) {
    return new StepListener() {
      @Override
      public void onStart(long rows, int parameters, long maxSteps) {
        first.onStart(rows, parameters, maxSteps);
        second.onStart(rows, parameters, maxSteps);
      }

      @Override
      public void onTrial(String options, double loss, double epochs) {
        first.onTrial(options, loss, epochs);
        second.onTrial(options, loss, epochs);
      }

      @Override
      public void onStep(StepReport report) {
        first.onStep(report);
        second.onStep(report);
      }
    };
  }

  /** A listener that does nothing. */
  static StepListener none() {
    return report -> {};
  }
}
