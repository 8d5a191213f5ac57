package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutTest {
  /** Row i has the value i + 1 in column 0, so that it can be told after a split. */
  private static Block block(int shard, int count, int classes, boolean sparse, Storage storage) {
    Random random = new Random(shard);
    RowsBuilder rows = RowsBuilder.with(storage);
    double[] labels = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      rows.add(0, i + 1);
      for (int j = 1; j < 20; j++) {
        if (!sparse || random.nextInt(10) == 0) {
          rows.add(j, 100 * i + j);
        }
      }
      rows.endRow();
      labels[i] = random.nextInt(classes);
      weights[i] = i + 0.5;
    }
    return Block.of(shard, rows.build(20), labels, weights);
  }

  private static int original(Rows rows, int row) {
    double[] first = new double[20];
    first[0] = 1;
    return (int) rows.dot(row, first, 0) - 1;
  }

  private static void collect(Block from, Block part, Set<Integer> into) {
    assertThat(part.shard()).isEqualTo(from.shard());
    int last = -1;
    for (int row = 0; row < part.count(); row++) {
      int i = original(part.rows(), row);
      assertThat(i).as("rows keep their order").isGreaterThan(last);
      last = i;
      assertThat(into.add(i)).isTrue();
      assertThat(part.label(row)).isEqualTo(from.label(i));
      assertThat(part.weight(row)).isEqualTo(from.weight(i));
      double[] expected = new double[20];
      double[] actual = new double[20];
      from.rows().addScaled(i, 1, expected, 0);
      part.rows().addScaled(row, 1, actual, 0);
      assertThat(actual).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,FLOAT", "false,DOUBLE", "true,FLOAT", "true,DOUBLE"})
  void everyRowIsOnOneSide(boolean sparse, Storage storage) {
    for (int count : new int[] {0, 1, 2, 9, 100}) {
      Block block = block(3, count, 3, sparse, storage);
      Holdout holdout = Holdout.of(0.3, 5, true);
      Set<Integer> seen = new TreeSet<>();
      collect(block, holdout.kept(block), seen);
      collect(block, holdout.heldOut(block), seen);
      assertThat(seen).hasSize(count);
    }
  }

  @Test
  void everyLabelGivesItsShare() {
    for (int shard = 0; shard < 50; shard++) {
      Block block = block(shard, 200, 4, false, Storage.FLOAT);
      Block held = Holdout.of(0.25, 1, true).heldOut(block);
      for (int label = 0; label < 4; label++) {
        assertThat(count(held, label)).isCloseTo(0.25 * count(block, label), within(1.0));
      }
    }
  }

  private static double count(Block block, int label) {
    int count = 0;
    for (int row = 0; row < block.count(); row++) {
      count += block.label(row) == label ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyRowIsHeldOutEquallyOften(boolean byLabel) {
    int runs = 4000;
    int[] held = new int[7];
    Block block = block(0, 7, 2, false, Storage.FLOAT);
    for (int seed = 0; seed < runs; seed++) {
      Rows rows = Holdout.of(0.4, seed, byLabel).heldOut(block).rows();
      for (int row = 0; row < rows.count(); row++) {
        held[original(rows, row)]++;
      }
    }
    // Four and a half standard deviations of a binomial count.
    for (int times : held) {
      assertThat(times).isCloseTo(1600, within(140));
    }
  }

  @Test
  void seedAndShardDecide() {
    Block block = block(0, 60, 2, false, Storage.FLOAT);
    assertThat(rowsOf(1, block)).isEqualTo(rowsOf(1, block)).isNotEqualTo(rowsOf(2, block));
    Block second = Block.of(1, block.rows(), labels(block), null);
    assertThat(rowsOf(1, second)).isNotEqualTo(rowsOf(1, block));
  }

  private static double[] labels(Block block) {
    return IntStream.range(0, block.count()).mapToDouble(block::label).toArray();
  }

  /** What was held out while a model was trained is held out when it is trained on. */
  @Test
  void aLaterVersionHoldsOutTheSameRows() {
    Block block = block(2, 30, 3, false, Storage.FLOAT);
    assertThat(rowsOf(7, block))
        .containsExactly(0, 2, 4, 6, 7, 10, 12, 15, 16, 18, 20, 21, 24, 26, 27, 28);
  }

  private static Set<Integer> rowsOf(long seed, Block block) {
    Set<Integer> rows = new TreeSet<>();
    Block held = Holdout.of(0.5, seed, true).heldOut(block);
    for (int row = 0; row < held.count(); row++) {
      rows.add(original(held.rows(), row));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void fractionsOutOfRange(double fraction) {
    assertThatThrownBy(() -> Holdout.of(fraction, 1, true))
        .hasMessage("fraction must be in (0, 1), got " + fraction);
  }
}
