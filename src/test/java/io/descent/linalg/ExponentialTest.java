package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialTest {
  private static final MathContext EXACT = new MathContext(40);

  /** (e^(|x|/1024))^1024 by the series, to 35 digits, inverted where x is negative. */
  private static double exact(double x) {
    BigDecimal small = new BigDecimal(Math.abs(x)).divide(BigDecimal.valueOf(1024), EXACT);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 32; k++) {
      term = term.multiply(small, EXACT).divide(BigDecimal.valueOf(k), EXACT);
      sum = sum.add(term, EXACT);
    }
    BigDecimal power = sum.pow(1024, EXACT);
    return (x < 0 ? BigDecimal.ONE.divide(power, EXACT) : power).doubleValue();
  }

  @Test
  void withinTwoUlpOfTheExactValue() {
    Random random = new Random(1);
    for (int i = 0; i < 1500; i++) {
      double x =
          switch (i % 3) {
            case 0 -> random.nextGaussian();
            case 1 -> 1400 * random.nextDouble() - 700;
            default -> -Math.pow(10, -300 * random.nextDouble());
          };
      assertThat(Exponential.of(x))
          .as("x = %s", x)
          .isCloseTo(exact(x), within(2 * Math.ulp(exact(x))));
    }
  }

  @Test
  void edges() {
    assertThat(Exponential.of(0)).isEqualTo(1);
    assertThat(Exponential.of(-0.0)).isEqualTo(1);
    assertThat(Exponential.of(Double.NaN)).isNaN();
    assertThat(Exponential.of(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
    for (double x : new double[] {700.5, 709, 710, -700.5, -740, -746, 1e308, -1e308}) {
      assertThat(Exponential.of(x)).isEqualTo(StrictMath.exp(x));
    }
  }
}
