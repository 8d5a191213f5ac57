package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseKernelsTest {
  private static final int ROWS = 23;
  private static final int OFFSET = 3;

  private final DenseKernels scalar = DenseKernels.choose("scalar");
  private final DenseKernels vector = DenseKernels.choose("vector");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 11, 13, 16, 17, 31, 101, 257, 1021})
  void vectorsHaveTheBitsOfScalars(int n) {
    Random random = new Random(n);
    double[] doubles =
        random.doubles((long) ROWS * n, -1, 1).map(v -> v * Math.exp(9 * v)).toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    double[] theta = random.doubles(n + OFFSET, -1, 1).toArray();
    double[] scales = random.doubles(ROWS, -2, 2).toArray();
    int[] rows = IntStream.range(0, ROWS).map(i -> (i * 7) % ROWS).toArray();
    for (int count = 0; count <= ROWS; count++) {
      double[][] into = new double[4][ROWS];
      scalar.dots(doubles, rows, count, theta, OFFSET, n, into[0]);
      vector.dots(doubles, rows, count, theta, OFFSET, n, into[1]);
      scalar.dots(floats, rows, count, theta, OFFSET, n, into[2]);
      vector.dots(floats, rows, count, theta, OFFSET, n, into[3]);
      assertThat(into[1]).isEqualTo(into[0]);
      assertThat(into[3]).isEqualTo(into[2]);

      double[][] target = new double[4][];
      for (int t = 0; t < 4; t++) {
        target[t] = theta.clone();
      }
      scalar.addRows(scales, rows, count, doubles, target[0], OFFSET, n);
      vector.addRows(scales, rows, count, doubles, target[1], OFFSET, n);
      scalar.addRows(scales, rows, count, floats, target[2], OFFSET, n);
      vector.addRows(scales, rows, count, floats, target[3], OFFSET, n);
      assertThat(target[1]).isEqualTo(target[0]);
      assertThat(target[3]).isEqualTo(target[2]);
    }
    for (int row = 0; row < ROWS; row++) {
      assertThat(vector.dot(doubles, row * n, theta, OFFSET, n))
          .isEqualTo(scalar.dot(doubles, row * n, theta, OFFSET, n));
    }
  }

  @Test
  void notNumbersArePassedOn() {
    double[] x = new double[24];
    x[9] = Double.NaN;
    x[17] = Double.POSITIVE_INFINITY;
    double[] theta = new double[12];
    Arrays.fill(theta, 1);
    double[] into = new double[2];
    vector.dots(x, new int[] {0, 1}, 2, theta, 0, 12, into);
    assertThat(into[0]).isNaN();
    assertThat(into[1]).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void processesOfSparkUseVectorsUnlessToldOtherwise() {
    assertThat(DenseKernels.CHOSEN).isInstanceOf(VectorKernels.class);
    assertThat(scalar).isExactlyInstanceOf(DenseKernels.class);
    assertThatThrownBy(() -> DenseKernels.choose("simd"))
        .hasMessage("-Ddescent.kernels must be auto, scalar or vector, got simd");
  }
}
