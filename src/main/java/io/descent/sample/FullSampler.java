package io.descent.sample;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;

/** Every row in every step: gradient descent. */
public final class FullSampler implements Sampler {
  private static final long serialVersionUID = 1L;

  @Override
  public Selection select(long seed, long step, Shards shards, Block block) {
    return Selection.all(block.count());
  }

  @Override
  public long steps(double epochs, long rows) {
    return (long) Math.ceil(epochs);
  }

  @Override
  public boolean readsAll(long rows) {
    return true;
  }

  @Override
  public String toString() {
    return "full";
  }
}
