package io.descent.train;

import io.descent.linalg.EffectiveStep;
import io.descent.objective.GradientSum;
import io.descent.objective.ParameterLayout;
import io.descent.penalty.Penalty;
import java.util.List;

/** A penalty on those slices of θ that bear one: r(θ), the sum over them in their order. */
final class SlicedPenalty {
  private final Penalty penalty;
  private final List<ParameterLayout.Slice> slices;

  private SlicedPenalty(Penalty penalty, List<ParameterLayout.Slice> slices) {
    this.penalty = penalty;
    this.slices = slices;
  }

  static SlicedPenalty of(Penalty penalty, ParameterLayout layout) {
    return new SlicedPenalty(
        penalty, layout.slices().stream().filter(ParameterLayout.Slice::penalised).toList());
  }

  /** r(θ). */
  double value(double[] theta) {
    double sum = 0;
    for (ParameterLayout.Slice s : slices) {
      sum += penalty.value(theta, s.offset(), s.offset() + s.size());
    }
    return sum;
  }

  /** F(θ), given the sums of the gradient of all rows at θ. */
  double objective(GradientSum all, double[] theta) {
    return all.meanLoss() + value(theta);
  }

  /** Adds the gradient of the smooth part. */
  void addGradient(double[] theta, double[] gradient) {
    for (ParameterLayout.Slice s : slices) {
      penalty.addGradient(theta, gradient, s.offset(), s.offset() + s.size());
    }
  }

  /** The proximal step of the other part. */
  void proximalStep(double[] theta, EffectiveStep size) {
    for (ParameterLayout.Slice s : slices) {
      penalty.proximalStep(theta, size, s.offset(), s.offset() + s.size());
    }
  }

  /** θ where the constraints hold: a proximal step of size 0 is the projection onto them. */
  double[] projected(double[] theta) {
    double[] projected = theta.clone();
    EffectiveStep none = new EffectiveStep();
    none.set(0);
    proximalStep(projected, none);
    return projected;
  }

  /**
   * ‖θ − prox(θ − ∇)‖₂ with a step of size 1: 0 where θ is optimal, whatever the penalty.
   *
   * @param gradient with that of the smooth part
   */
  double stationarity(double[] theta, double[] gradient) {
    double[] moved = new double[gradient.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = theta[j] - gradient[j];
    }
    EffectiveStep unit = new EffectiveStep();
    unit.set(1);
    proximalStep(moved, unit);
    double squares = 0;
    for (int j = 0; j < moved.length; j++) {
      squares += (theta[j] - moved[j]) * (theta[j] - moved[j]);
    }
    return Math.sqrt(squares);
  }
}
