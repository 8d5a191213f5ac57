package io.descent.reduce;

import java.io.Serializable;

/**
 * A partial result over a run of shards. Implementations are final classes over arrays: they travel
 * between processes under Java and Kryo serialisation.
 *
 * @param <T> the implementing type
 */
public interface Mergeable<T extends Mergeable<T>> extends Serializable {
  /**
   * This result followed by that of the shards to its right. May reuse the storage of either;
   * neither may be used afterwards.
   *
   * @param right the result over the shards that come next
   * @return the result over both runs; its bits are a function of the two operands alone
   */
  T merge(T right);
}
