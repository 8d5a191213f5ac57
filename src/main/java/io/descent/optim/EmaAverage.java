package io.descent.optim;

/**
 * The exponential mean of θ from update t₀: w̄ ← β·w̄ + (1 − β)·θ from w̄ = 0, and the average is
 * w̄/(1 − βᵏ) with k = t − t₀ + 1. It begins at 0 and is corrected, so that θ before t₀ has no
 * weight in it; the other form in use begins at the first θ, which then clings for about 1/(1 − β)
 * updates.
 */
public final class EmaAverage implements WeightAverage {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "average";

  private final double beta;
  private final long start;

  private EmaAverage(double beta, long start) {
    this.beta = beta;
    this.start = start;
  }

  /**
   * The average.
   *
   * @param beta β in [0, 1)
   * @param start t₀ ≥ 1
   */
  public static EmaAverage from(double beta, long start) {
    if (start < 1) {
      throw new IllegalArgumentException("updates count from 1, got " + start);
    }
    return new EmaAverage(Check.fraction("beta", beta), start);
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension);
  }

  @Override
  public void add(double[] theta, Slots slots, long t) {
    if (t >= start) {
      double[] mean = slots.get(MEAN);
      for (int j = 0; j < theta.length; j++) {
        mean[j] = beta * mean[j] + (1 - beta) * theta[j];
      }
    }
  }

  @Override
  public double[] of(double[] theta, Slots slots, long t) {
    if (t < start) {
      return theta.clone();
    }
    double[] average = slots.get(MEAN).clone();
    double weight = 1 - StrictMath.pow(beta, t - start + 1.0);
    for (int j = 0; j < average.length; j++) {
      average[j] /= weight;
    }
    return average;
  }
}
