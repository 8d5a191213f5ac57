package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LossSum;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Shards of seeded random rows for a binary or multinomial model; shard 5 is empty when there are
 * more than six.
 */
public final class Generated implements ShardReader<ParsedShard<LossSum>> {
  private static final long serialVersionUID = 1L;

  private final int rowsPerShard;
  private final int width;
  private final int entries;
  private final int classes;
  private final boolean weighted;
  private final long seed;

  public Generated(
      int rowsPerShard, int width, int entries, int classes, boolean weighted, long seed) {
    this.rowsPerShard = rowsPerShard;
    this.width = width;
    this.entries = entries;
    this.classes = classes;
    this.weighted = weighted;
    this.seed = seed;
  }

  @Override
  public Iterator<ParsedShard<LossSum>> read(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::shard).iterator();
  }

  private ParsedShard<LossSum> shard(int shard) {
    Random random = new Random(seed * 1_000_003 + shard);
    int count = shard == 5 ? 0 : rowsPerShard + shard % 3;
    RowsBuilder rows = RowsBuilder.with(Storage.DOUBLE);
    double[] labels = new double[count];
    double[] weights = new double[count];
    LossSum report = new LossSum();
    for (int i = 0; i < count; i++) {
      double first = random.nextGaussian();
      rows.add(0, first);
      int column = 0;
      for (int k = 1; k < entries; k++) {
        column += 1 + random.nextInt(Math.max(1, (width - column - 1) / (entries - k)));
        if (column >= width) {
          break;
        }
        rows.add(column, random.nextGaussian());
      }
      rows.endRow();
      labels[i] =
          Math.min(
              classes - 1,
              Math.floor(classes * (1 / (1 + Math.exp(-first)) * 0.8 + 0.2 * random.nextDouble())));
      weights[i] = weighted ? random.nextInt(4) : 1;
      report.add(1, first);
    }
    Block block = Block.of(shard, rows.build(width), labels, weighted ? weights : null);
    return ParsedShard.of(block, report);
  }
}
