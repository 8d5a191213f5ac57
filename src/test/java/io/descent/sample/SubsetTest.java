package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetTest {
  private static SplitMix random(long key) {
    return SplitMix.of(key, 4, 5);
  }

  @Test
  void everySubsetIsAsLikely() {
    for (int n = 1; n <= 6; n++) {
      for (int size = 0; size <= n; size++) {
        int subsets = 1;
        for (int k = 1; k <= size; k++) {
          subsets = subsets * (n - size + k) / k;
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (int key = 0; key < 200 * subsets; key++) {
          counts.merge(Arrays.toString(Subset.of(random(key), n, size)), 1, Integer::sum);
        }
        assertThat(counts).as("%d of %d", size, n).hasSize(subsets);
        double chiSquare = 0;
        for (int count : counts.values()) {
          chiSquare += (count - 200.0) * (count - 200.0) / 200;
        }
        // The 0.9999 quantile by Wilson and Hilferty.
        double freedom = Math.max(1, subsets - 1);
        double cube = 1 - 2 / (9 * freedom) + 3.72 * Math.sqrt(2 / (9 * freedom));
        assertThat(chiSquare).as("%d of %d", size, n).isLessThan(freedom * cube * cube * cube);
      }
    }
  }

  /** Up to a half what is chosen is drawn, beyond it what is left out. */
  @Test
  void theSmallerPartIsDrawn() {
    for (int key = 0; key < 20; key++) {
      assertThat(Subset.of(random(key), 2, 1)).containsExactly((int) random(key).below(2));
      int left = (int) random(key).below(3);
      assertThat(Subset.of(random(key), 3, 2))
          .containsExactly(IntStream.range(0, 3).filter(i -> i != left).toArray());
    }
    SplitMix random = random(1);
    assertThat(Subset.of(random, 9, 0)).isEmpty();
    assertThat(Subset.of(random, 9, 9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(random.next()).isEqualTo(random(1).next());
  }

  @Test
  void manyOfMoreAreDistinctAndAscend() {
    int size = 300_000;
    for (int n : new int[] {size, size + 1, 2 * size, 2 * size + 1, Integer.MAX_VALUE}) {
      int[] chosen = Subset.of(random(n), n, size);
      assertThat(chosen).hasSize(size);
      assertThat(IntStream.range(1, size).allMatch(i -> chosen[i - 1] < chosen[i]))
          .as("of %d", n)
          .isTrue();
      assertThat(chosen[0]).isNotNegative();
      assertThat(chosen[size - 1]).isLessThan(n);
    }
  }
}
