package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LabelSetsTest {
  @Test
  void holdsWhatWasAdded() {
    Random random = new Random(3);
    List<TreeSet<Integer>> expected = new ArrayList<>();
    LabelSetsBuilder builder = new LabelSetsBuilder();
    for (int row = 0; row < 300; row++) {
      TreeSet<Integer> labels = new TreeSet<>();
      for (int k = random.nextInt(6); k > 0; k--) {
        int label = random.nextInt(9);
        labels.add(label);
        builder.add(label);
      }
      builder.endRow();
      expected.add(labels);
    }
    LabelSets sets = builder.build();
    assertThat(sets.count()).isEqualTo(300);
    for (int row = 0; row < 300; row++) {
      assertThat(sets.labels(row))
          .containsExactly(expected.get(row).stream().mapToInt(i -> i).toArray());
      for (int label = -1; label < 10; label++) {
        assertThat(sets.contains(row, label)).isEqualTo(expected.get(row).contains(label));
      }
    }
    int all = expected.stream().mapToInt(TreeSet::size).sum();
    assertThat(sets.bytes()).isEqualTo(4 * 301 + 4 * all);
  }

  @Test
  void refusesWhatIsNoSet() {
    assertThatThrownBy(() -> LabelSets.of(new int[] {0, 2}, new int[] {1}))
        .hasMessageContaining("1 labels");
    assertThatThrownBy(() -> LabelSets.of(new int[] {0, 2}, new int[] {1, 1}))
        .hasMessageContaining("label 1 after 1 in row 0");
    assertThatThrownBy(() -> LabelSets.of(new int[] {0, 2, 1, 2}, new int[] {0, 1}))
        .hasMessageContaining("row 1 ends");
    Rows rows = DenseRows.of(1, 1, new double[] {1});
    LabelSets one = LabelSets.of(new int[] {0, 1}, new int[] {2});
    Block block = Block.ofSets(3, rows, one, null);
    assertThat(block.hasLabel(0, 2)).isTrue();
    assertThat(block.hasLabel(0, 1)).isFalse();
    assertThat(block.hasLabels()).isFalse();
    assertThat(block.bytes()).isEqualTo(rows.bytes() + one.bytes());
    assertThatThrownBy(() -> block.label(0)).hasMessageContaining("shard 3 has sets of labels");
    LabelSets two = LabelSets.of(new int[] {0, 0, 0}, new int[0]);
    assertThatThrownBy(() -> Block.ofSets(0, rows, two, null)).hasMessageContaining("labels of 2");
  }
}
