package io.descent.bench.kernel;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;
import io.descent.linalg.Storage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Dense rows of uniform numbers, ten times what a cache of 32 MB holds, and θ. */
@State(Scope.Benchmark)
public class DenseData {
  @Param("100")
  public int width;

  @Param("DOUBLE")
  public Storage storage;

  /** Every how many rows one is read, at random. */
  @Param("1")
  public int every;

  @Param("40000000")
  public int values;

  Block block;
  Selection selection;
  double[] doubles;
  float[] floats;
  double[] theta;

  /** Makes the rows. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    int count = values / width;
    Rows rows;
    if (storage == Storage.DOUBLE) {
      doubles = new double[count * width];
      Arrays.setAll(doubles, i -> random.nextDouble() - 0.5);
      rows = DenseRows.of(count, width, doubles);
    } else {
      floats = new float[count * width];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) (random.nextDouble() - 0.5);
      }
      rows = DenseRows.of(count, width, floats);
    }
    double[] labels = random.ints(count, 0, 2).asDoubleStream().toArray();
    block = Block.of(0, rows, labels, null);
    theta = random.doubles(width, -0.5, 0.5).toArray();
    selection =
        every == 1
            ? Selection.all(count)
            : Selection.of(
                IntStream.range(0, count).filter(row -> random.nextInt(every) == 0).toArray());
  }
}
