package io.descent.optim;

/**
 * Averaging as in Bottou's averaged SGD ({@code svmasgd.cpp}): w̄ ← w̄ + μ(θ − w̄) with μ = 1 while
 * s ≤ s₀, then 1/(1 + s − s₀), where s = t − 1 counts updates from 0. It is the mean of θ after the
 * updates s₀ … s. The rate that belongs to it is η₀/(1 + λη₀s)^0.75, a schedule.
 */
public final class BottouAverage implements WeightAverage {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "average";

  private final long start;

  private BottouAverage(long start) {
    this.start = start;
  }

  /**
   * The average.
   *
   * @param start s₀ ≥ 0
   */
  public static BottouAverage from(long start) {
    if (start < 0) {
      throw new IllegalArgumentException("updates count from 0, got " + start);
    }
    return new BottouAverage(start);
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension);
  }

  @Override
  public void add(double[] theta, Slots slots, long t) {
    double[] mean = slots.get(MEAN);
    long s = t - 1;
    if (s <= start) {
      System.arraycopy(theta, 0, mean, 0, theta.length);
      return;
    }
    double weight = 1 / (1.0 + (s - start));
    for (int j = 0; j < theta.length; j++) {
      mean[j] += weight * (theta[j] - mean[j]);
    }
  }

  @Override
  public double[] of(double[] theta, Slots slots, long t) {
    return t < 1 ? theta.clone() : slots.get(MEAN).clone();
  }
}
