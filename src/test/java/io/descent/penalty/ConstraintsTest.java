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

  @Test
  void aPointOnTheBallAndOneInsideStay() {
    double[] w = {3, 4, 1, 1, 30, 40};
    MaxNorm.of(5, 2).proximalStep(w, step(1, 2, 3, 4, 1, 1), 0, 6);
    assertThat(Arrays.copyOf(w, 4)).containsExactly(3, 4, 1, 1);
    assertThat(w[4]).isCloseTo(3, within(1e-14));
    assertThat(w[5]).isCloseTo(4, within(1e-14));
  }

  /** The bits of the formula, with one size and no bounds. */
  @Test
  void oneSizeTakesTheClosedFormItself() {
    Random random = new Random(14);
    for (int n = 1; n < 40; n++) {
      double[] w = random.doubles(n, -1, 1).toArray();
      double[] u = w.clone();
      EffectiveStep same = new EffectiveStep();
      same.set(0.3);
      MaxNorm.of(0.125, n).proximalStep(u, same, 0, n);
      double squares = 0;
      for (double x : w) {
        squares += x * x;
      }
      double kept = 0.125 / Math.sqrt(squares);
      assertThat(Math.sqrt(squares)).isGreaterThan(0.125);
      assertThat(u)
          .as("n = %d, seed 14", n)
          .containsExactly(Arrays.stream(w).map(x -> x * kept).toArray());
    }
  }

  /** Only the ratios of sizes count, whatever their magnitude. */
  @Test
  void sizesOfAnyMagnitudeProjectAlike() {
    double[] w = {3, -4, 1};
    MaxNorm.of(2, 3).proximalStep(w, step(1, 0.25, 3), 0, 3);
    for (int exponent : new int[] {-900, -60, 60, 900}) {
      double[] other = {3, -4, 1};
      double scale = Math.scalb(1.0, exponent);
      MaxNorm.of(2, 3).proximalStep(other, step(scale, 0.25 * scale, 3 * scale), 0, 3);
      assertThat(other).as("2^%d", exponent).containsExactly(w);
    }
  }

  @Test
  void boundsMayBeEqualOrClosedOnOneSide() {
    double[] w = {7, -7, -INF};
    Box.of(new double[] {2, -INF, 0}, new double[] {2, -8, INF})
        .proximalStep(w, step(1, 1, 1), 0, 3);
    assertThat(w).containsExactly(2, -8, 0);
  }

  @Test
  void laterChangesOfAnArrayChangeNoBounds() {
    double[] lower = {0};
    double[] upper = {1};
    Box box = Box.of(lower, upper);
    lower[0] = -9;
    upper[0] = 9;
    double[] w = {-5, 5};
    box.proximalStep(w, step(1, 1), 0, 2);
    assertThat(w).containsExactly(0, 1);
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

  /** By hand: L1 of 1 first, then what else there is; a null is nothing. */
  @Test
  void penaltiesAreTakenOneAfterTheOther() {
    ElasticNet net = ElasticNet.of(1, 0);
    Box box = Box.of(new double[] {-1, -1}, new double[] {2, 2});
    MaxNorm ball = MaxNorm.of(2.5, 2);
    GroupLasso groups = GroupLasso.of(1, new int[] {0, 1});
    assertThat(stepped(Penalties.of(net, null, null, null))).containsExactly(3, 4);
    assertThat(stepped(Penalties.of(net, groups, null, null))).containsExactly(2, 3);
    assertThat(stepped(Penalties.of(net, groups, box, null))).containsExactly(2, 2);
    assertThat(stepped(Penalties.of(net, null, box, null))).containsExactly(2, 2);
    assertThat(stepped(Penalties.of(net, null, null, ball))).containsExactly(1.5, 2);
    double[] both = stepped(Penalties.of(net, null, box, ball));
    assertThat(both[0]).isCloseTo(1.5, within(1e-12));
    assertThat(both[1]).isCloseTo(2, within(1e-12));
  }

  private static double[] stepped(Penalty penalty) {
    double[] w = {4, 5};
    penalty.proximalStep(w, step(1, 1), 0, 2);
    return w;
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
    assertThatThrownBy(() -> Box.of(new double[] {0, -INF}, new double[] {0, -INF}))
        .hasMessageContaining("-Infinity … -Infinity of feature 1");
    assertThatThrownBy(() -> Box.of(new double[1], new double[2]))
        .hasMessageContaining("1 lower bounds and 2 upper bounds");
    assertThatThrownBy(() -> MaxNorm.of(0, 2)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> MaxNorm.of(Double.NaN, 2)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> MaxNorm.of(INF, 2)).hasMessageContaining("got Infinity");
    Box one = Box.of(new double[1], new double[1]);
    assertThatThrownBy(() -> MaxNorm.of(1, 2).within(one))
        .hasMessageContaining("1 features, not 2");
    Box far = Box.of(new double[] {3, 4}, new double[] {9, 9});
    assertThatThrownBy(() -> MaxNorm.of(4.9, 2).within(far))
        .hasMessageContaining("norm 4.9")
        .hasMessageContaining("5.0");
  }
}
