package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunOrderTest {
  private static int[] rows(int n, long seed, long epoch, int shard) {
    return RunOrder.of(n, seed, epoch, shard).rows(0, n);
  }

  @Test
  void everyRowHasOnePlace() {
    for (int n : new int[] {1, 2, 31, 32, 33, 63, 64, 65, 1000, 4096, 100_003}) {
      int[] rows = rows(n, 5, 7, 3);
      Arrays.sort(rows);
      assertThat(rows).as("%d rows", n).isEqualTo(IntStream.range(0, n).toArray());
    }
  }

  @Test
  void partsMakeTheWhole() {
    int n = 1000;
    int[] whole = rows(n, 5, 7, 3);
    for (int from = 0; from <= n; from += 97) {
      for (int to : new int[] {from, Math.min(n, from + 1), Math.min(n, from + 200), n}) {
        assertThat(RunOrder.of(n, 5, 7, 3).rows(from, to))
            .isEqualTo(Arrays.copyOfRange(whole, from, to));
      }
    }
  }

  @Test
  void neighboursStayTogetherAndRunsDoNot() {
    int n = 32 * 500 + 7;
    int[] rows = rows(n, 5, 7, 3);
    int together = 0;
    for (int k = 1; k < n; k++) {
      together += rows[k] == (rows[k - 1] + 1) % n ? 1 : 0;
    }
    // 31 of each run, 6 of the rest, and the few runs that follow their neighbour by chance.
    assertThat(together).isBetween(31 * 500 + 6, 31 * 500 + 6 + 12);
  }

  @Test
  void seedEpochAndShardEachGiveAnotherOrder() {
    int[] rows = rows(5000, 5, 7, 3);
    assertThat(rows(5000, 5, 7, 3)).isEqualTo(rows);
    for (int[] other :
        new int[][] {rows(5000, 6, 7, 3), rows(5000, 5, 8, 3), rows(5000, 5, 7, 4)}) {
      int same = 0;
      for (int k = 0; k < 5000; k++) {
        same += rows[k] == other[k] ? 1 : 0;
      }
      assertThat(same).isLessThan(200);
    }
  }

  /** χ² of 96 places over 100 rows, in 20,000 epochs. */
  @Test
  void everyPlaceIsUniformOverAllRows() {
    int n = 100;
    int epochs = 20_000;
    for (int place : new int[] {0, 31, 32, 95, 96, 99}) {
      int[] counts = new int[n];
      for (int epoch = 0; epoch < epochs; epoch++) {
        counts[RunOrder.of(n, 1, epoch, 0).rows(place, place + 1)[0]]++;
      }
      double chiSquare = 0;
      for (int count : counts) {
        double deviation = count - epochs / (double) n;
        chiSquare += deviation * deviation / (epochs / (double) n);
      }
      // 99 degrees of freedom: p ≥ 0.001.
      assertThat(chiSquare).as("place %d, seed 1", place).isBetween(56.0, 149.0);
    }
  }
}
