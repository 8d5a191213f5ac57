package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {
  private static Permutation permutation(int n, long key) {
    return Permutation.of(n, SplitMix.of(key, 1, 2));
  }

  @Test
  void everyNumberHasOneImage() {
    for (int n = 1; n < 1200; n++) {
      Permutation permutation = permutation(n, n);
      BitSet images = new BitSet();
      for (int i = 0; i < n; i++) {
        images.set(permutation.at(i));
      }
      assertThat(images.length()).as("n = %d", n).isEqualTo(n);
      assertThat(images.cardinality()).as("n = %d", n).isEqualTo(n);
    }
    Permutation largest = permutation(Integer.MAX_VALUE, 1);
    assertThat(IntStream.range(0, 100_000).map(largest::at).distinct().count()).isEqualTo(100_000);
    assertThat(IntStream.range(0, 100_000).map(largest::at).min().orElseThrow()).isNotNegative();
  }

  /** A run that is taken up by a later version goes on with the order it would have had. */
  @Test
  void aLaterVersionHasTheSameOrder() {
    Permutation few = permutation(9, 5);
    assertThat(IntStream.range(0, 9).map(few::at)).containsExactly(0, 8, 1, 7, 6, 5, 2, 4, 3);
    Permutation many = permutation(1_000_000, 5);
    assertThat(IntStream.range(0, 9).map(many::at))
        .containsExactly(235025, 662973, 267885, 58304, 792354, 825185, 523733, 185929, 488873);
  }

  @Test
  void allOrdersOfFewAreAsLikely() {
    for (int n = 2; n <= 5; n++) {
      int orders = IntStream.rangeClosed(1, n).reduce(1, (a, b) -> a * b);
      int keys = 400 * orders;
      Map<String, Integer> counts = new TreeMap<>();
      for (int key = 0; key < keys; key++) {
        Permutation permutation = permutation(n, key);
        String order =
            IntStream.range(0, n)
                .mapToObj(i -> Integer.toString(permutation.at(i)))
                .collect(Collectors.joining());
        counts.merge(order, 1, Integer::sum);
      }
      double chiSquare = 0;
      for (int count : counts.values()) {
        chiSquare += (count - 400.0) * (count - 400.0) / 400;
      }
      assertThat(counts).hasSize(orders);
      // p ≥ 0.001 for n! − 1 degrees of freedom: 1, 5, 23 and 119.
      assertThat(chiSquare).as("n = %d", n).isLessThan(new double[] {10.8, 20.5, 49.7, 175}[n - 2]);
    }
  }

  /** The image of one number, and how far apart the images of two neighbours are. */
  @Test
  void imagesAndTheirDistancesAreUniform() {
    for (int n : new int[] {13, 65, 97, 200}) {
      int keys = 300 * n;
      int[] images = new int[n];
      int[] distances = new int[n];
      for (int key = 0; key < keys; key++) {
        Permutation permutation = permutation(n, key);
        int image = permutation.at(n / 3);
        images[image]++;
        distances[Math.floorMod(permutation.at(n / 3 + 1) - image, n)]++;
      }
      assertThat(distances[0]).isZero();
      assertUniform(images, 0, n, keys);
      assertUniform(distances, 1, n, keys);
    }
  }

  private static void assertUniform(int[] counts, int from, int to, int draws) {
    double mean = (double) draws / (to - from);
    double chiSquare = 0;
    for (int i = from; i < to; i++) {
      chiSquare += (counts[i] - mean) * (counts[i] - mean) / mean;
    }
    double freedom = to - from - 1;
    // The 0.999 quantile by Wilson and Hilferty.
    double cube = 1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom));
    assertThat(chiSquare).as("%d values", to - from).isLessThan(freedom * cube * cube * cube);
  }
}
