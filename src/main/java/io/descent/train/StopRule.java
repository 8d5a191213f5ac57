package io.descent.train;

import org.jspecify.annotations.Nullable;

/**
 * When a training ends: at the first of its criteria that is met, and at once when it diverges.
 *
 * <p><em>Objective</em>: the mean of the smoothed objective over a window of W epochs differs from
 * that of the window before by at most tolerance × the earlier mean's magnitude. A window counts
 * epochs, not steps, so that it means the same for every batch size, and a noisy batch alone never
 * ends anything; with full batches an epoch is a step and the smoothed objective is F(θ).
 * <em>Gradient</em>: ‖θ − prox(θ − ∇)‖₂ over all rows, the 2-norm of a proximal gradient step of
 * size 1, which is ‖∇F‖₂ where the penalty has a gradient; looked at after every epoch, at an extra
 * pass over the rows where batches are not full. <em>Value</em>: the smoothed objective, once an
 * epoch has been drawn. <em>Patience</em>: epochs since the mean loss of the validation rows was
 * least. <em>Time</em>: of this run, and the one thing in which two equal runs may differ.
 * <em>Diverges</em>: θ or the objective is not finite, or the smoothed objective is above 10³ × F
 * at the start, where that is above 0.
 *
 * @param maxSteps steps to attempt, ≥ 0
 * @param tolerance in [0, 1); 0 means never
 * @param window W ≥ 1, in epochs
 * @param gradient largest norm that ends it, ≥ 0; 0 means never
 * @param value objective that ends it; NaN means none
 * @param seconds ≥ 0; infinite means never
 * @param patience epochs ≥ 0 without a better validation loss; 0 means never
 */
public record StopRule(
    long maxSteps,
    double tolerance,
    int window,
    double gradient,
    double value,
    double seconds,
    int patience) {
  private static final double RUNAWAY = 1e3;
  private static final int DEFAULT_WINDOW = 10;

  public StopRule {
    if (maxSteps < 0) {
      throw new IllegalArgumentException("steps must be at least 0, got " + maxSteps);
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in [0, 1), got " + tolerance);
    }
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1 epoch, got " + window);
    }
    if (!(gradient >= 0 && gradient < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gradient norm must be at least 0 and finite, got " + gradient);
    }
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("time must be at least 0 seconds, got " + seconds);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0 epochs, got " + patience);
    }
  }

  /** A number of steps, and nothing else. */
  public static StopRule steps(long maxSteps) {
    return new StopRule(maxSteps, 0, DEFAULT_WINDOW, 0, Double.NaN, Double.POSITIVE_INFINITY, 0);
  }

  /** This rule with another number of steps. */
  public StopRule withSteps(long steps) {
    return new StopRule(steps, tolerance, window, gradient, value, seconds, patience);
  }

  /** This rule, and an end when the objective changes by less than a tolerance. */
  public StopRule orObjective(double relative, int epochs) {
    return new StopRule(maxSteps, relative, epochs, gradient, value, seconds, patience);
  }

  /** This rule, and an end when the gradient is small. */
  public StopRule orGradient(double norm) {
    return new StopRule(maxSteps, tolerance, window, norm, value, seconds, patience);
  }

  /** This rule, and an end when the objective is at most a value. */
  public StopRule orValue(double objective) {
    return new StopRule(maxSteps, tolerance, window, gradient, objective, seconds, patience);
  }

  /** This rule, and an end after some time. */
  public StopRule orTime(double limit) {
    return new StopRule(maxSteps, tolerance, window, gradient, value, limit, patience);
  }

  /** This rule, and an end when the validation loss has not been better for some epochs. */
  public StopRule orPatience(int epochs) {
    return new StopRule(maxSteps, tolerance, window, gradient, value, seconds, epochs);
  }

  /**
   * Whether and why to end before the next step.
   *
   * @param best the least validation loss so far, or null without validation
   * @param spent seconds since this run began
   */
  @Nullable StopReason check(Progress progress, @Nullable BestModel best, double spent) {
    // The perceptron's objective is 0 at θ = 0, and says nothing of how large is too large.
    boolean ranAway =
        progress.startObjective() > 0 && progress.smoothed() > RUNAWAY * progress.startObjective();
    if (!progress.isFinite() || ranAway) {
      return StopReason.DIVERGED;
    }
    if (progress.epoch() >= 1 && progress.smoothed() <= value) {
      return StopReason.VALUE;
    }
    if (progress.stationarity() <= gradient && gradient > 0) {
      return StopReason.GRADIENT;
    }
    if (best != null && patience > 0 && best.epochsSince() >= patience) {
      return StopReason.VALIDATION;
    }
    if (tolerance > 0 && progress.relativeChange() <= tolerance) {
      return StopReason.CONVERGED;
    }
    if (progress.step() >= maxSteps) {
      return StopReason.STEPS;
    }
    return spent >= seconds ? StopReason.TIME : null;
  }
}
