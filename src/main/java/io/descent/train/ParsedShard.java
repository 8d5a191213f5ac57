package io.descent.train;

import io.descent.linalg.Block;
import io.descent.reduce.Mergeable;
import java.io.Serializable;

/**
 * A shard as it was read: its rows, and what the reader has to report of them. Mistakes in the data
 * are part of the report, so that a task never fails because of them.
 *
 * @param <R> the report
 */
public final class ParsedShard<R extends Mergeable<R>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Block block;
  private final R report;

  private ParsedShard(Block block, R report) {
    this.block = block;
    this.report = report;
  }

  public static <R extends Mergeable<R>> ParsedShard<R> of(Block block, R report) {
    return new ParsedShard<>(block, report);
  }

  public Block block() {
    return block;
  }

  public R report() {
    return report;
  }
}
