package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Small dense data cut into shards, for tests. */
final class Lines {
  private Lines() {}

  /** Blocks of a matrix, in the given number of shards. */
  static List<Block> blocks(double[][] x, double[] y, int shards) {
    List<Block> blocks = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      int from = (int) ((long) s * y.length / shards);
      int to = (int) ((s + 1L) * y.length / shards);
      double[] values =
          Stream.of(Arrays.copyOfRange(x, from, to)).flatMapToDouble(Arrays::stream).toArray();
      blocks.add(
          Block.of(
              s,
              DenseRows.of(to - from, x[0].length, values),
              Arrays.copyOfRange(y, from, to),
              null));
    }
    return blocks;
  }
}
