package io.descent.bench;

import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LossSum;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sparse rows for a binary model, the same whoever reads them: every row has as many values, one in
 * each of as many runs of columns of the same length, at a random place in it. With as many values
 * as columns the rows are dense.
 */
final class GeneratedSparse implements ShardReader<ParsedShard<LossSum>> {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int shards;
  private final int width;
  private final int values;

  GeneratedSparse(int rows, int shards, int width, int values) {
    this.rows = rows;
    this.shards = shards;
    this.width = width;
    this.values = Math.min(values, width);
  }

  @Override
  public Iterator<ParsedShard<LossSum>> read(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::shard).iterator();
  }

  private ParsedShard<LossSum> shard(int shard) {
    SplittableRandom random = new SplittableRandom(shard);
    int count = (int) ((shard + 1L) * rows / shards - (long) shard * rows / shards);
    RowsBuilder builder = RowsBuilder.with(Storage.FLOAT);
    double[] labels = new double[count];
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < values; k++) {
        int low = (int) ((long) k * width / values);
        int high = (int) ((k + 1L) * width / values);
        builder.add(random.nextInt(low, high), 0.1 * random.nextDouble() + 0.01);
      }
      builder.endRow();
      labels[row] = random.nextInt(2);
      builder.done((row + 1.0) / count);
    }
    return ParsedShard.of(Block.of(shard, builder.build(width), labels, null), new LossSum());
  }
}
