package io.descent.train;

import io.descent.sample.Shards;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How local steps divide an epoch: into T = ⌈rows of the largest shard / (K·B)⌉ synchronisations,
 * in each of which that shard makes at most ⌈⌈its rows / T⌉ / B⌉ ≤ K updates of B rows.
 *
 * @param stepsPerEpoch T ≥ 1
 * @param updatesPerStep the most updates of a shard in a step, ≥ 1
 */
public record LocalPace(long stepsPerEpoch, long updatesPerStep) {
  /** Nanoseconds of an update for each byte of its rows. */
  private static final double UPDATE_BYTE = 0.5;

  /** Nanoseconds of a synchronisation, and more of them for each element of θ. */
  private static final double SYNCHRONISATION = 20e6;

  private static final double SYNCHRONISED_ELEMENT = 16;

  /** Of the time of updates that synchronisations may cost. */
  private static final double SHARE = 0.25;

  private static final long MOST_STEPS = 32;

  /**
   * The updates between two synchronisations that keep the cost of these to a quarter of the time
   * of the updates, with at least one and at most 32 in an epoch. The costs are constants, so that
   * it is the same wherever it runs.
   *
   * @param bytes of all blocks
   * @param dimension length of θ
   */
  public static long localSteps(Shards shards, long batchSize, long bytes, int dimension) {
    long most = shards.mostRows();
    double updates = UPDATE_BYTE * bytes / Math.max(1, shards.rows()) * most;
    double synchronisation = SYNCHRONISATION + SYNCHRONISED_ELEMENT * dimension;
    long steps = (long) Math.max(1, Math.min(MOST_STEPS, SHARE * updates / synchronisation));
    return ((most - 1) / steps) / Math.min(batchSize, most) + 1;
  }

  /**
   * The pace of a training.
   *
   * @param batchSize rows of an update, B ≥ 1
   * @param localSteps the most updates between two synchronisations, K ≥ 1
   */
  public static LocalPace of(Shards shards, long batchSize, long localSteps) {
    long most = shards.mostRows();
    // A batch, or a product, beyond all rows is all rows.
    long batch = Math.min(batchSize, most);
    long rows = localSteps > most / batch ? most : localSteps * batch;
    long steps = (most - 1) / rows + 1;
    return new LocalPace(steps, ((most - 1) / steps) / batch + 1);
  }

  /** Updates of the largest shard in an epoch. */
  public long updatesPerEpoch() {
    return updates(stepsPerEpoch);
  }

  /** Steps of some epochs, rounded up; {@link Long#MAX_VALUE} where it takes more. */
  public long steps(double epochs) {
    return BigDecimal.valueOf(epochs)
        .multiply(BigDecimal.valueOf(stepsPerEpoch))
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact()
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /** Updates of some steps; {@link Long#MAX_VALUE} where there are more. */
  public long updates(long steps) {
    return steps > Long.MAX_VALUE / updatesPerStep ? Long.MAX_VALUE : steps * updatesPerStep;
  }
}
