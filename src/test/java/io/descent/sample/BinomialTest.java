package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
  private static final MathContext DIGITS = new MathContext(40);

  /** Probabilities by their ratios, scaled to sum to 1: neither of the ways that are drawn. */
  private static double[] probabilities(int n, double p) {
    double[] logs = new double[n + 1];
    double most = 0;
    for (int k = 1; k <= n; k++) {
      logs[k] = logs[k - 1] + Math.log((n - k + 1.0) / k * p / (1 - p));
      most = Math.max(most, logs[k]);
    }
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      logs[k] = Math.exp(logs[k] - most);
      sum += logs[k];
    }
    for (int k = 0; k <= n; k++) {
      logs[k] /= sum;
    }
    return logs;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.5",
    "3, 0.9",
    "20, 0.3",
    "30, 0.5",
    "100, 0.02",
    "100, 0.98",
    "100, 0.4",
    "1000, 0.012",
    "1000, 0.37",
    "1000, 0.63",
    "5000, 0.001"
  })
  void drawsHaveTheirProbabilities(int n, double p) {
    int draws = 40_000;
    int[] counts = new int[n + 1];
    for (int i = 0; i < draws; i++) {
      counts[(int) Binomial.draw(SplitMix.of(n, i, 3), n, p)]++;
    }
    double[] probabilities = probabilities(n, p);
    double chiSquare = 0;
    int cells = 0;
    double mean = 0;
    double count = 0;
    for (int k = 0; k <= n; k++) {
      mean += probabilities[k] * draws;
      count += counts[k];
      // Values too rare to count alone are counted together.
      if (mean >= 10 || k == n) {
        chiSquare += mean > 0 ? (count - mean) * (count - mean) / mean : 0;
        cells++;
        mean = 0;
        count = 0;
      }
    }
    double freedom = Math.max(1, cells - 1);
    double cube = 1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom));
    assertThat(chiSquare).isLessThan(freedom * cube * cube * cube + 1);
  }

  /**
   * Exact probabilities in the order in which they are added: from 0 up, or from the mode to both
   * sides, above first. A u that lies 10⁻¹¹ before the sum of the first i belongs to the i-th
   * value, one as far behind it to the next.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5",
    "3, 0.9",
    "19, 0.5",
    "20, 0.5",
    "30, 0.5",
    "40, 0.25",
    "200, 0.0499",
    "100, 0.98",
    "300, 0.04",
    "1000, 0.37",
    "1000, 0.63",
    "5000, 0.001"
  })
  void sumsOfProbabilitiesAreExact(int n, double p) {
    boolean failures = p > 0.5;
    double chance = failures ? 1 - p : p;
    BigDecimal[] exact = exactProbabilities(n, chance);
    List<Integer> order = order(n, chance);
    BigDecimal sum = BigDecimal.ZERO;
    int borders = 0;
    for (int i = 0; i + 1 < order.size(); i++) {
      int value = order.get(i);
      int next = order.get(i + 1);
      sum = sum.add(exact[value], DIGITS);
      double border = sum.doubleValue();
      if (exact[value].doubleValue() > 1e-9 && exact[next].doubleValue() > 1e-9) {
        borders++;
        assertThat(Binomial.inverse(border * (1 - 1e-11), n, p))
            .as("before the %d-th border", i)
            .isEqualTo(failures ? n - value : value);
        assertThat(Binomial.inverse(border * (1 + 1e-11), n, p))
            .as("behind the %d-th border", i)
            .isEqualTo(failures ? n - next : next);
      }
    }
    assertThat(borders).isPositive();
  }

  private static BigDecimal[] exactProbabilities(int n, double p) {
    BigDecimal success = new BigDecimal(p);
    BigDecimal failure = BigDecimal.ONE.subtract(success);
    BigDecimal[] exact = new BigDecimal[n + 1];
    exact[0] = failure.pow(n, DIGITS);
    for (int k = 1; k <= n; k++) {
      exact[k] =
          exact[k - 1]
              .multiply(success, DIGITS)
              .multiply(BigDecimal.valueOf(n - k + 1L), DIGITS)
              .divide(failure.multiply(BigDecimal.valueOf(k)), DIGITS);
    }
    return exact;
  }

  private static List<Integer> order(int n, double p) {
    int start = n * p < 10 ? 0 : (int) ((n + 1) * p);
    List<Integer> order = new ArrayList<>(List.of(start));
    for (int distance = 1; distance <= n; distance++) {
      if (start + distance <= n) {
        order.add(start + distance);
      }
      if (start - distance >= 0) {
        order.add(start - distance);
      }
    }
    return order;
  }

  @Test
  void aSumThatIsExactlyTheNumberReachesIt() {
    assertThat(Binomial.inverse(0.5, 1, 0.5)).isZero();
    assertThat(Binomial.inverse(Math.nextUp(0.5), 1, 0.5)).isEqualTo(1);
    assertThat(Binomial.inverse(1, 1, 0.5)).isEqualTo(1);
  }

  /** Nothing is left to add but what rounding leaves, and that falls to the mode. */
  @Test
  void theLargestNumberGivesAValueToo() {
    int leftToTheMode = 0;
    for (int n = 1; n <= 700; n += n < 40 ? 3 : 60) {
      for (double p : new double[] {0.05, 0.1, 0.3, 0.45, 0.5}) {
        BigDecimal[] exact = exactProbabilities(n, p);
        List<Integer> order = order(n, p);
        int value = (int) Binomial.inverse(1, n, p);
        assertThat(value).as("n = %d, p = %s", n, p).isBetween(0, n);
        if (value == order.get(0)) {
          leftToTheMode++;
        } else {
          BigDecimal sum =
              order.subList(0, order.indexOf(value) + 1).stream()
                  .map(k -> exact[k])
                  .reduce(BigDecimal.ZERO, (left, right) -> left.add(right, DIGITS));
          assertThat(sum.doubleValue()).as("n = %d, p = %s", n, p).isGreaterThan(1 - 1e-11);
        }
      }
    }
    assertThat(leftToTheMode).isPositive();
    // From 0 up no further than to where the probabilities vanish, not through all trials.
    assertThat(Binomial.inverse(1, 1L << 40, 0x1p-40)).isBetween(10L, 200L);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 0.5", "1000000, 0.0001", "1000000000, 0.25", "1000000000, 0.999999999"})
  void largeNumbersHaveMeanAndVariance(long n, double p) {
    int draws = 2000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double deviation = Binomial.draw(SplitMix.of(n, i, 4), n, p) - n * p;
      sum += deviation;
      squares += deviation * deviation;
    }
    double variance = n * p * (1 - p);
    assertThat(sum / draws).isCloseTo(0, within(3.3 * Math.sqrt(variance / draws)));
    assertThat(squares / draws)
        .isCloseTo(variance, within(3.3 * variance * Math.sqrt((2 + 1 / variance) / draws)));
  }

  @Test
  void certainResultsNeedNoChance() {
    SplitMix random = SplitMix.of(1, 2, 3);
    assertThat(Binomial.draw(random, 0, 0.5)).isZero();
    assertThat(Binomial.draw(random, 9, 0)).isZero();
    assertThat(Binomial.draw(random, 9, Double.NaN)).isZero();
    assertThat(Binomial.draw(random, 9, 1)).isEqualTo(9);
    assertThat(random.next()).isEqualTo(SplitMix.of(1, 2, 3).next());
  }
}
