package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small blocks for a binary model: rows of {@value #WIDTH} columns that are about half zeros. */
final class HalfZeros {
  static final int WIDTH = 6;

  private HalfZeros() {}

  /** Shards of so many rows, dense or sparse, some of weight 0 if weighted. */
  static List<Block> blocks(boolean sparse, boolean weighted, int... rows) {
    Random random = new Random(3);
    List<Block> blocks = new ArrayList<>();
    for (int s = 0; s < rows.length; s++) {
      double[] x = new double[rows[s] * WIDTH];
      Arrays.setAll(x, k -> random.nextBoolean() ? random.nextGaussian() : 0);
      double[] y = new double[rows[s]];
      double[] c = new double[rows[s]];
      for (int i = 0; i < rows[s]; i++) {
        y[i] = x[i * WIDTH] + x[i * WIDTH + 1] + random.nextGaussian() > 0 ? 1 : 0;
        c[i] = random.nextInt(4);
      }
      Rows dense = DenseRows.of(rows[s], WIDTH, x);
      blocks.add(Block.of(s, sparse ? sparse(dense) : dense, y, weighted ? c : null));
    }
    return blocks;
  }

  private static Rows sparse(Rows dense) {
    int[] starts = new int[dense.count() + 1];
    List<Integer> columns = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < dense.count(); i++) {
      dense.forEach(
          i,
          (column, value) -> {
            if (value != 0) {
              columns.add(column);
              values.add(value);
            }
          });
      starts[i + 1] = columns.size();
    }
    return CsrRows.of(
        WIDTH,
        starts,
        columns.stream().mapToInt(c -> c).toArray(),
        values.stream().mapToDouble(v -> v).toArray());
  }
}
