package io.descent.data;

import io.descent.reduce.Mergeable;
import java.util.Arrays;

/**
 * Weighted mean and variance of every feature over rows that may be sparse: μⱼ = Σcx/Σc and σⱼ² =
 * Σc(x−μⱼ)²/Σc, the population form. An entry that a row does not store is a zero.
 *
 * <p>Kept are weight, mean and sum of squares about the mean of the entries that were stored; two
 * runs of rows are put together by the pairwise update of Chan, Golub and LeVeque (1983), and the
 * zeros are such a run of variance 0, added when a figure is asked for. A feature that is the same
 * in every row has σ = 0 exactly. <b>Not thread-safe.</b>
 */
public final class Moments implements Mergeable<Moments> {
  private static final long serialVersionUID = 1L;

  private double weight;
  private int size;
  private double lastWeight;
  private double lastSum;
  private double lastShare;
  private double[] weights = new double[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  private Moments() {}

  /** Of no rows. */
  public static Moments empty() {
    return new Moments();
  }

  /**
   * Begins a row.
   *
   * @param rowWeight its weight, ≥ 0
   */
  public void addRow(double rowWeight) {
    weight += rowWeight;
  }

  /**
   * Adds an entry of the row begun last.
   *
   * @param feature from 0; at most once a row
   * @param value finite
   * @param rowWeight the weight of the row
   */
  public void add(int feature, double value, double rowWeight) {
    if (feature >= size) {
      grow(feature + 1);
    }
    if (rowWeight > 0) {
      double sum = weights[feature] + rowWeight;
      if (weights[feature] == 0) {
        means[feature] = value;
      } else {
        double delta = value - means[feature];
        means[feature] += delta * share(rowWeight, sum);
        squares[feature] += rowWeight * delta * (value - means[feature]);
      }
      weights[feature] = sum;
    }
  }

  /** weight/sum, which is that of the feature before where rows store all features. */
  private double share(double rowWeight, double sum) {
    if (sum != lastSum || rowWeight != lastWeight) {
      lastWeight = rowWeight;
      lastSum = sum;
      lastShare = rowWeight / sum;
    }
    return lastShare;
  }

  private void grow(int needed) {
    if (needed > weights.length) {
      int length = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(16L, needed + (needed >> 1)));
      weights = Arrays.copyOf(weights, length);
      means = Arrays.copyOf(means, length);
      squares = Arrays.copyOf(squares, length);
    }
    size = needed;
  }

  /** One more than the highest feature that was stored in a row. */
  public int features() {
    return size;
  }

  /** Σc over all rows. */
  public double weight() {
    return weight;
  }

  /** Mean of a feature over all rows; 0 when no row stores it. */
  public double mean(int feature) {
    if (feature >= size || weights[feature] == 0) {
      return 0;
    }
    return means[feature] * (weights[feature] / weight);
  }

  /** Standard deviation of a feature over all rows; 0 when no row stores it. */
  public double sigma(int feature) {
    if (feature >= size || weights[feature] == 0) {
      return 0;
    }
    double present = weights[feature];
    double share = present / weight;
    double zeros = means[feature] * means[feature] * share * (1 - share);
    return Math.sqrt(squares[feature] / weight + zeros);
  }

  /** Mean of a feature over the rows that store it; 0 when none does. */
  public double presentMean(int feature) {
    return feature < size ? means[feature] : 0;
  }

  /** Σc over the rows that store a feature. */
  public double presentWeight(int feature) {
    return feature < size ? weights[feature] : 0;
  }

  /** Standard deviation of a feature over the rows that store it; 0 when none does. */
  public double presentSigma(int feature) {
    return feature < size && weights[feature] > 0
        ? Math.sqrt(squares[feature] / weights[feature])
        : 0;
  }

  @Override
  public Moments merge(Moments right) {
    if (right.size > size) {
      grow(right.size);
    }
    for (int j = 0; j < right.size; j++) {
      double a = weights[j];
      double b = right.weights[j];
      if (a == 0) {
        means[j] = right.means[j];
        squares[j] = right.squares[j];
      } else if (b > 0) {
        double delta = right.means[j] - means[j];
        means[j] += delta * (b / (a + b));
        squares[j] += right.squares[j] + delta * delta * (a * (b / (a + b)));
      }
      weights[j] = a + b;
    }
    weight += right.weight;
    return this;
  }
}
