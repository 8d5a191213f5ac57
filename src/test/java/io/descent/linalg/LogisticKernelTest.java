package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticKernelTest {
  private final LogisticKernel scalar = DenseKernels.choose("scalar").logistic();
  private final LogisticKernel vector = DenseKernels.choose("vector").logistic();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 11, 13, 16, 17, 31, 32, 61, 64, 67})
  void vectorsHaveTheBitsOfScalars(int n) {
    Random random = new Random(n);
    for (double scale : new double[] {1e-300, 1e-9, 1, 30, 690}) {
      for (int repeat = 0; repeat < 200; repeat++) {
        double[] margins = random.doubles(n, -scale, scale).toArray();
        same(margins, labels(n, random));
      }
    }
  }

  @Test
  void whereTheExponentialIsAnotherOneTheBitsAreTheSameToo() {
    double[] special = {
      0,
      -0.0,
      700,
      -700,
      Math.nextUp(700.0),
      Math.nextDown(-700.0),
      745.2,
      -745.2,
      1e308,
      -1e308,
      Double.MIN_VALUE,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    Random random = new Random(1);
    for (double value : special) {
      for (int at = 0; at < 17; at++) {
        double[] margins = random.doubles(17, -5, 5).toArray();
        margins[at] = value;
        same(margins, labels(17, random));
      }
    }
  }

  @Test
  void ordinaryMarginsGiveTheFormula() {
    double[] margins = new Random(2).doubles(64, -30, 30).toArray();
    double[] labels = labels(64, new Random(3));
    double[] values = new double[64];
    double[] derivatives = new double[64];
    vector.apply(margins, labels, 64, values, derivatives, new double[64]);
    for (int k = 0; k < 64; k++) {
      double z = margins[k];
      double m = labels[k] == 1 ? z : -z;
      double value =
          m > 0 ? StrictMath.log1p(StrictMath.exp(-m)) : StrictMath.log1p(StrictMath.exp(m)) - m;
      double derivative = 1 / (1 + StrictMath.exp(-z)) - labels[k];
      assertThat(values[k]).isCloseTo(value, within(4 * Math.ulp(value)));
      assertThat(derivatives[k]).isCloseTo(derivative, within(1e-15));
    }
  }

  private void same(double[] margins, double[] labels) {
    int n = margins.length;
    double[][] values = new double[2][n + 1];
    double[][] derivatives = new double[2][n + 1];
    scalar.apply(margins, labels, n, values[0], derivatives[0], new double[n]);
    vector.apply(margins, labels, n, values[1], derivatives[1], new double[n]);
    assertThat(values[1]).as("%s", margins).isEqualTo(values[0]);
    assertThat(derivatives[1]).as("%s", margins).isEqualTo(derivatives[0]);
  }

  private static double[] labels(int n, Random random) {
    return random.ints(n, 0, 2).asDoubleStream().toArray();
  }
}
