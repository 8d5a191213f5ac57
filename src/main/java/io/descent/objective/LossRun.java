package io.descent.objective;

/**
 * A few rows whose losses are taken together: their margins, labels and weights, and what a loss
 * makes of them. <b>Not thread-safe.</b>
 */
public final class LossRun implements LossCounter {
  final double[] margins;
  final double[] labels;
  final double[] weights;
  final double[] values;
  final double[] derivatives;

  /** For a loss to work in. */
  final double[] room;

  private int count;
  private int row;

  private LossRun(int most) {
    margins = new double[most];
    labels = new double[most];
    weights = new double[most];
    values = new double[most];
    derivatives = new double[most];
    room = new double[most];
  }

  /** Room for so many rows. */
  static LossRun of(int most) {
    return new LossRun(most);
  }

  /** Says how many rows there are. */
  void setCount(int rows) {
    count = rows;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** The margin of row k, 0 ≤ k < count. */
  public double margin(int k) {
    return margins[k];
  }

  /** The label of row k. */
  public double label(int k) {
    return labels[k];
  }

  /** This run, to take what row k comes to. */
  public LossRun row(int k) {
    row = k;
    return this;
  }

  /** Takes ℓ of the row, whose weight is known. */
  @Override
  public void count(double weight, double loss) {
    values[row] = loss;
  }

  /** Takes dℓ/dz of the row. */
  public void setDerivative(double derivative) {
    derivatives[row] = derivative;
  }
}
