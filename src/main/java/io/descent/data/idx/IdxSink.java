package io.descent.data.idx;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a shard: the label, if there is one, the values in runs of ascending columns,
 * if they are wanted, and the row's end.
 *
 * @param <T> what is made of them
 */
interface IdxSink<T> {
  /** Takes a finite label; null, or what is wrong with it. */
  @Nullable String label(double label);

  /**
   * Takes finite values; null, or what is wrong with them.
   *
   * @param column of the first of them
   */
  @Nullable String values(int column, double[] values, int count);

  void endRow();

  /** What the shard has become; after a mistake its rows do not count. */
  T end(Checksums checksums, @Nullable Fault fault);

  /** Makes a sink for every shard. It travels to the tasks of a cluster. */
  @FunctionalInterface
  interface Maker<T> extends Serializable {
    IdxSink<T> begin(int shard, int rows);
  }
}
