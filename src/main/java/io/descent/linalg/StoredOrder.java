package io.descent.linalg;

import java.util.Arrays;

/** Margin by margin, [k, d]: all work is that of one margin after the other. */
final class StoredOrder extends WeightOrder {
  StoredOrder(int margins, int features) {
    super(margins, features);
  }

  @Override
  public int element(int margin, int feature) {
    return margin * features + feature;
  }

  @Override
  public double[] read(double[] stored, int offset, int length) {
    return Arrays.copyOfRange(stored, offset, offset + length);
  }

  @Override
  public void addScaled(double[] ordered, double scale, double[] stored, int offset) {
    for (int j = 0; j < ordered.length; j++) {
      stored[offset + j] += scale * ordered[j];
    }
  }

  @Override
  void dots(CsrRows rows, int row, double[] theta, double[] sums, double[] into) {
    for (int c = 0; c < margins; c++) {
      into[c] = rows.dot(row, theta, c * features);
    }
  }

  @Override
  public void addRow(CsrRows rows, int row, double[] scales, double[] theta) {
    for (int c = 0; c < margins; c++) {
      if (scales[c] != 0) {
        rows.addScaled(row, scales[c], theta, c * features);
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
    for (int c = 0; c < margins; c++) {
      if (scales[c] != 0) {
        rows.adagrad(
            row, first, count, scales[c], rate, epsilon, theta, squares, c * features, g, steps);
      }
    }
  }

  @Override
  public void gather(CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    for (int c = 0; c < margins; c++) {
      rows.gather(row, first, count, from, c * features, into, c * count);
    }
  }

  @Override
  public void gatherShared(
      CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    for (int c = 0; c < margins; c++) {
      rows.gather(row, first, count, from, 0, into, c * count);
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
    for (int c = 0; c < margins; c++) {
      for (int i = 0; i < count; i++) {
        int at = c * count + i;
        into[c * features + rows.column(row, first + i)] = signed(magnitudes[at], signs[at]);
      }
    }
  }
}
