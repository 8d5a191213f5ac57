package io.descent.linalg;

import java.util.Arrays;

/** Feature by feature, [d, k]: of a row's value all margins are taken side by side. */
final class FeatureOrder extends WeightOrder {
  /** Sums of a dot product, by the number of the entry; beside them is that of the last n mod 8. */
  private static final int LANES = 8;

  FeatureOrder(int margins, int features) {
    super(margins, features);
  }

  @Override
  public int element(int margin, int feature) {
    return feature * margins + margin;
  }

  @Override
  public double[] read(double[] stored, int offset, int length) {
    double[] ordered = new double[length];
    for (int j = 0; j < features; j++) {
      for (int c = 0; c < margins; c++) {
        ordered[j * margins + c] = stored[offset + c * features + j];
      }
    }
    int weights = margins * features;
    System.arraycopy(stored, offset + weights, ordered, weights, length - weights);
    return ordered;
  }

  @Override
  public void addScaled(double[] ordered, double scale, double[] stored, int offset) {
    for (int j = 0; j < features; j++) {
      for (int c = 0; c < margins; c++) {
        stored[offset + c * features + j] += scale * ordered[j * margins + c];
      }
    }
    for (int j = margins * features; j < ordered.length; j++) {
      stored[offset + j] += scale * ordered[j];
    }
  }

  @Override
  void dots(CsrRows rows, int row, double[] theta, double[] sums, double[] into) {
    int k = margins;
    int n = rows.entries(row);
    int whole = n & -LANES;
    Arrays.fill(sums, 0, (LANES + 1) * k, 0);
    for (int i = 0; i < n; i++) {
      int at = (i < whole ? i % LANES : LANES) * k;
      double value = rows.value(row, i);
      int j = rows.column(row, i) * k;
      for (int c = 0; c < k; c++) {
        sums[at + c] += value * theta[j + c];
      }
    }
    for (int c = 0; c < k; c++) {
      double low = (sums[c] + sums[k + c]) + (sums[2 * k + c] + sums[3 * k + c]);
      double high = (sums[4 * k + c] + sums[5 * k + c]) + (sums[6 * k + c] + sums[7 * k + c]);
      into[c] = (low + high) + sums[LANES * k + c];
    }
  }

  @Override
  public void addRow(CsrRows rows, int row, double[] scales, double[] theta) {
    int n = rows.entries(row);
    for (int i = 0; i < n; i++) {
      double value = rows.value(row, i);
      int j = rows.column(row, i) * margins;
      for (int c = 0; c < margins; c++) {
        theta[j + c] += scales[c] * value;
      }
    }
  }

  @Override
  void adagrad(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] scales,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      double[] g,
      double[] steps) {
    int k = margins;
    for (int i = 0; i < count; i++) {
      double value = rows.value(row, first + i);
      int j = rows.column(row, first + i) * k;
      for (int c = 0; c < k; c++) {
        double gradient = scales[c] * value;
        double sum = squares[j + c] + gradient * gradient;
        squares[j + c] = sum;
        steps[i * k + c] = sum;
      }
    }
    SparseKernels.adagradRates(rate, epsilon, steps, count * k);
    // To take the gradients again costs less than to keep them.
    for (int i = 0; i < count; i++) {
      double value = rows.value(row, first + i);
      int j = rows.column(row, first + i) * k;
      for (int c = 0; c < k; c++) {
        theta[j + c] -= steps[i * k + c] * (scales[c] * value);
      }
    }
  }

  @Override
  public void gather(CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(from, rows.column(row, first + i) * margins, into, i * margins, margins);
    }
  }

  @Override
  public void gatherShared(
      CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    for (int i = 0; i < count; i++) {
      double value = from[rows.column(row, first + i)];
      Arrays.fill(into, i * margins, (i + 1) * margins, value);
    }
  }

  @Override
  public void scatter(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] magnitudes,
      double[] signs,
      double[] into) {
    for (int i = 0; i < count; i++) {
      int j = rows.column(row, first + i) * margins;
      for (int c = 0; c < margins; c++) {
        into[j + c] = signed(magnitudes[i * margins + c], signs[i * margins + c]);
      }
    }
  }
}
