package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseKernelsTest {
  private static final double RATE = 0.3;
  private static final double EPSILON = 1e-10;

  /** Columns 3 apart, so that what lies between them must stay as it is. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 13, 31, 64, 67, 101, 1021})
  void aStepOfAdagradIsThatOfOneEntryAfterTheOther(int n) {
    Random random = new Random(n);
    int[] columns = new int[n + 2];
    double[] doubles = random.doubles(n + 2, -1, 1).toArray();
    float[] floats = new float[n + 2];
    for (int k = 0; k < n + 2; k++) {
      columns[k] = 3 * k;
      floats[k] = (float) doubles[k];
    }
    double[] theta = random.doubles(3 * n + 6, -1, 1).toArray();
    double[] squares = random.doubles(3 * n + 6, 0, 1).toArray();
    double[][] expected = {theta.clone(), squares.clone()};
    double[] room = new double[n];
    for (int pass = 0; pass < 3; pass++) {
      for (int k = 1; k <= n; k++) {
        plainStep(0.7 * doubles[k], columns[k], expected);
      }
      SparseKernels.adagrad(
          0.7, columns, doubles, 1, n, RATE, EPSILON, theta, squares, 0, room, new double[n]);
      for (int k = 1; k <= n; k++) {
        plainStep(-0.4 * floats[k], columns[k], expected);
      }
      SparseKernels.adagrad(
          -0.4, columns, floats, 1, n, RATE, EPSILON, theta, squares, 0, room, new double[n]);
    }
    assertThat(theta).isEqualTo(expected[0]);
    assertThat(squares).isEqualTo(expected[1]);
  }

  private static void plainStep(double g, int j, double[][] state) {
    state[1][j] += g * g;
    state[0][j] -= RATE / (Math.sqrt(state[1][j]) + EPSILON) * g;
  }
}
