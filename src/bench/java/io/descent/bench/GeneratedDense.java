package io.descent.bench;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.LossSum;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import scala.Tuple2;

/**
 * Dense rows for a binary model, the same whoever reads them: a row is a function of its shard's
 * number and its place.
 */
final class GeneratedDense implements ShardReader<ParsedShard<LossSum>> {
  private static final long serialVersionUID = 1L;

  private final int shards;
  private final int rowsPerShard;
  private final int width;
  private final boolean floats;

  GeneratedDense(int rows, int shards, int width, boolean floats) {
    if (rows % shards != 0) {
      throw new IllegalArgumentException(rows + " rows cannot be cut into " + shards + " shards");
    }
    this.shards = shards;
    this.rowsPerShard = rows / shards;
    this.width = width;
    this.floats = floats;
  }

  int shards() {
    return shards;
  }

  @Override
  public Iterator<ParsedShard<LossSum>> read(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::shard).iterator();
  }

  private ParsedShard<LossSum> shard(int shard) {
    double[] values = new double[rowsPerShard * width];
    double[] labels = fill(shard, values);
    return ParsedShard.of(
        Block.of(
            shard,
            floats
                ? DenseRows.of(rowsPerShard, width, toFloats(values))
                : DenseRows.of(rowsPerShard, width, values),
            labels,
            null),
        new LossSum());
  }

  /** The rows of a shard as MLlib takes them. */
  Iterator<Tuple2<Object, Vector>> vectors(int shard) {
    double[] values = new double[rowsPerShard * width];
    double[] labels = fill(shard, values);
    List<Tuple2<Object, Vector>> rows = new ArrayList<>(rowsPerShard);
    for (int i = 0; i < rowsPerShard; i++) {
      double[] row = new double[width];
      System.arraycopy(values, i * width, row, 0, width);
      rows.add(new Tuple2<>(labels[i], Vectors.dense(row)));
    }
    return rows.iterator();
  }

  /** Fills the features with uniform numbers on [−1, 1), and gives labels that follow them. */
  private double[] fill(int shard, double[] values) {
    SplittableRandom random = new SplittableRandom(shard);
    double[] labels = new double[rowsPerShard];
    for (int i = 0; i < rowsPerShard; i++) {
      double margin = 0;
      for (int j = 0; j < width; j++) {
        double x = 2 * random.nextDouble() - 1;
        values[i * width + j] = x;
        margin += (j % 3 - 1) * x;
      }
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
    return labels;
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
