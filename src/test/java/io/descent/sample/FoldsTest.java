package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {
  /** Row i has the value and the weight i + 1, so that it can be told. */
  private static Block block(int shard, int count, int classes) {
    double[] x = new double[count];
    double[] labels = new double[count];
    Arrays.setAll(x, i -> i + 1);
    Arrays.setAll(labels, i -> i * i % 7 % classes);
    return Block.of(shard, DenseRows.of(count, 1, x), labels, x);
  }

  private static List<Integer> rows(Block block) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < block.count(); row++) {
      rows.add((int) block.weight(row) - 1);
    }
    return rows;
  }

  @Test
  void everyRowIsInOnePart() {
    for (int count : new int[] {0, 1, 4, 5, 101}) {
      Block block = block(2, count, 3);
      Folds folds = Folds.of(5, 9, true);
      List<Integer> seen = new ArrayList<>();
      for (int part = 0; part < 5; part++) {
        List<Integer> its = rows(folds.part(block, part));
        List<Integer> others = rows(folds.without(block, part));
        assertThat(its).isSorted();
        assertThat(others).isSorted().hasSize(count - its.size()).noneMatch(its::contains);
        assertThat(folds.part(block, part).shard()).isEqualTo(2);
        seen.addAll(its);
      }
      assertThat(seen).hasSize(count).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyLabelIsInAllParts() {
    for (int shard = 0; shard < 20; shard++) {
      Block block = block(shard, 203, 4);
      for (int label = 0; label < 4; label++) {
        long all = count(block, label);
        for (int part = 0; part < 5; part++) {
          long its = count(Folds.of(5, 1, true).part(block, part), label);
          assertThat(its).isBetween(all / 5, (all + 4) / 5);
        }
      }
    }
  }

  private static long count(Block block, int label) {
    long count = 0;
    for (int row = 0; row < block.count(); row++) {
      count += block.label(row) == label ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyRowIsInEveryPartEquallyOften(boolean byLabel) {
    int[][] held = new int[3][7];
    Block block = block(0, 7, 2);
    for (int seed = 0; seed < 4500; seed++) {
      for (int part = 0; part < 3; part++) {
        for (int row : rows(Folds.of(3, seed, byLabel).part(block, part))) {
          held[part][row]++;
        }
      }
    }
    // Four and a half standard deviations of a binomial count.
    for (int[] part : held) {
      assertThat(Arrays.stream(part)).allMatch(times -> Math.abs(times - 1500) < 142);
    }
  }

  @Test
  void seedAndShardDecide() {
    List<Integer> first = rows(Folds.of(2, 1, true).part(block(0, 60, 2), 0));
    assertThat(rows(Folds.of(2, 1, true).part(block(0, 60, 2), 0))).isEqualTo(first);
    assertThat(rows(Folds.of(2, 2, true).part(block(0, 60, 2), 0))).isNotEqualTo(first);
    assertThat(rows(Folds.of(2, 1, true).part(block(1, 60, 2), 0))).isNotEqualTo(first);
  }

  @Test
  void onePartIsRefused() {
    assertThatThrownBy(() -> Folds.of(1, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 2 parts, got 1");
  }
}
