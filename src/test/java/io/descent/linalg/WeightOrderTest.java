package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature by feature everything has the bits that it has margin by margin. */
class WeightOrderTest {
  private record Case(
      WeightOrder stored, WeightOrder byFeatures, CsrRows rows, double[] theta, double[] squares) {
    static Case of(int margins, int entries, boolean floats) {
      Random random = new Random(margins * 1000L + entries);
      int[] columns = new int[entries];
      double[] doubles = random.doubles(entries, -1, 1).toArray();
      float[] singles = new float[entries];
      for (int k = 0; k < entries; k++) {
        columns[k] = 3 * k + 1;
        singles[k] = (float) doubles[k];
      }
      int width = 3 * entries + 2;
      int[] starts = {0, entries};
      int length = margins * (width + 1);
      return new Case(
          WeightOrder.stored(margins, width),
          WeightOrder.byFeatures(margins, width),
          floats
              ? CsrRows.of(width, starts, columns, singles)
              : CsrRows.of(width, starts, columns, doubles),
          random.doubles(length, -1, 1).toArray(),
          random.doubles(length, 0, 1).toArray());
    }

    double[] back(double[] ordered) {
      double[] stored = new double[ordered.length + 1];
      byFeatures.addScaled(ordered, 1, stored, 1);
      assertThat(stored[0]).isZero();
      double[] elements = new double[ordered.length];
      System.arraycopy(stored, 1, elements, 0, elements.length);
      return elements;
    }

    double[] ordered(double[] elements) {
      return byFeatures.read(elements, 0, elements.length);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 0", "2, 1", "3, 7", "3, 8", "5, 13", "8, 101", "20, 67", "1021, 11"})
  void changesNoBit(int margins, int entries) {
    for (boolean floats : new boolean[] {true, false}) {
      Case at = Case.of(margins, entries, floats);
      double[] theta = at.theta().clone();
      double[] squares = at.squares().clone();
      double[] orderedTheta = at.ordered(theta);
      double[] orderedSquares = at.ordered(squares);
      assertThat(at.back(orderedTheta)).isEqualTo(theta);
      double[] scales = new Random(7).doubles(margins, -1, 1).toArray();
      scales[margins / 2] = 0;
      for (int pass = 0; pass < 3; pass++) {
        boolean behind = pass % 2 == 0;
        double[] dots = new double[margins];
        double[] orderedDots = new double[margins];
        double[] sums = new double[9 * margins];
        at.stored().margins(at.rows(), 0, theta, behind, sums, dots);
        at.byFeatures().margins(at.rows(), 0, orderedTheta, behind, sums, orderedDots);
        assertThat(orderedDots).isEqualTo(dots);
        adagrad(at.stored(), at.rows(), scales, theta, squares);
        adagrad(at.byFeatures(), at.rows(), scales, orderedTheta, orderedSquares);
        at.stored().addRow(at.rows(), 0, scales, theta);
        at.byFeatures().addRow(at.rows(), 0, scales, orderedTheta);
      }
      assertThat(at.back(orderedTheta)).isEqualTo(theta);
      assertThat(at.back(orderedSquares)).isEqualTo(squares);
      if (entries > 0 && margins > 1) {
        assertThat(theta).isNotEqualTo(at.theta());
      }
    }
  }

  private static void adagrad(
      WeightOrder order, CsrRows rows, double[] scales, double[] theta, double[] squares) {
    order.adagrad(rows, 0, scales, 0.3, 1e-10, theta, squares, order.room(), order.room());
  }

  /** What is gathered and scattered again, piece by piece, with what features share. */
  @ParameterizedTest
  @CsvSource({"1, 5", "2, 1", "3, 8", "20, 67", "1021, 11", "3, 1021"})
  void gathersAndScattersTheSameWeights(int margins, int entries) {
    Case at = Case.of(margins, entries, true);
    double[] shared = new Random(5).doubles(at.stored().features()).toArray();
    double[] stored = halved(at.stored(), at.rows(), at.theta(), shared);
    double[] ordered = halved(at.byFeatures(), at.rows(), at.ordered(at.theta()), shared);
    assertThat(at.back(ordered)).isEqualTo(stored);
    for (int c = 0; c < margins; c++) {
      for (int j = 0; j < at.stored().features(); j++) {
        int element = at.stored().element(c, j);
        double weight = at.theta()[element];
        double expected = j % 3 == 1 && j < 3 * entries ? weight / 2 * shared[j] : weight;
        assertThat(stored[element]).isEqualTo(expected);
        assertThat(ordered[at.byFeatures().element(c, j)]).isEqualTo(expected);
      }
    }
  }

  private static double[] halved(
      WeightOrder order, CsrRows rows, double[] weights, double[] shared) {
    double[] theta = weights.clone();
    int n = rows.entries(0);
    for (int first = 0; first < n; first += order.piece()) {
      int count = Math.min(order.piece(), n - first);
      double[] piece = order.room();
      double[] factors = order.room();
      order.gather(rows, 0, first, count, theta, piece);
      order.gatherShared(rows, 0, first, count, shared, factors);
      double[] magnitudes = piece.clone();
      for (int k = 0; k < count * order.margins(); k++) {
        magnitudes[k] = Math.abs(piece[k] / 2 * factors[k]);
      }
      order.scatter(rows, 0, first, count, magnitudes, piece, theta);
    }
    return theta;
  }
}
