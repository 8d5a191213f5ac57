package io.descent.api;

import java.util.Arrays;
import java.util.List;

/**
 * Losses of rows held out after epochs of a training, in their order.
 *
 * @param epochs when they were taken
 * @param losses as many
 * @param converges whether the training ends at the optimum: what counts is then the last loss,
 *     else the least
 */
record Curve(List<Double> epochs, List<Double> losses, boolean converges) {
  static Curve of(List<Double> epochs, List<Double> losses, boolean converges) {
    return new Curve(List.copyOf(epochs), List.copyOf(losses), converges);
  }

  /** The mean of curves taken at the same epochs; one that ends goes on with what counts of it. */
  static Curve mean(List<Curve> curves, boolean converges) {
    Curve longest = curves.get(0);
    for (Curve curve : curves) {
      longest = curve.losses.size() > longest.losses.size() ? curve : longest;
    }
    double[] sums = new double[longest.losses.size()];
    for (Curve curve : curves) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += i < curve.losses.size() ? curve.losses.get(i) : curve.loss();
      }
    }
    return of(
        longest.epochs,
        Arrays.stream(sums).map(s -> s / curves.size()).boxed().toList(),
        converges);
  }

  /** The loss that counts; infinite where there is none. */
  double loss() {
    if (losses.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    return converges
        ? losses.get(losses.size() - 1)
        : losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
  }

  /**
   * The first epoch after which the loss is as good as that which counts, to within a share of it,
   * and stays so where the training converges; 1 where there is none.
   */
  double epochOfLoss(double share) {
    double enough = loss() + share * Math.abs(loss());
    double first = Double.NaN;
    for (int i = 0; i < losses.size(); i++) {
      boolean isEnough = losses.get(i) <= enough;
      if (isEnough && Double.isNaN(first)) {
        first = epochs.get(i);
      } else if (!isEnough && converges) {
        first = Double.NaN;
      }
    }
    return Double.isNaN(first) ? 1 : first;
  }
}
