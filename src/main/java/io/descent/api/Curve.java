package io.descent.api;

import java.util.Arrays;
import java.util.List;

/**
 * Losses of rows held out after epochs of a training, in their order. What counts is the least.
 *
 * @param epochs when they were taken
 * @param losses as many
 */
record Curve(List<Double> epochs, List<Double> losses) {
  static Curve of(List<Double> epochs, List<Double> losses) {
    return new Curve(List.copyOf(epochs), List.copyOf(losses));
  }

  /** The mean of curves taken at the same epochs; one that ends goes on with what counts of it. */
  static Curve mean(List<Curve> curves) {
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
    return of(longest.epochs, Arrays.stream(sums).map(s -> s / curves.size()).boxed().toList());
  }

  /** The loss that counts; infinite where there is none. */
  double loss() {
    return losses.stream().mapToDouble(loss -> loss).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** The first epoch after which the loss is within a share of the least; 1 where there is none. */
  double epochOfLoss(double share) {
    double enough = loss() + share * Math.abs(loss());
    for (int i = 0; i < losses.size(); i++) {
      if (losses.get(i) <= enough) {
        return epochs.get(i);
      }
    }
    return 1;
  }
}
