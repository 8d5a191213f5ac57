package io.descent.linalg;

/**
 * The sums of a block's weights up to each row, added one after the other, so that a row can be
 * found by its share of the weight in O(log rows). Immutable.
 */
public final class WeightIndex {
  private final double[] sums;

  private WeightIndex(double[] sums) {
    this.sums = sums;
  }

  static WeightIndex of(Block block) {
    double[] sums = new double[block.count()];
    double sum = 0;
    for (int row = 0; row < sums.length; row++) {
      sum += block.weight(row);
      sums[row] = sum;
    }
    return new WeightIndex(sums);
  }

  /** The weight of all rows. */
  public double total() {
    return sums.length == 0 ? 0 : sums[sums.length - 1];
  }

  /**
   * The row in whose share of the total a point lies: the first with at least this much weight up
   * to and with it, hence never one without weight.
   *
   * @param point in (0, total]
   */
  public int find(double point) {
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] >= point) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
