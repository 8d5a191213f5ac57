package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Selection;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplerTest {
  private static final Shards SHARDS = Shards.of(10, 0, 37, 1, 200, 52);
  private static final int N = 300;

  static Stream<Sampler> all() {
    return Stream.of(
        new FullSampler(),
        FixedSampler.of(1),
        FixedSampler.of(17),
        FixedSampler.of(250),
        FixedSampler.of(1000),
        BernoulliSampler.of(0.03),
        BernoulliSampler.of(0.7),
        BernoulliSampler.of(1));
  }

  private static boolean[] rows(Sampler sampler, long seed, long step) {
    boolean[] selected = new boolean[N];
    for (int s = 0; s < SHARDS.count(); s++) {
      Selection selection = sampler.select(seed, step, SHARDS, s);
      int last = -1;
      for (int k = 0; k < selection.size(); k++) {
        int row = selection.row(k);
        assertThat(row).isGreaterThan(last).isLessThan(SHARDS.rows(s));
        last = row;
        selected[(int) SHARDS.rowsBefore(s) + row] = true;
      }
    }
    return selected;
  }

  private static int count(boolean[] selected) {
    int count = 0;
    for (boolean one : selected) {
      count += one ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPureFunctionOfSeedAndStep(Sampler sampler) {
    boolean[] first = rows(sampler, 3, 8);
    rows(sampler, 4, 1);
    assertThat(rows(sampler, 3, 8)).isEqualTo(first);
    if (!sampler.readsAll(N)) {
      boolean seedMatters = false;
      boolean stepMatters = false;
      for (int i = 1; i < 8; i++) {
        seedMatters |= !java.util.Arrays.equals(rows(sampler, 3 + i, 8), first);
        stepMatters |= !java.util.Arrays.equals(rows(sampler, 3, 8 + i), first);
      }
      assertThat(seedMatters && stepMatters).isTrue();
    } else {
      assertThat(count(first)).isEqualTo(N);
    }
  }

  @Test
  void fixedBatchesHaveTheirSizeInEveryStep() {
    for (int size : new int[] {1, 2, 17, 150, 299}) {
      for (int step = 0; step < 200; step++) {
        assertThat(count(rows(FixedSampler.of(size), 11, step))).isEqualTo(size);
      }
    }
  }

  /**
   * Sum of squared standardised deviations over rows; its mean is N, its standard deviation about
   * √(2N).
   */
  private static double chiSquare(Sampler sampler, double probability, int steps) {
    int[] hits = new int[N];
    for (int step = 0; step < steps; step++) {
      boolean[] selected = rows(sampler, 5, step);
      for (int i = 0; i < N; i++) {
        hits[i] += selected[i] ? 1 : 0;
      }
    }
    double sum = 0;
    for (int hit : hits) {
      double deviation = hit - steps * probability;
      sum += deviation * deviation / (steps * probability * (1 - probability));
    }
    return sum;
  }

  @Test
  void everyRowIsAsLikely() {
    // p ≥ 0.001 for about 300 degrees of freedom: the sum lies in 225 … 382.
    assertThat(chiSquare(FixedSampler.of(1), 1.0 / N, 20_000)).isBetween(225.0, 382.0);
    assertThat(chiSquare(FixedSampler.of(17), 17.0 / N, 4000)).isBetween(215.0, 382.0);
    assertThat(chiSquare(FixedSampler.of(250), 250.0 / N, 2000)).isBetween(205.0, 382.0);
    assertThat(chiSquare(BernoulliSampler.of(0.03), 0.03, 4000)).isBetween(225.0, 382.0);
    assertThat(chiSquare(BernoulliSampler.of(0.7), 0.7, 2000)).isBetween(225.0, 382.0);
  }

  @Test
  void neighbouringStepsAndShardsAreUncorrelated() {
    Sampler sampler = BernoulliSampler.of(0.5);
    int both = 0;
    int steps = 2000;
    for (int step = 0; step < steps; step++) {
      boolean[] now = rows(sampler, 6, step);
      boolean[] next = rows(sampler, 6, step + 1);
      for (int i = 0; i < 40; i++) {
        both += now[i] && next[i] ? 1 : 0;
        both += now[i + 48] && now[i + 248] ? 1 : 0;
      }
    }
    double pairs = 80.0 * steps;
    assertThat(both).isCloseTo((int) (pairs / 4), within((int) (3.3 * Math.sqrt(pairs * 3 / 16))));
  }

  @Test
  void bernoulliBatchesVaryAsABinomial() {
    double sum = 0;
    double squares = 0;
    int steps = 4000;
    for (int step = 0; step < steps; step++) {
      int size = count(rows(BernoulliSampler.of(0.03), 7, step));
      sum += size;
      squares += (double) size * size;
    }
    double mean = sum / steps;
    double variance = squares / steps - mean * mean;
    assertThat(mean).isCloseTo(9, within(3.3 * Math.sqrt(9 * 0.97 / steps)));
    assertThat(variance).isCloseTo(9 * 0.97, within(3.3 * 9 * 0.97 * Math.sqrt(2.0 / steps)));
  }

  @Test
  void sharesAreExactWhereProductsDoNotFitALong() {
    Random random = new Random(1);
    int[] sizes = random.ints(1000, 1 << 29, Integer.MAX_VALUE).toArray();
    Shards shards = Shards.of(sizes);
    long batch = 1_000_000_007L;
    // Only the shares are of interest: rows of shards this large are never drawn here.
    FixedSampler sampler = FixedSampler.of(batch);
    BigInteger n = BigInteger.valueOf(shards.rows());
    long sum = 0;
    for (int s = 0; s < 1000; s++) {
      long before = sampler.share(shards.rowsBefore(s), 12345, shards.rows());
      long after = sampler.share(shards.rowsBefore(s + 1), 12345, shards.rows());
      BigInteger expected =
          BigInteger.valueOf(batch)
              .multiply(BigInteger.valueOf(shards.rowsBefore(s + 1)))
              .add(BigInteger.valueOf(12345))
              .divide(n);
      assertThat(BigInteger.valueOf(after)).isEqualTo(expected);
      sum += after - before;
    }
    assertThat(sum).isEqualTo(batch);
  }

  @Test
  void epochsAreRowsDrawn() {
    assertThat(FixedSampler.of(256).steps(10, 1000)).isEqualTo(40);
    assertThat(FixedSampler.of(256).steps(0.1, 2560)).isEqualTo(1);
    assertThat(FixedSampler.of(7).steps(0.7, 1000)).isEqualTo(100);
    assertThat(FixedSampler.of(7000).steps(3, 1000)).isEqualTo(3);
    assertThat(BernoulliSampler.of(0.1).steps(10, 5)).isEqualTo(100);
    assertThat(BernoulliSampler.of(0.3).steps(1, 5)).isEqualTo(4);
    assertThat(new FullSampler().steps(2.5, 5)).isEqualTo(3);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> FixedSampler.of(0)).hasMessageContaining("got 0");
    for (double bad : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> BernoulliSampler.of(bad)).hasMessageContaining("(0, 1]");
    }
    assertThatThrownBy(() -> Shards.of(1, -2)).hasMessageContaining("shard 1 has -2");
  }
}
