package io.descent.train;

import io.descent.linalg.Block;
import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import org.jspecify.annotations.Nullable;

/**
 * Blocks whose rows' weights are multiplied by those of their labels. Nothing is copied or cached
 * anew: a function is given each block with the weights of the labels beside it, and a row's
 * product is made when its weight is asked for. What is computed of them thus sees weights and
 * nothing else.
 */
public final class LabelWeightedBlocks implements ShardedBlocks {
  private final ShardedBlocks blocks;
  private final double[] weights;

  private LabelWeightedBlocks(ShardedBlocks blocks, double[] weights) {
    this.blocks = blocks;
    this.weights = weights;
  }

  /**
   * Blocks with weights for labels.
   *
   * @param blocks rows with labels that are whole numbers from 0; closed with the result
   * @param weights a weight &gt; 0 for each label
   */
  public static ShardedBlocks of(ShardedBlocks blocks, double[] weights) {
    return new LabelWeightedBlocks(blocks, weights.clone());
  }

  @Override
  public Shards shards() {
    return blocks.shards();
  }

  @Override
  public long bytes() {
    return blocks.bytes();
  }

  @Override
  public <T extends Mergeable<T>> @Nullable T sum(double[] theta, BlockFunction<T> function) {
    return blocks.sum(theta, new Weighted<>(function, weights));
  }

  /** What the map makes has the weights too; it sees blocks without them. */
  @Override
  public ShardedBlocks map(BlockMap map) {
    return new LabelWeightedBlocks(blocks.map(map), weights);
  }

  @Override
  public ShardedBlocks deal(Deal deal) {
    return new LabelWeightedBlocks(blocks.deal(deal), weights);
  }

  @Override
  public void close() {
    blocks.close();
  }

  private static final class Weighted<T extends Mergeable<T>> implements BlockFunction<T> {
    private static final long serialVersionUID = 1L;

    private final BlockFunction<T> function;
    private final double[] weights;

    Weighted(BlockFunction<T> function, double[] weights) {
      this.function = function;
      this.weights = weights;
    }

    @Override
    public long rowsRead(long all) {
      return function.rowsRead(all);
    }

    @Override
    public @Nullable T apply(Block block, double[] theta) {
      return function.apply(block.withLabelWeights(weights), theta);
    }

    @Override
    public @Nullable NarrowFunction<T> narrowed() {
      NarrowFunction<T> narrow = function.narrowed();
      return narrow == null ? null : new NarrowWeighted<>(narrow, weights);
    }
  }

  private static final class NarrowWeighted<T extends Mergeable<T>> implements NarrowFunction<T> {
    private static final long serialVersionUID = 1L;

    private final NarrowFunction<T> function;
    private final double[] weights;

    NarrowWeighted(NarrowFunction<T> function, double[] weights) {
      this.function = function;
      this.weights = weights;
    }

    @Override
    public int elementsPerColumn() {
      return function.elementsPerColumn();
    }

    @Override
    public @Nullable TouchedElements elements(Block block) {
      return function.elements(block.withLabelWeights(weights));
    }

    @Override
    public @Nullable T apply(Block block, PartialTheta theta) {
      return function.apply(block.withLabelWeights(weights), theta);
    }
  }
}
