package io.descent.bench;

/**
 * What a synchronous step is made of, counted from its data: what the constants of {@link
 * CostModel} are multiplied by.
 *
 * @param rows of a batch
 * @param values of a row
 * @param width d, the columns
 * @param shards S
 * @param partitions P
 * @param cores on which tasks run
 */
record StepShape(long rows, int values, int width, int shards, int partitions, int cores) {
  /** Up to this many bytes of partials there is one stage, as in the engine. */
  private static final long ONE_STAGE_BYTES = 64L << 20;

  /** A sum over fewer columns has an array from the start, as in {@code GradientSum}. */
  private static final int ALWAYS_DENSE = 4096;

  boolean dense() {
    return values >= width;
  }

  /** The columns that a shard's rows touch, were they drawn independently. */
  double touched(double rowsOfIt) {
    return width * -Math.expm1(rowsOfIt * values * Math.log1p(-1.0 / width));
  }

  /** Whether the sum of a shard has a number for every column. */
  boolean densePartial() {
    return width <= ALWAYS_DENSE || touched((double) rows / shards) > width / 8.0;
  }

  /** The part of all shards that the busiest core goes through. */
  double busiest() {
    int waves = (partitions + cores - 1) / cores;
    return (double) waves / partitions;
  }

  /** Rows on the busiest core. */
  double rowsOfCore() {
    return rows * busiest();
  }

  /** Numbers in the sums of the shards on the busiest core. */
  double shardElements() {
    return shards * busiest() * (densePartial() ? width : touched((double) rows / shards));
  }

  /** Numbers in the sum of a partition. */
  double partial() {
    double touched = touched((double) rows / partitions);
    return densePartial() || touched > width / 8.0 ? width : touched;
  }

  /** Bytes of a sum of a partition: a sparse one has the numbers of its columns, too. */
  double partialBytes() {
    return partial() * (partial() < width ? 12 : 8);
  }

  /** Tasks that add up sums of partitions, where one stage does not do it all; else 0. */
  int reducers() {
    if (8L * width * partitions <= ONE_STAGE_BYTES) {
      return 0;
    }
    int scale = Math.max((int) Math.ceil(Math.sqrt(partitions)), 2);
    return partitions > scale + Math.ceil((double) partitions / scale) ? partitions / scale : 0;
  }
}
