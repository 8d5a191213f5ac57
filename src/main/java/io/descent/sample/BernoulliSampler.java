package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Every row with probability p, independently of the others: a batch of p·n rows on average, and
 * now and then an empty one.
 *
 * <p>The gaps between selected rows are drawn — geometric, ⌊log u / log(1 − p)⌋ with u uniform on
 * (0, 1] — so that a step costs what it selects. Each shard has a stream of its own from (seed,
 * step, shard).
 */
public final class BernoulliSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  private final double fraction;

  private BernoulliSampler(double fraction) {
    this.fraction = fraction;
  }

  /**
   * A sampler.
   *
   * @param fraction p in (0, 1]
   */
  public static BernoulliSampler of(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1], got " + fraction);
    }
    return new BernoulliSampler(fraction);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    int rows = block.count();
    if (fraction == 1) {
      return Selection.all(rows);
    }
    SplitMix random = SplitMix.of(seed, step, block.shard());
    Gaps gaps = Gaps.of(fraction, fraction * rows);
    int[] selected = new int[(int) Math.min(rows, 16 + (long) (1.2 * fraction * rows))];
    int size = 0;
    long row = gaps.next(random);
    while (row < rows) {
      if (size == selected.length) {
        selected = Arrays.copyOf(selected, (int) Math.min(rows, 2L * size));
      }
      selected[size++] = (int) row;
      row += 1L + gaps.next(random);
    }
    return Selection.of(Arrays.copyOf(selected, size));
  }

  @Override
  public long steps(double epochs, long rows) {
    return BigDecimal.valueOf(epochs)
        .divide(BigDecimal.valueOf(fraction), 0, RoundingMode.CEILING)
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  @Override
  public boolean readsAll(long rows) {
    return fraction == 1;
  }

  @Override
  public String toString() {
    return "bernoulli(" + fraction + ")";
  }
}
