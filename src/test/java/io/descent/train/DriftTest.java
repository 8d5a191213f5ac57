package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static double oneByOne(double rate, double l1, double l2, double w, double g, int k) {
    double at = w;
    for (int i = 0; i < k; i++) {
      double moved = at - rate * g;
      at = Math.signum(moved) * Math.max(0, Math.abs(moved) - rate * l1) / (1 + rate * l2);
    }
    return at;
  }

  @Test
  void isItsUpdatesOneByOne() {
    long seed = 20260;
    Random random = new Random(seed);
    int turned = 0;
    int zeros = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      double rate = Math.pow(10, -3 * random.nextDouble());
      double l1 = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      double l2 = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      double w = random.nextInt(5) == 0 ? 0 : random.nextGaussian();
      double g = random.nextInt(5) == 0 ? 0 : random.nextGaussian();
      int most = 60;
      int k = random.nextInt(most + 1);
      double expected = oneByOne(rate, l1, l2, w, g, k);
      double actual = Drift.of(rate, l1, l2, most).after(w, g, k);
      assertThat(actual)
          .as("seed %d: η %s λ₁ %s λ₂ %s w %s μ %s k %d", seed, rate, l1, l2, w, g, k)
          .isCloseTo(expected, offset(1e-12));
      if (Math.abs(expected) > 1e-12 || expected == 0) {
        assertThat(Math.signum(actual)).isEqualTo(Math.signum(expected));
      }
      turned += expected * w < 0 ? 1 : 0;
      zeros += w != 0 && expected == 0 ? 1 : 0;
    }
    assertThat(turned).isGreaterThan(1000);
    assertThat(zeros).isGreaterThan(1000);
  }

  @Test
  void whatIsNotANumberStaysSo() {
    Drift drift = Drift.of(0.1, 0.1, 0.1, 9);
    assertThat(drift.after(Double.NaN, 1, 9)).isNaN();
    assertThat(drift.after(1, Double.NaN, 9)).isNaN();
    assertThat(drift.after(0, Double.NaN, 9)).isNaN();
  }
}
