package io.descent.spark;

import io.descent.reduce.Mergeable;
import java.io.Serializable;

/** A shard's number and result on their way to the sum. */
final class Numbered<T extends Mergeable<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shard;
  private final T value;

  Numbered(int shard, T value) {
    this.shard = shard;
    this.value = value;
  }

  int shard() {
    return shard;
  }

  T value() {
    return value;
  }
}
