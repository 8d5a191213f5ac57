package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
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
