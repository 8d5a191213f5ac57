package io.descent.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import org.junit.jupiter.api.Test;

class ElasticNetTest {
  private static EffectiveStep step(double size) {
    EffectiveStep step = new EffectiveStep();
    step.set(size);
    return step;
  }

  @Test
  void valueIsTheFormula() {
    double[] w = {9, 1, -2, 3, 9};
    assertThat(ElasticNet.of(0.5, 0.1).value(w, 1, 4))
        .isCloseTo(0.5 * 6 + 0.05 * 14, within(1e-15));
    assertThat(ElasticNet.of(0, 0).value(w, 0, 5)).isZero();
  }

  @Test
  void gradientIsThatOfTheSmoothPart() {
    double[] gradient = {1, 1, 1};
    ElasticNet.of(0.7, 0.5).addGradient(new double[] {2, -4, 6}, gradient, 1, 3);
    assertThat(gradient).containsExactly(1, -1, 4);
  }

  @Test
  void proximalStepIsTheArgminByBruteForce() {
    for (double w : new double[] {-2, -0.3, -0.1, 0, 0.05, 0.4, 3}) {
      double[] theta = {w};
      ElasticNet.of(0.5, 10).proximalStep(theta, step(0.4), 0, 1);
      double best = Double.POSITIVE_INFINITY;
      double argmin = Double.NaN;
      for (int i = -40_000; i <= 40_000; i++) {
        double u = i * 1e-4;
        double cost = 0.5 * (u - w) * (u - w) + 0.4 * 0.5 * Math.abs(u);
        if (cost < best) {
          best = cost;
          argmin = u;
        }
      }
      assertThat(theta[0]).isCloseTo(argmin, within(1e-4));
    }
  }

  @Test
  void zerosAreExactAndSizesMayDiffer() {
    double[] theta = {0.1, -0.1, 0.1, Double.NaN, 5};
    EffectiveStep sizes = new EffectiveStep();
    sizes.set(new double[] {0.2, 0.2, 0.01, 1, 1});
    ElasticNet.of(1, 0).proximalStep(theta, sizes, 0, 4);
    assertThat(theta[0]).isZero();
    assertThat(theta[1]).isZero();
    assertThat(theta[2]).isCloseTo(0.09, within(1e-15));
    assertThat(theta[3]).isNaN();
    assertThat(theta[4]).isEqualTo(5);
  }

  @Test
  void negativeAndNaNStrengthsAreRefused() {
    assertThatThrownBy(() -> ElasticNet.of(-1, 0)).hasMessageContaining("l1");
    assertThatThrownBy(() -> ElasticNet.of(0, Double.NaN)).hasMessageContaining("l2");
    assertThatThrownBy(() -> ElasticNet.of(0, Double.POSITIVE_INFINITY)).hasMessageContaining("l2");
  }
}
