package io.descent.objective;

import io.descent.reduce.Mergeable;

/** Number of rows, sum of weights Σcᵢ and weighted loss Σcᵢℓᵢ over some rows. */
public final class LossSum implements Mergeable<LossSum> {
  private static final long serialVersionUID = 1L;

  private long rows;
  private double weight;
  private double loss;

  /** Adds one row. */
  public void add(double rowWeight, double rowLoss) {
    rows++;
    weight += rowWeight;
    loss += rowWeight * rowLoss;
  }

  @Override
  public LossSum merge(LossSum right) {
    rows += right.rows;
    weight += right.weight;
    loss += right.loss;
    return this;
  }

  public long rows() {
    return rows;
  }

  /** Σcᵢ. */
  public double weight() {
    return weight;
  }

  /** Σcᵢℓᵢ / Σcᵢ; NaN when Σcᵢ is 0. */
  public double mean() {
    return loss / weight;
  }
}
