package io.descent.evaluate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The distinct margins of rows with binary labels, ascending, each with the weight of the rows with
 * label 1 and with label 0 that have it: what the exact area under the ROC curve is made of. 24
 * bytes a distinct margin, so a hundred million different margins are 2.4 GB where they meet.
 *
 * <p>Weights of a margin are added in the order of the rows, then left + right along the shard
 * tree. Margins −0.0 and 0.0 are one margin. Rows without weight are not there. A margin that is
 * NaN has no rank: the area is then NaN.
 */
final class RankCurve implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] margins;
  private final double[] positive;
  private final double[] negative;
  private final boolean unranked;

  private RankCurve(double[] margins, double[] positive, double[] negative, boolean unranked) {
    this.margins = margins;
    this.positive = positive;
    this.negative = negative;
    this.unranked = unranked;
  }

  /**
   * The curve of some rows.
   *
   * @param margins a margin a row
   * @param labels 1, or anything else for 0
   * @param weights at least 0
   */
  static RankCurve of(double[] margins, double[] labels, double[] weights) {
    double[] keys = new double[margins.length];
    int size = 0;
    boolean nan = false;
    for (int i = 0; i < margins.length; i++) {
      nan |= Double.isNaN(margins[i]);
      if (weights[i] > 0 && !Double.isNaN(margins[i])) {
        keys[size++] = key(margins[i]);
      }
    }
    Arrays.sort(keys, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    RankCurve curve =
        new RankCurve(
            Arrays.copyOf(keys, distinct), new double[distinct], new double[distinct], nan);
    for (int i = 0; i < margins.length; i++) {
      if (weights[i] > 0 && !Double.isNaN(margins[i])) {
        int at = Arrays.binarySearch(curve.margins, key(margins[i]));
        (labels[i] == 1 ? curve.positive : curve.negative)[at] += weights[i];
      }
    }
    return curve;
  }

  /** −0.0 + 0.0 is 0.0; every other number stays what it is. */
  private static double key(double margin) {
    return margin + 0.0;
  }

  /** This curve's rows followed by another's. */
  RankCurve merge(RankCurve right) {
    int common = 0;
    for (int i = 0, j = 0; i < margins.length && j < right.margins.length; ) {
      common += margins[i] == right.margins[j] ? 1 : 0;
      boolean both = margins[i] == right.margins[j];
      boolean first = margins[i] < right.margins[j];
      i += both || first ? 1 : 0;
      j += both || !first ? 1 : 0;
    }
    int size = Math.addExact(margins.length, right.margins.length) - common;
    RankCurve sum =
        new RankCurve(
            new double[size], new double[size], new double[size], unranked || right.unranked);
    int i = 0;
    int j = 0;
    for (int k = 0; k < size; k++) {
      boolean left = j == right.margins.length;
      boolean other = i == margins.length;
      if (!left && !other) {
        left = margins[i] <= right.margins[j];
        other = margins[i] >= right.margins[j];
      }
      if (left) {
        sum.margins[k] = margins[i];
        sum.positive[k] = positive[i];
        sum.negative[k] = negative[i];
        i++;
      }
      if (other) {
        sum.margins[k] = right.margins[j];
        sum.positive[k] += right.positive[j];
        sum.negative[k] += right.negative[j];
        j++;
      }
    }
    return sum;
  }

  /** The area under the ROC curve; NaN when a label is missing or a margin is NaN. */
  double area() {
    if (unranked) {
      return Double.NaN;
    }
    double positives = 0;
    double below = 0;
    double pairs = 0;
    for (int k = 0; k < margins.length; k++) {
      pairs += positive[k] * (below + negative[k] / 2);
      below += negative[k];
      positives += positive[k];
    }
    return pairs / (positives * below);
  }

  /** Number of distinct margins. */
  int size() {
    return margins.length;
  }
}
