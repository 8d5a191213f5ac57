package io.descent.sample;

/**
 * The order in which one shard is gone through in an epoch: a random order of runs of {@value #RUN}
 * neighbouring rows, each epoch another, cut at other rows. Rows that lie side by side in memory
 * are read one after the other, at a third of the cost of jumping to each. Immutable.
 *
 * <p>With n rows, o uniform on [0, n) from the key and p a keyed permutation of the ⌊n/32⌋ whole
 * runs, place k is row (o + 32·p(⌊k/32⌋) + k mod 32) mod n; the places after the last whole run are
 * the rows that are left. Each place is uniform over all rows.
 */
public final class RunOrder {
  static final int RUN = 32;

  private final int rows;
  private final long offset;
  private final Permutation runs;

  private RunOrder(int rows, long offset, Permutation runs) {
    this.rows = rows;
    this.offset = offset;
    this.runs = runs;
  }

  /**
   * The order of a shard in an epoch.
   *
   * @param rows of the shard, ≥ 1
   */
  public static RunOrder of(int rows, long seed, long epoch, int shard) {
    SplitMix key = SplitMix.of(seed, epoch, shard);
    long offset = key.below(rows);
    return new RunOrder(rows, offset, Permutation.of(Math.max(1, rows / RUN), key));
  }

  /** The rows at the places from … to − 1, 0 ≤ from ≤ to ≤ rows. */
  public int[] rows(int from, int to) {
    int[] list = new int[to - from];
    for (int place = from; place < to; ) {
      int run = place / RUN;
      boolean whole = run < rows / RUN;
      int end = whole ? Math.min(to, (run + 1) * RUN) : to;
      long start = whole ? (long) RUN * (runs.at(run) - run) : 0;
      for (; place < end; place++) {
        long row = offset + start + place;
        list[place - from] = (int) (row < rows ? row : row - rows);
      }
    }
    return list;
  }
}
