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
  /**
   * The pace of a training.
   *
   * @param batchSize rows of an update, B ≥ 1
   * @param localSteps the most updates between two synchronisations, K ≥ 1
   */
  public static LocalPace of(Shards shards, long batchSize, long localSteps) {
    long most = 1;
    for (int s = 0; s < shards.count(); s++) {
      most = Math.max(most, shards.rows(s));
    }
    // A batch, or a product, beyond all rows is all rows.
    long batch = Math.min(batchSize, most);
    long rows = localSteps > most / batch ? most : localSteps * batch;
    long steps = (most - 1) / rows + 1;
    return new LocalPace(steps, ((most - 1) / steps) / batch + 1);
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
