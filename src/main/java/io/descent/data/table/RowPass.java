package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made of the rows of every shard, whatever format they are read from. It travels
 * to the tasks of a cluster.
 *
 * @param <T> what is made of a shard
 */
@FunctionalInterface
public interface RowPass<T> extends Serializable {
  /** Begins a shard. */
  Sink<T> begin(int shard);

  /**
   * Takes the rows of one shard.
   *
   * @param <T> what is made of them
   */
  interface Sink<T> {
    /**
     * Takes a row; the next comes only when this one was taken.
     *
     * @throws BadCellException when the row is wrong; nothing but {@link #end} follows
     */
    void add(Cells cells, RowPlace place);

    /** Tells which share of the bytes of the shard the rows so far took, in [0, 1]. */
    default void done(double share) {}

    /**
     * Ends the shard.
     *
     * @param checksums of the bytes that were read for it
     * @param fault the mistake that ended it early, or null
     */
    T end(Checksums checksums, @Nullable Fault fault);
  }
}
