package io.descent.train;

import org.jspecify.annotations.Nullable;

/**
 * When a training ends: after a number of steps; when the objective no longer changes; at once when
 * it diverges.
 *
 * <p><em>No longer changes</em>: the mean of the smoothed objective over a window of W epochs
 * differs from that of the window before by at most tolerance × the earlier mean's magnitude. A
 * window counts epochs, not steps, so that it means the same for every batch size, and a noisy
 * batch alone never ends anything; with full batches an epoch is a step and the smoothed objective
 * is F(θ). <em>Diverges</em>: θ or the objective is not finite, or the smoothed objective is above
 * 10³ × F at the start.
 *
 * @param maxSteps steps to attempt, ≥ 0
 * @param tolerance ≥ 0; 0 means never
 * @param window W ≥ 1, in epochs
 */
public record StopRule(long maxSteps, double tolerance, int window) {
  private static final double RUNAWAY = 1e3;

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
  }

  /** A number of steps, without a tolerance. */
  public static StopRule steps(long maxSteps) {
    return new StopRule(maxSteps, 0, 10);
  }

  /** Whether and why to end before the next step. */
  @Nullable StopReason check(Progress progress) {
    if (!progress.isFinite() || progress.smoothed() > RUNAWAY * progress.startObjective()) {
      return StopReason.DIVERGED;
    }
    if (tolerance > 0 && progress.relativeChange() <= tolerance) {
      return StopReason.CONVERGED;
    }
    return progress.step() >= maxSteps ? StopReason.STEPS : null;
  }
}
