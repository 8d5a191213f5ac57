package io.descent.optim;

/**
 * Polyak–Ruppert averaging from update t₀ (Polyak and Juditsky 1992): the arithmetic mean of θ
 * after the updates t₀ … t, as w̄ ← w̄ + (θ − w̄)/k with k = t − t₀ + 1.
 */
public final class PolyakAverage implements WeightAverage {
  private static final long serialVersionUID = 1L;
  private static final String MEAN = "average";

  private final long start;

  private PolyakAverage(long start) {
    this.start = start;
  }

  /**
   * The average.
   *
   * @param start t₀ ≥ 1
   */
  public static PolyakAverage from(long start) {
    if (start < 1) {
      throw new IllegalArgumentException("updates count from 1, got " + start);
    }
    return new PolyakAverage(start);
  }

  @Override
  public Slots init(int dimension) {
    return Slots.none().with(MEAN, dimension);
  }

  @Override
  public void add(double[] theta, Slots slots, long t) {
    if (t >= start) {
      double[] mean = slots.get(MEAN);
      double count = t - start + 1.0;
      for (int j = 0; j < theta.length; j++) {
        mean[j] += (theta[j] - mean[j]) / count;
      }
    }
  }

  @Override
  public double[] of(double[] theta, Slots slots, long t) {
    return t < start ? theta.clone() : slots.get(MEAN).clone();
  }
}
