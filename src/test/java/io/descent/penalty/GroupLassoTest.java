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
    GroupLasso lasso = GroupLasso.of(1, groups);
    Box one = Box.of(new double[] {0}, new double[] {1});
    assertThatThrownBy(() -> lasso.within(one)).hasMessageContaining("1 features, not 2");
    MaxNorm ball = MaxNorm.of(1, 2);
    assertThatThrownBy(() -> Penalties.of(ElasticNet.of(0, 0), lasso, null, ball))
        .hasMessageContaining("exclude each other");
  }
}
