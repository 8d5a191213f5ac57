package io.descent.train;

import io.descent.reduce.Mergeable;
import java.io.Serializable;

/**
 * A shard as it was read by a first pass.
 *
 * @param <K> what is held of it
 * @param <R> the report that the pass was for
 */
public final class HeldShard<K extends Held<K>, R extends Mergeable<R>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shard;
  private final K rows;
  private final R report;

  private HeldShard(int shard, K rows, R report) {
    this.shard = shard;
    this.rows = rows;
    this.report = report;
  }

  public static <K extends Held<K>, R extends Mergeable<R>> HeldShard<K, R> of(
      int shard, K rows, R report) {
    return new HeldShard<>(shard, rows, report);
  }

  public int shard() {
    return shard;
  }

  public K rows() {
    return rows;
  }

  public R report() {
    return report;
  }
}
