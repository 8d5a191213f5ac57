package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShardsTest {
  /** The second shard knows fewer labels than the others, the third is empty. */
  private static final double[][] LABELS = {{0, 2, 2, 1, 2}, {1, 0, 1}, {}, {3, 3, 0}};

  private static final double[][] WEIGHTS = {{1, 2, 3, 4, 5}, {0.5, 0, 0.25}, {}, {7, 0, 1}};

  private static ShardCensus census(int shard, boolean ofLabels) {
    int rows = LABELS[shard].length;
    Block block =
        Block.of(shard, DenseRows.of(rows, 0, new float[0]), LABELS[shard], WEIGHTS[shard]);
    return ofLabels ? ShardCensus.ofLabels(block) : ShardCensus.ofWeights(block);
  }

  private static ShardCensus census(boolean ofLabels) {
    return census(0, ofLabels)
        .merge(census(1, ofLabels))
        .merge(census(2, ofLabels).merge(census(3, ofLabels)));
  }

  private static Shards shards() {
    return Shards.of(Arrays.stream(LABELS).mapToInt(labels -> labels.length).toArray());
  }

  @Test
  void rowsAreSummedBeforeEveryShard() {
    Shards shards = shards();
    assertThat(shards.count()).isEqualTo(4);
    assertThat(shards.rows()).isEqualTo(11);
    long before = 0;
    for (int s = 0; s < 4; s++) {
      assertThat(shards.rows(s)).isEqualTo(LABELS[s].length);
      assertThat(shards.rowsBefore(s)).isEqualTo(before);
      before += LABELS[s].length;
    }
    assertThat(shards.rowsBefore(4)).isEqualTo(11);
    assertThat(shards.labels()).isZero();
    assertThat(Shards.of().rows()).isZero();
  }

  /** Whatever else was summed, in either order. */
  @Test
  void rowsOfLabelsAndWeightsAreSummedBeforeEveryShard() {
    assertLabels(shards().withLabels(census(true)));
    assertWeights(shards().withWeights(census(false)));
    for (Shards both :
        new Shards[] {
          shards().withLabels(census(true)).withWeights(census(false)),
          shards().withWeights(census(false)).withLabels(census(true))
        }) {
      assertLabels(both);
      assertWeights(both);
      assertThat(both.rowsBefore(3)).isEqualTo(8);
    }
  }

  private static void assertLabels(Shards shards) {
    assertThat(shards.labels()).isEqualTo(4);
    for (int label = 0; label < 4; label++) {
      long before = 0;
      for (int s = 0; s <= 4; s++) {
        assertThat(shards.rowsBefore(s, label)).as("%d before %d", label, s).isEqualTo(before);
        before += s < 4 ? rows(s, label) : 0;
      }
    }
  }

  private static long rows(int shard, int label) {
    return Arrays.stream(LABELS[shard]).filter(other -> other == label).count();
  }

  private static void assertWeights(Shards shards) {
    double before = 0;
    for (int s = 0; s <= 4; s++) {
      assertThat(shards.weightBefore(s)).as("before %d", s).isEqualTo(before);
      before += s < 4 ? Arrays.stream(WEIGHTS[s]).sum() : 0;
    }
  }

  @Test
  void aCensusCountsAllShardsHoweverItIsMerged() {
    ShardCensus labels = census(true);
    assertThat(labels.shards()).isEqualTo(4);
    assertThat(labels.labels()).isEqualTo(4);
    assertThat(labels.totals()).containsExactly(3, 3, 3, 2);
    ShardCensus inTurn =
        census(0, true).merge(census(1, true)).merge(census(2, true)).merge(census(3, true));
    assertThat(inTurn.counts())
        .containsExactly(labels.counts())
        .containsExactly(1, 1, 3, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2);
    ShardCensus weights = census(false);
    assertThat(weights.shards()).isEqualTo(4);
    assertThat(weights.labels()).isZero();
    assertThat(weights.totals()).isEmpty();
    assertThat(weights.weight(0)).isEqualTo(15);
    assertThat(weights.weight(3)).isEqualTo(8);
  }

  @Test
  void aCensusOfOtherShardsIsRefused() {
    Shards two = Shards.of(5, 3);
    assertThatThrownBy(() -> two.withLabels(census(true))).hasMessage("a census of 4 shards for 2");
    assertThatThrownBy(() -> two.withWeights(census(false)))
        .hasMessage("a census of 4 shards for 2");
  }
}
