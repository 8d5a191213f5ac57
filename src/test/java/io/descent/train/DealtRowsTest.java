package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.LabelSets;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealtRowsTest {
  /** Rows that are known by their label g: values g at column 0 and −g at column 1 + g mod 40. */
  private static List<Block> blocks(Storage storage, boolean weighted, boolean sets, int... rows) {
    List<Block> blocks = new ArrayList<>();
    int g = 1;
    for (int s = 0; s < rows.length; s++) {
      RowsBuilder x = RowsBuilder.with(storage);
      double[] y = new double[rows[s]];
      int[] starts = new int[rows[s] + 1];
      for (int i = 0; i < rows[s]; i++, g++) {
        x.add(0, g);
        x.add(1 + g % 40, -g);
        x.endRow();
        y[i] = g;
        starts[i + 1] = i + 1;
      }
      double[] c = weighted ? Arrays.stream(y).map(v -> v / 2).toArray() : null;
      int[] labels = Arrays.stream(y).mapToInt(v -> (int) v).toArray();
      blocks.add(
          sets
              ? Block.ofSets(s, x.build(), LabelSets.of(starts, labels), c)
              : Block.of(s, x.build(), y, c));
    }
    return blocks;
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, false, false", "DOUBLE, true, false", "FLOAT, true, true"})
  void everyRowArrivesOnceAndWhole(Storage storage, boolean weighted, boolean sets) {
    int[] sizes = {70, 0, 130, 1, 99};
    List<Block> blocks = blocks(storage, weighted, sets, sizes);
    Shards shards = Shards.of(sizes);
    Deal deal = Deal.of(shards, 5);
    List<DealtRows> all = new ArrayList<>();
    blocks.forEach(block -> all.addAll(DealtRows.of(block, deal)));
    Collections.shuffle(all, new Random(1));
    boolean[] seen = new boolean[301];
    int stayed = 0;
    for (int s = 0; s < sizes.length; s++) {
      int shard = s;
      Block block = DealtRows.block(s, all.stream().filter(d -> d.shard() == shard).toList(), deal);
      assertThat(block.count()).isEqualTo(sizes[s]);
      assertThat(block.shard()).isEqualTo(s);
      for (int i = 0; i < block.count(); i++) {
        int g =
            sets ? Objects.requireNonNull(block.labelSets()).labels(i)[0] : (int) block.label(i);
        assertThat(seen[g]).as("row %d", g).isFalse();
        seen[g] = true;
        stayed += g > shards.rowsBefore(s) && g <= shards.rowsBefore(s + 1) ? 1 : 0;
        assertThat(block.weight(i)).isEqualTo(weighted ? g / 2.0 : 1);
        double[] values = new double[41];
        block.rows().addScaled(i, 1, values, 0);
        assertThat(values[0]).isEqualTo(g);
        assertThat(values[1 + g % 40]).isEqualTo(-g);
        assertThat(IntStream.range(0, 41).filter(j -> values[j] != 0)).hasSize(2);
      }
    }
    // Of 300 rows Σ n_s²/n = 105 stay by chance, with a deviation of about 8.
    assertThat(stayed).isBetween(75, 135);
  }

  @Test
  void anotherSeedIsAnotherDealAndTheSameSeedTheSame() {
    Deal deal = Deal.of(Shards.of(500, 500), 5);
    assertThat(Deal.of(Shards.of(500, 500), 5).places(1)).isEqualTo(deal.places(1));
    assertThat(Deal.of(Shards.of(500, 500), 6).places(1)).isNotEqualTo(deal.places(1));
    assertThat(deal.shardOf(499)).isZero();
    assertThat(deal.shardOf(500)).isEqualTo(1);
  }

  @Test
  void aRowThatIsMissingIsNoticed() {
    List<Block> blocks = blocks(Storage.FLOAT, false, false, 70, 30);
    Deal deal = Deal.of(Shards.of(70, 30), 5);
    List<DealtRows> given = DealtRows.of(blocks.get(0), deal);
    assertThatThrownBy(() -> DealtRows.block(0, given.subList(0, 1), deal))
        .hasMessageContaining("no row for place");
  }

  private static boolean differs(boolean classes, double[]... labels) {
    try (LocalEngine engine = LocalEngine.of(2)) {
      List<Block> blocks = new ArrayList<>();
      for (int s = 0; s < labels.length; s++) {
        RowsBuilder rows = RowsBuilder.with(Storage.FLOAT);
        for (double ignored : labels[s]) {
          rows.endRow();
        }
        blocks.add(Block.of(s, rows.build(1), labels[s], null));
      }
      return LabelSpread.of(engine.blocks(blocks), classes).differs();
    }
  }

  @Test
  void chanceIsNoDifferenceAndOrderIs() {
    int differ = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      double[][] dealt = new double[2 + random.nextInt(30)][];
      for (int s = 0; s < dealt.length; s++) {
        dealt[s] = random.doubles(random.nextInt(400)).map(u -> u < 0.1 ? 1 : 0).toArray();
      }
      differ += differs(seed % 2 == 0, dealt) ? 1 : 0;
    }
    assertThat(differ).isZero();
    double[] zeros = new double[100];
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    assertThat(differs(true, zeros, zeros, ones, ones)).isTrue();
    assertThat(differs(false, zeros, ones)).isTrue();
    assertThat(differs(true, zeros, zeros)).isFalse();
    assertThat(differs(true, new double[0], ones)).isFalse();
    // The same mean of numbers of classes, but other classes.
    double[] middle = ones.clone();
    double[] ends = IntStream.range(0, 100).mapToDouble(i -> i % 2 * 2).toArray();
    assertThat(differs(true, middle, ends, middle, ends)).isTrue();
  }
}
