package io.descent.bench;

import java.util.List;

/**
 * What {@link CostModel} predicts for a cluster: seconds of an epoch over many rows, with a
 * synchronous step a batch (K = 1) and with local steps, where every core goes through rows of its
 * own between two averages. A forecast: only the bandwidth and the numbers of machines and cores
 * are assumed, the rest was measured on this machine.
 */
final class ClusterForecast {
  private static final int EXECUTORS = 100;
  private static final int CORES = 4;
  private static final double BYTES_PER_SECOND = 10e9 / 8;
  private static final long ROWS = 1_000_000_000;
  private static final int VALUES = 100;

  /** What the engine takes by itself: the power of two at or above twice the cores. */
  private static final int PARTITIONS = Integer.highestOneBit(2 * EXECUTORS * CORES - 1) * 2;

  private final CostModel model;
  private final double updateOfTen;
  private final double updateOfHundred;

  /**
   * A forecast.
   *
   * @param updateOfTen seconds of a local update by a row of 10 values
   * @param updateOfHundred of 100 values
   */
  ClusterForecast(CostModel model, double updateOfTen, double updateOfHundred) {
    this.model = model;
    this.updateOfTen = updateOfTen;
    this.updateOfHundred = updateOfHundred;
  }

  void print() {
    double value = (updateOfHundred - updateOfTen) / 90;
    System.out.printf(
        "  %-38s %14.2f%n  %-38s %14.2f%n",
        "a row of a local update",
        1e9 * (updateOfTen - 10 * value),
        "a value of a local update",
        1e9 * value);
    System.out.printf(
        "%n%d executors of %d cores at %.0f Gbit/s, %.0e rows of %d values, %d partitions%n"
            + "%9s %12s %10s %9s %9s %9s %9s %9s %9s%n",
        EXECUTORS,
        CORES,
        8e-9 * BYTES_PER_SECOND,
        (double) ROWS,
        VALUES,
        PARTITIONS,
        "d",
        "",
        "rows a step",
        "compute",
        "wire",
        "step",
        "epoch, s",
        "updates",
        "busy");
    for (int width : new int[] {10_000, 1_000_000, 10_000_000}) {
      for (long batch : List.of(100_000L, 10_000_000L, ROWS)) {
        synchronous(width, batch);
      }
      for (int averages : new int[] {1, 8, 32}) {
        local(width, averages);
      }
    }
  }

  private static StepShape shape(int width, long rows) {
    return new StepShape(rows, VALUES, width, PARTITIONS, PARTITIONS, EXECUTORS * CORES);
  }

  private void synchronous(int width, long batch) {
    StepShape shape = shape(width, batch);
    double step = model.seconds(shape, EXECUTORS, BYTES_PER_SECOND);
    line(width, "K = 1", shape, model.compute(shape), step, ROWS / batch, ROWS / batch);
  }

  /** A step's sum is dense, of as many numbers as θ has; its updates go row by row. */
  private void local(int width, int averages) {
    StepShape shape = shape(width, ROWS / averages);
    double updates = shape.rowsOfCore() * updateOfHundred;
    double others = model.seconds(shape, EXECUTORS, BYTES_PER_SECOND) - model.compute(shape);
    long ofShard = ROWS / PARTITIONS;
    line(width, averages + " averages", shape, updates, updates + others, averages, ofShard);
  }

  /**
   * @param updates one after the other in an epoch
   */
  private static void line(
      int width,
      String how,
      StepShape shape,
      double compute,
      double step,
      long steps,
      long updates) {
    System.out.printf(
        "%9d %12s %10.0e %8.3fs %8.3fs %8.3fs %9.1f %9.0e %8.0f%%%n",
        width,
        how,
        (double) shape.rows(),
        compute,
        CostModel.wire(shape, EXECUTORS, BYTES_PER_SECOND),
        step,
        step * steps,
        (double) updates,
        100 * compute / step);
  }
}
