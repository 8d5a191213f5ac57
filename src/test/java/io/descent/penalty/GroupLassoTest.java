package io.descent.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupLassoTest {
  private static EffectiveStep step(double... sizes) {
    EffectiveStep step = new EffectiveStep();
    step.set(sizes);
    return step;
  }

  @Test
  void equalSizesGiveTheClosedForm() {
    double[] w = {3, 4};
    GroupLasso.of(1, new int[] {0, 0}).proximalStep(w, step(0.5, 0.5), 0, 2);
    double kept = 1 - 0.5 * Math.sqrt(2) / 5;
    assertThat(w[0]).isCloseTo(3 * kept, within(1e-15));
    assertThat(w[1]).isCloseTo(4 * kept, within(1e-15));
  }

  /** The bits of the formula, with one size and no bounds. */
  @Test
  void oneSizeTakesTheClosedFormItself() {
    Random random = new Random(13);
    for (int n = 1; n < 40; n++) {
      double[] w = random.doubles(n, -1, 1).toArray();
      double[] u = w.clone();
      double[] sizes = new double[n];
      Arrays.fill(sizes, 0.125);
      GroupLasso.of(0.5, new int[n]).proximalStep(u, step(sizes), 0, n);
      double norm = 0;
      for (double x : w) {
        norm += x * x;
      }
      norm = Math.sqrt(norm);
      double size = 0.125 * (0.5 * Math.sqrt(n));
      double kept = norm <= size ? 0 : 1 - size / norm;
      double[] expected = Arrays.stream(w).map(x -> kept == 0 ? 0 : x * kept).toArray();
      assertThat(u).as("n = %d, seed 13", n).containsExactly(expected);
    }
  }

  /** Zero is best up to and with the border: Σ(wⱼ/(ηⱼλ√|g|))² = 1. √|g| is 2 here. */
  @Test
  void theBorderBelongsToZero() {
    double inf = Double.POSITIVE_INFINITY;
    GroupLasso lasso = GroupLasso.of(0.5, new int[4]);
    Box positive = Box.of(new double[4], new double[] {inf, inf, inf, inf});
    Box negative = Box.of(new double[] {-inf, -inf, -inf, -inf}, new double[4]);
    for (double[] sizes : new double[][] {{0.5, 0.5, 0.5, 0.5}, {0.5, 0.25, 0.25, 2}}) {
      for (Penalty penalty : new Penalty[] {lasso, lasso.within(positive)}) {
        double[] border = {0.5, 0, 0, 0};
        penalty.proximalStep(border, step(sizes), 0, 4);
        assertThat(border).containsExactly(0.0, 0.0, 0.0, 0.0);
        double[] beyond = {0.5 + 1e-6, 0, 0, 0};
        penalty.proximalStep(beyond, step(sizes), 0, 4);
        assertThat(beyond[0]).isCloseTo(1e-6, within(1e-15));
      }
      // What bounds forbid does not count.
      double[] outside = {0.25, -100, 0.125, -100};
      lasso.within(positive).proximalStep(outside, step(sizes), 0, 4);
      assertThat(outside).containsExactly(0.0, 0.0, 0.0, 0.0);
      double[] mirrored = {-0.25, 100, -0.125, 100};
      lasso.within(negative).proximalStep(mirrored, step(sizes), 0, 4);
      assertThat(mirrored).containsExactly(0.0, 0.0, 0.0, 0.0);
    }
  }

  @Test
  void noStrengthLeavesAWeightWhateverItsSize() {
    double inf = Double.POSITIVE_INFINITY;
    double[] w = {2, -3};
    GroupLasso.of(0, new int[2]).proximalStep(w, step(inf, 1), 0, 2);
    assertThat(w).containsExactly(2, -3);
    assertThat(GroupLasso.of(0, new int[2]).value(w, 0, 2)).isZero();
  }

  /** A number that no feature has is a group of nothing; the order of numbers means nothing. */
  @Test
  void numbersOfGroupsMayBeLeftOut() {
    double[] w = {3, 0.01, 4};
    double[] same = w.clone();
    GroupLasso.of(0.1, new int[] {5, 2, 5}).proximalStep(w, step(1, 2, 3), 0, 3);
    GroupLasso.of(0.1, new int[] {0, 1, 0}).proximalStep(same, step(1, 2, 3), 0, 3);
    assertThat(w).containsExactly(same);
    assertThat(w[1]).isZero();
    assertThat(GroupLasso.of(1, new int[] {5, 2, 5}).value(new double[] {3, 2, 4}, 0, 3))
        .isCloseTo(2 + 5 * Math.sqrt(2), within(1e-14));
  }

  @Test
  void aRunOfNothingCostsNothing() {
    double[] w = {3, 4};
    GroupLasso lasso = GroupLasso.of(1, new int[2]);
    lasso.proximalStep(w, step(1, 1), 1, 1);
    assertThat(w).containsExactly(3, 4);
    assertThat(lasso.value(w, 1, 1)).isZero();
  }

  /** With one group of all, sizes over twelve decades: (w − u)/(ηλ) = u/‖u‖ to the last digits. */
  @Test
  void sizesFarApartSatisfyTheOptimalityConditions() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(20);
      double[] sizes = random.doubles(n).map(x -> StrictMath.pow(10, 12 * x - 6)).toArray();
      double scale = StrictMath.pow(10, 8 * random.nextDouble() - 4);
      double[] w = random.doubles(n, -scale, scale).toArray();
      double[] u = w.clone();
      GroupLasso.of(0.3, new int[n]).proximalStep(u, step(sizes), 0, n);
      double lambda = 0.3 * Math.sqrt(n);
      double norm = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
      double slopes = 0;
      for (int j = 0; j < n; j++) {
        slopes += w[j] / (sizes[j] * lambda) * (w[j] / (sizes[j] * lambda));
      }
      if (norm == 0) {
        assertThat(slopes).as("seed %d", seed).isLessThanOrEqualTo(1);
        continue;
      }
      assertThat(slopes).as("seed %d", seed).isGreaterThan(1);
      for (int j = 0; j < n; j++) {
        double back = u[j] * (1 + sizes[j] * lambda / norm);
        assertThat(back).as("seed %d", seed).isCloseTo(w[j], within(1e-12 * Math.abs(w[j])));
      }
    }
  }

  @Test
  void aSizeOf0KeepsAWeightAndAnInfiniteOneTakesIt() {
    double[] w = {2, 3};
    double inf = Double.POSITIVE_INFINITY;
    GroupLasso.of(1, new int[] {0, 0}).proximalStep(w, step(0, inf), 0, 2);
    assertThat(w).containsExactly(2, 0);
  }

  /** Its features' weights of all classes go together; √|g| counts them all. */
  @Test
  void aGroupTakesTheWeightsOfAllClasses() {
    double[] w = {3, 0.1, 4, -0.1};
    GroupLasso lasso = GroupLasso.of(1, new int[] {0, 1});
    assertThat(lasso.value(w, 0, 4)).isCloseTo(Math.sqrt(2) * (5 + Math.sqrt(0.02)), within(1e-14));
    lasso.proximalStep(w, step(0.5, 0.5, 0.5, 0.5), 0, 4);
    assertThat(w[1]).isZero();
    assertThat(w[3]).isZero();
    assertThat(w[0] / w[2]).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void onesOfTheirOwnAreL1() {
    Random random = new Random(12);
    double[] w = random.doubles(50, -1, 1).toArray();
    double[] same = w.clone();
    double[] sizes = random.doubles(50).toArray();
    int[] groups = new int[50];
    Arrays.setAll(groups, j -> j);
    GroupLasso.of(0.4, groups).proximalStep(w, step(sizes), 0, 50);
    ElasticNet.of(0.4, 0).proximalStep(same, step(sizes), 0, 50);
    for (int j = 0; j < 50; j++) {
      assertThat(w[j]).isCloseTo(same[j], within(1e-15));
      assertThat(w[j] == 0).isEqualTo(same[j] == 0);
    }
  }

  @Test
  void strengthsAndBoundsThatAreNoneAreRefused() {
    int[] groups = {0, 0};
    assertThatThrownBy(() -> GroupLasso.of(Double.NaN, groups)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> GroupLasso.of(-1, groups)).hasMessageContaining("-1");
    assertThatThrownBy(() -> GroupLasso.of(Double.POSITIVE_INFINITY, groups))
        .hasMessageContaining("got Infinity");
    GroupLasso lasso = GroupLasso.of(1, groups);
    Box one = Box.of(new double[] {0}, new double[] {1});
    assertThatThrownBy(() -> lasso.within(one)).hasMessageContaining("1 features, not 2");
    MaxNorm ball = MaxNorm.of(1, 2);
    assertThatThrownBy(() -> Penalties.of(ElasticNet.of(0, 0), lasso, null, ball))
        .hasMessageContaining("exclude each other");
  }
}
