package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowSampleTest {
  /** Rows that are known by their label. */
  private static List<Block> blocks(int... rows) {
    List<Block> blocks = new ArrayList<>();
    int next = 0;
    for (int s = 0; s < rows.length; s++) {
      double[] y = new double[rows[s]];
      for (int i = 0; i < y.length; i++) {
        y[i] = next++;
      }
      blocks.add(Block.of(s, DenseRows.of(y.length, 1, y.clone()), y, null));
    }
    return blocks;
  }

  private static List<Block> draw(int threads, long rows, long seed) {
    try (LocalEngine engine = LocalEngine.of(threads)) {
      return RowSample.draw(engine.blocks(blocks(50, 0, 30, 120)), rows, seed, 3);
    }
  }

  private static List<Double> values(List<Block> blocks) {
    List<Double> values = new ArrayList<>();
    for (Block block : blocks) {
      for (int i = 0; i < block.count(); i++) {
        int row = i;
        block.rows().forEach(i, (column, x) -> assertThat(x).isEqualTo(block.label(row)));
        values.add(block.label(i));
      }
    }
    return values;
  }

  @Test
  void drawsDistinctRowsInOrderIntoBlocksAlikeInSize() {
    List<Block> drawn = draw(2, 50, 7);
    assertThat(drawn).extracting(Block::count).containsExactly(16, 17, 17);
    assertThat(drawn).extracting(Block::shard).containsExactly(0, 1, 2);
    assertThat(values(drawn)).isSorted().doesNotHaveDuplicates();
    assertThat(values(draw(1, 50, 7))).isEqualTo(values(drawn));
    assertThat(values(draw(1, 50, 8))).isNotEqualTo(values(drawn));
  }

  @Test
  void allRowsWhereThereAreFewer() {
    assertThat(values(draw(2, 1000, 7))).hasSize(200).isSorted();
    try (LocalEngine engine = LocalEngine.of(1)) {
      assertThat(RowSample.draw(engine.blocks(blocks(1)), 9, 0, 2))
          .extracting(Block::count)
          .containsExactly(0, 1);
    }
  }

  /** Every row has the same probability, that of 5 of 200. */
  @Test
  void everyRowIsDrawnAlikeOften() {
    int[] times = new int[200];
    for (int seed = 0; seed < 4000; seed++) {
      values(draw(1, 5, seed)).forEach(y -> times[y.intValue()]++);
    }
    // 100 ± 10 by chance: six deviations.
    assertThat(Arrays.stream(times).min().orElseThrow()).isGreaterThan(40);
    assertThat(Arrays.stream(times).max().orElseThrow()).isLessThan(160);
  }
}
