package io.descent.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Box and max-norm, beyond what the contract says of all penalties. */
class ConstraintsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static EffectiveStep step(double... sizes) {
    EffectiveStep step = new EffectiveStep();
    step.set(sizes);
    return step;
  }

  private static double norm(double[] w) {
    return Math.sqrt(Arrays.stream(w).map(x -> x * x).sum());
  }

  @Test
  void boundsHoldInEveryRowOfWeights() {
    double[] w = {-1, 5, 0.5, -2};
    Box.of(new double[] {0, -INF}, new double[] {INF, 1}).proximalStep(w, step(1, 1, 1, 1), 0, 4);
    assertThat(w).containsExactly(0, 1, 0.5, -2);
  }

  @Test
  void eachRowHasItsOwnBall() {
    double[] w = {3, 4, 0.3, 0.4};
    EffectiveStep same = new EffectiveStep();
    same.set(0.1);
    MaxNorm.of(1, 2).proximalStep(w, same, 0, 4);
    assertThat(w[0]).isCloseTo(0.6, within(1e-15));
    assertThat(w[1]).isCloseTo(0.8, within(1e-15));
    assertThat(w[2]).isEqualTo(0.3);
    assertThat(w[3]).isEqualTo(0.4);
  }

  /** In the step's own metric: (w − u)/η is a multiple of u. */
  @Test
  void theProjectionIsThatOfTheStepsMetric() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 2 + random.nextInt(15);
      double[] sizes = random.doubles(n).map(x -> StrictMath.pow(10, 8 * x - 6)).toArray();
      double[] w = random.doubles(n, -4, 4).toArray();
      double radius = 0.9 * norm(w) * random.nextDouble() + 1e-3;
      double[] u = w.clone();
      MaxNorm.of(radius, n).proximalStep(u, step(sizes), 0, n);
      assertThat(norm(u)).as("seed %d", seed).isCloseTo(radius, within(1e-12 * radius));
      double first = (w[0] - u[0]) / (sizes[0] * u[0]);
      for (int j = 1; j < n; j++) {
        assertThat(u[j] * (1 + first * sizes[j]))
            .as("seed %d", seed)
            .isCloseTo(w[j], within(1e-7 * Math.abs(w[j])));
      }
    }
  }

  @Test
  void sizesThatMeasureNothingLeaveTheOrdinaryProjection() {
    for (double odd : new double[] {0, INF}) {
      double[] w = {3, 4};
      MaxNorm.of(1, 2).proximalStep(w, step(odd, 1), 0, 2);
      assertThat(w[0]).isCloseTo(0.6, within(1e-12));
      assertThat(w[1]).isCloseTo(0.8, within(1e-12));
    }
  }

  @Test
  void weightsWhoseSquaresOverflowAreNoticed() {
    double[] w = {1e200, 1};
    MaxNorm.of(1, 2).proximalStep(w, step(1, 2), 0, 2);
    assertThat(w[0]).isNaN();
  }

  @Test
  void theOnlyPointOfBoxAndBallIsFound() {
    Box box = Box.of(new double[] {3, 4}, new double[] {9, 9});
    double[] w = {7, 8};
    MaxNorm.of(5, 2).within(box).proximalStep(w, step(1, 0.1), 0, 2);
    assertThat(w[0]).isCloseTo(3, within(1e-12));
    assertThat(w[1]).isCloseTo(4, within(1e-12));
  }

  @Test
  void constraintsThatAllowNothingAreRefused() {
    assertThatThrownBy(() -> Box.of(new double[] {2}, new double[] {1}))
        .hasMessageContaining("2.0 … 1.0 of feature 0");
    assertThatThrownBy(() -> Box.of(new double[] {Double.NaN}, new double[] {1}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Box.of(new double[] {INF}, new double[] {INF}))
        .hasMessageContaining("no number");
    assertThatThrownBy(() -> Box.of(new double[1], new double[2]))
        .hasMessageContaining("1 lower bounds and 2 upper bounds");
    assertThatThrownBy(() -> MaxNorm.of(0, 2)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> MaxNorm.of(Double.NaN, 2)).hasMessageContaining("NaN");
    Box far = Box.of(new double[] {3, 4}, new double[] {9, 9});
    assertThatThrownBy(() -> MaxNorm.of(4.9, 2).within(far))
        .hasMessageContaining("norm 4.9")
        .hasMessageContaining("5.0");
  }
}
