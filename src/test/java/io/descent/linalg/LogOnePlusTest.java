package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogOnePlusTest {
  private static final MathContext EXACT = new MathContext(40);

  /** 2·artanh(x/(2 + x)) by its series, which converges on [0, 1], to 35 digits. */
  private static double exact(double x) {
    BigDecimal s = new BigDecimal(x).divide(new BigDecimal(x).add(BigDecimal.valueOf(2)), EXACT);
    BigDecimal square = s.multiply(s, EXACT);
    BigDecimal power = s;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; k < 110; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), EXACT), EXACT);
      power = power.multiply(square, EXACT);
    }
    return sum.multiply(BigDecimal.valueOf(2), EXACT).doubleValue();
  }

  @Test
  void withinTwoUlpOfTheExactValue() {
    Random random = new Random(1);
    for (int i = 0; i < 1500; i++) {
      double x =
          i < 65
              ? i / 64.0
              : i % 2 == 0 ? random.nextDouble() : Math.pow(10, -300 * random.nextDouble());
      assertThat(LogOnePlus.of(x))
          .as("x = %s", x)
          .isCloseTo(exact(x), within(2 * Math.ulp(exact(x))));
    }
    assertThat(LogOnePlus.of(0)).isZero();
    assertThat(LogOnePlus.of(Double.MIN_NORMAL)).isEqualTo(Double.MIN_NORMAL);
    assertThat(LogOnePlus.of(Double.NaN)).isNaN();
  }
}
