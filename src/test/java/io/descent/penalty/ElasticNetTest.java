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

  /** At the threshold itself too, and without the sign of a negative weight. */
  @Test
  void zerosHaveNoSign() {
    double[] theta = {-0.5, 0.5, -0.25};
    ElasticNet.of(0.5, 0).proximalStep(theta, step(1), 0, 3);
    assertThat(theta).containsExactly(0.0, 0.0, 0.0);
    theta[0] = -Math.nextUp(0.5);
    ElasticNet.of(0.5, 0).proximalStep(theta, step(1), 0, 1);
    assertThat(theta[0]).isNegative();
  }

  /** 0 times infinity is not a number: what has no strength must not meet what is infinite. */
  @Test
  void noStrengthLeavesEvenWhatIsInfinite() {
    double inf = Double.POSITIVE_INFINITY;
    double[] theta = {inf, -2};
    double[] gradient = {3, 4};
    ElasticNet none = ElasticNet.of(0, 0);
    assertThat(none.value(theta, 0, 2)).isZero();
    none.addGradient(theta, gradient, 0, 2);
    assertThat(gradient).containsExactly(3, 4);
    none.proximalStep(theta, step(inf), 0, 2);
    assertThat(theta).containsExactly(inf, -2);
    ElasticNet.of(1, 0).withFactors(new double[] {0, 0}).proximalStep(theta, step(inf), 0, 2);
    assertThat(theta).containsExactly(inf, -2);
  }

  @Test
  void laterChangesOfAnArrayChangeNoFactors() {
    double[] factors = {1, 3};
    ElasticNet net = ElasticNet.of(1, 0).withFactors(factors);
    factors[1] = 100;
    assertThat(net.value(new double[] {2, -2}, 0, 2)).isEqualTo(2 + 6);
  }

  @Test
  void negativeAndNaNStrengthsAreRefused() {
    ElasticNet net = ElasticNet.of(1, 1);
    for (double factor : new double[] {-1e-300, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> net.withFactors(new double[] {1, factor}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a factor must be at least 0 and finite, got " + factor);
    }

    assertThatThrownBy(() -> ElasticNet.of(-1, 0)).hasMessageContaining("l1");
    assertThatThrownBy(() -> ElasticNet.of(0, Double.NaN)).hasMessageContaining("l2");
    assertThatThrownBy(() -> ElasticNet.of(0, Double.POSITIVE_INFINITY)).hasMessageContaining("l2");
  }
}
