package io.descent.train;

/**
 * The θ with the least validation loss so far, the earliest of equals, and how many epochs ago that
 * was. A loss that is not a number is never the least. <b>Not thread-safe.</b>
 */
final class BestModel {
  private double loss = Double.POSITIVE_INFINITY;
  private long step;
  private int epochsSince;
  private double[] theta;

  /** Begins with the θ before the first step, whose loss is not known. */
  BestModel(double[] theta) {
    this.theta = theta.clone();
  }

  BestModel copy() {
    BestModel copy = new BestModel(theta);
    copy.loss = loss;
    copy.step = step;
    copy.epochsSince = epochsSince;
    return copy;
  }

  /**
   * Takes the validation loss at the end of an epoch.
   *
   * @param steps steps attempted so far
   */
  void observe(double validationLoss, long steps, double[] at) {
    if (validationLoss < loss) {
      loss = validationLoss;
      step = steps;
      epochsSince = 0;
      theta = at.clone();
    } else {
      epochsSince++;
    }
  }

  double loss() {
    return loss;
  }

  long step() {
    return step;
  }

  int epochsSince() {
    return epochsSince;
  }

  /** Whether a loss was seen that is a number. */
  boolean isKnown() {
    return loss < Double.POSITIVE_INFINITY;
  }

  double[] theta() {
    return theta.clone();
  }
}
