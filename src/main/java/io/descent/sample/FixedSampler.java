package io.descent.sample;

import io.descent.linalg.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Exactly B rows in every step (all n where there are fewer), each with probability B/n, none
 * twice.
 *
 * <p>Shard s with N_s rows before it draws c_s = ⌊(B·N_{s+1} + r)/n⌋ − ⌊(B·N_s + r)/n⌋ distinct
 * rows, r an integer uniform on [0, n) from (seed, step): systematic sampling of shards, so that
 * Σc_s = B, every shard knows its share without asking another, and large shards give more rows.
 * Inside a shard the rows are a uniform subset from (seed, step, shard) by Floyd's algorithm
 * (Bentley &amp; Floyd, "A sample of brilliance", CACM 30(9), 1987) in O(c_s). B = 1 is classic
 * single-row SGD.
 */
public final class FixedSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  /** The stream that r is drawn from: no shard has this number. */
  private static final long OFFSET_STREAM = -1;

  private final long size;

  private FixedSampler(long size) {
    this.size = size;
  }

  /**
   * A sampler.
   *
   * @param size B ≥ 1
   */
  public static FixedSampler of(long size) {
    if (size < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + size);
    }
    return new FixedSampler(size);
  }

  @Override
  public Selection select(long seed, long step, Shards shards, int shard) {
    int rows = shards.rows(shard);
    long n = shards.rows();
    if (size >= n) {
      return Selection.all(rows);
    }
    long r = SplitMix.of(seed, step, OFFSET_STREAM).below(n);
    long before = shards.rowsBefore(shard);
    int draws = (int) (share(before + rows, r, n) - share(before, r, n));
    if (draws == rows) {
      return Selection.all(rows);
    }
    SplitMix random = SplitMix.of(seed, step, shard);
    return Selection.of(
        draws <= rows / 2
            ? subset(random, rows, draws)
            : complement(subset(random, rows, rows - draws), rows));
  }

  /** ⌊(B·N + r)/n⌋, exactly. */
  long share(long before, long r, long n) {
    if (Math.multiplyHigh(size, before) == 0
        && size * before >= 0
        && size * before <= Long.MAX_VALUE - r) {
      return (size * before + r) / n;
    }
    return BigInteger.valueOf(size)
        .multiply(BigInteger.valueOf(before))
        .add(BigInteger.valueOf(r))
        .divide(BigInteger.valueOf(n))
        .longValueExact();
  }

  private static int[] subset(SplitMix random, int rows, int draws) {
    int[] table = new int[Integer.highestOneBit(Math.max(1, 2 * draws - 1)) * 2];
    int[] chosen = new int[draws];
    int size = 0;
    for (int last = rows - draws; last < rows; last++) {
      int row = (int) random.below(last + 1L);
      int pick = insert(table, row) ? row : last;
      if (pick == last && pick != row) {
        insert(table, pick);
      }
      chosen[size++] = pick;
    }
    Arrays.sort(chosen);
    return chosen;
  }

  /**
   * Adds a row to an open-addressing set, which holds row + 1 so that 0 is free; false when it was
   * there.
   */
  private static boolean insert(int[] table, int row) {
    int mask = table.length - 1;
    int at = (row * 0x9E3779B9) >>> 7 & mask;
    while (table[at] != 0) {
      if (table[at] == row + 1) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = row + 1;
    return true;
  }

  private static int[] complement(int[] left, int rows) {
    int[] kept = new int[rows - left.length];
    int size = 0;
    int skip = 0;
    for (int row = 0; row < rows; row++) {
      if (skip < left.length && left[skip] == row) {
        skip++;
      } else {
        kept[size++] = row;
      }
    }
    return kept;
  }

  @Override
  public long steps(double epochs, long rows) {
    long batch = Math.max(1, Math.min(size, rows));
    return BigDecimal.valueOf(epochs)
        .multiply(BigDecimal.valueOf(rows))
        .divide(BigDecimal.valueOf(batch), 0, RoundingMode.CEILING)
        .longValueExact();
  }

  @Override
  public boolean readsAll(long rows) {
    return size >= rows;
  }

  @Override
  public String toString() {
    return size == 1 ? "single" : "fixed(" + size + ")";
  }
}
