package io.descent.bench.kernel;

import io.descent.linalg.Rows;
import io.descent.linalg.Storage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A pass over dense rows by the kernels with their order of operations, by ones that are free to
 * choose, and by a sum of the values: what reading alone takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FreePass {
  /** Rows whose margins are taken before their gradients. */
  @Param("8")
  public int length;

  private int[] run;
  private double[] multipliers;
  private double[] gradient;
  private float[] floatTheta;
  private float[] floatGradient;

  /** Makes the gradients. */
  @Setup(Level.Trial)
  public void prepare(DenseData data) {
    run = new int[length];
    multipliers = new double[length];
    gradient = new double[data.width];
    floatGradient = new float[data.width];
    floatTheta = new float[data.width];
    for (int j = 0; j < data.width; j++) {
      floatTheta[j] = (float) data.theta[j];
    }
  }

  /** The values, read and nothing else. */
  @Benchmark
  public double read(DenseData data) {
    return data.storage == Storage.DOUBLE
        ? FreeKernels.sum(data.doubles)
        : FreeKernels.sum(data.floats);
  }

  /** By the kernels. */
  @Benchmark
  public double[] pinned(DenseData data) {
    Rows rows = data.block.rows();
    for (int from = 0; from < rows.count(); from += length) {
      int count = next(data, from, rows.count());
      rows.dots(run, count, data.theta, 0, multipliers);
      residuals(data, count);
      rows.addScaled(run, multipliers, count, gradient, 0);
    }
    return gradient;
  }

  /** By fused operations in any order; where values are floats, in floats. */
  @Benchmark
  public Object free(DenseData data) {
    int rows = data.block.rows().count();
    for (int from = 0; from < rows; from += length) {
      int count = next(data, from, rows);
      if (data.storage == Storage.DOUBLE) {
        FreeKernels.dots(data.doubles, run, count, data.theta, data.width, multipliers);
        residuals(data, count);
        FreeKernels.addRows(multipliers, run, count, data.doubles, gradient, data.width);
      } else {
        FreeKernels.dots(data.floats, run, count, floatTheta, data.width, multipliers);
        residuals(data, count);
        FreeKernels.addRows(multipliers, run, count, data.floats, floatGradient, data.width);
      }
    }
    return data.storage == Storage.DOUBLE ? gradient : floatGradient;
  }

  private int next(DenseData data, int from, int rows) {
    int count = Math.min(length, rows - from);
    for (int k = 0; k < count; k++) {
      run[k] = from + k;
    }
    return count;
  }

  /** Of margins; scaled down, so that the gradient stays in range however often rows are added. */
  private void residuals(DenseData data, int count) {
    for (int k = 0; k < count; k++) {
      multipliers[k] = 1e-6 * (multipliers[k] - data.block.label(run[k]));
    }
  }
}
