package io.descent.train;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Reads shards. It travels to the tasks of a cluster, so it holds only what is small and
 * serialisable.
 *
 * @param <T> what is made of a shard
 */
@FunctionalInterface
public interface ShardReader<T> extends Serializable {
  /**
   * Reads a run of shards one after the other, lazily.
   *
   * @param from the first shard
   * @param to one after the last shard
   * @return exactly one element a shard, in order; each is a pure function of the shard
   */
  Iterator<T> read(int from, int to);

  /**
   * The most runs in which all shards are best read at the same time in one process: where to begin
   * in the middle means to read what stands before it, more of them are no gain.
   *
   * @param threads that can work
   */
  default int mostRuns(int threads) {
    return Integer.MAX_VALUE;
  }

  /**
   * The same reader for when cores are left over: while a run is parsed, a thread of its own reads
   * on.
   */
  default ShardReader<T> readingAhead() {
    return this;
  }

  /** Bytes of the text that is read, for an estimate of the memory it takes; 0 when not known. */
  default long sourceBytes() {
    return 0;
  }
}
