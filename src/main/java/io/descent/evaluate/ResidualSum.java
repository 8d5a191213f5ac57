package io.descent.evaluate;

import java.io.Serializable;

/**
 * Σc(y−p)² and Σc(y−ȳ)² of some rows. The second by a running mean (West 1979) and the merging of
 * two such (Chan, Golub and LeVeque 1983, equation 1.5b), so that it is exactly 0 when all labels
 * are equal and loses nothing when they are far from 0.
 */
final class ResidualSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private double weight;
  private double mean;
  private double spread;
  private double residual;

  /** Adds a row of positive weight. */
  void add(double rowWeight, double label, double predicted) {
    weight += rowWeight;
    double from = label - mean;
    mean += from * (rowWeight / weight);
    spread += rowWeight * from * (label - mean);
    residual += rowWeight * (label - predicted) * (label - predicted);
  }

  void merge(ResidualSum right) {
    residual += right.residual;
    if (weight == 0) {
      weight = right.weight;
      mean = right.mean;
      spread = right.spread;
    } else if (right.weight > 0) {
      double sum = weight + right.weight;
      double apart = right.mean - mean;
      spread += right.spread + apart * apart * (weight * (right.weight / sum));
      mean += apart * (right.weight / sum);
      weight = sum;
    }
  }

  double rmse() {
    return Math.sqrt(residual / weight);
  }

  /** Not −∞ for constant labels, which nothing can be said to explain. */
  double r2() {
    return spread == 0 ? Double.NaN : 1 - residual / spread;
  }
}
