package io.descent.train;

/**
 * A weight under one gradient for some updates: k times w ← soft(w − ημ, ηλ₁)/(1 + ηλ₂), in a time
 * that hardly depends on k.
 *
 * <p>While w keeps its sign s, k updates are w·aᵏ − η(μ + sλ₁)(a + … + aᵏ), a = 1/(1 + ηλ₂), which
 * goes one way; where that has another sign, the update in which it turns is found by halving. A
 * weight turns at most once.
 */
final class Drift {
  private final double rate;
  private final double threshold;

  /** aᵏ and a + … + aᵏ by k. */
  private final double[] powers;

  private final double[] sums;

  private Drift(double rate, double threshold, double[] powers, double[] sums) {
    this.rate = rate;
    this.threshold = threshold;
    this.powers = powers;
    this.sums = sums;
  }

  /**
   * Updates of a rate and a penalty.
   *
   * @param most the largest number of updates that is asked for
   */
  static Drift of(double rate, double l1, double l2, int most) {
    double a = 1 / (1 + rate * l2);
    double[] powers = new double[most + 1];
    double[] sums = new double[most + 1];
    powers[0] = 1;
    for (int k = 1; k <= most; k++) {
      powers[k] = powers[k - 1] * a;
      sums[k] = (1 + sums[k - 1]) * a;
    }
    return new Drift(rate, rate * l1, powers, sums);
  }

  /** The weight after some updates, 0 ≤ k ≤ most. */
  double after(double weight, double gradient, int updates) {
    double w = weight;
    double push = rate * gradient;
    int left = updates;
    while (left > 0) {
      if (w == 0 && Math.abs(push) <= threshold) {
        return 0;
      }
      double sign = w == 0 ? -Math.signum(push) : Math.signum(w);
      double slope = push + sign * threshold;
      double end = powers[left] * w - slope * sums[left];
      // Not greater or less: NaN stays NaN and is noticed.
      if (!(end * sign <= 0)) {
        return end;
      }
      int kept = 0;
      int beyond = left;
      while (beyond - kept > 1) {
        int middle = (kept + beyond) >>> 1;
        if ((powers[middle] * w - slope * sums[middle]) * sign > 0) {
          kept = middle;
        } else {
          beyond = middle;
        }
      }
      double moved = powers[kept] * w - slope * sums[kept] - push;
      double magnitude = Math.abs(moved) - threshold;
      w = magnitude <= 0 ? 0 : Math.copySign(magnitude * powers[1], moved);
      left -= kept + 1;
    }
    return w;
  }
}
