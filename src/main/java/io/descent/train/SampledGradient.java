package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.LossSum;
import io.descent.objective.NarrowBatch;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.sample.FullSampler;
import io.descent.sample.Sampler;
import io.descent.sample.Shards;
import org.jspecify.annotations.Nullable;

/**
 * Synchronous mini-batch gradients: a sampler chooses rows in every shard, their gradients are
 * summed along the shard tree.
 */
public final class SampledGradient implements GradientSource {
  /** The step of a pass over all rows: no training step has this number. */
  private static final long ALL_ROWS = -1;

  private final ShardedBlocks blocks;
  private final Objective objective;
  private final Sampler sampler;
  private final Shards shards;
  private final long seed;
  private final long stepsPerEpoch;

  private SampledGradient(
      ShardedBlocks blocks, Objective objective, Sampler sampler, Shards shards, long seed) {
    this.blocks = blocks;
    this.objective = objective;
    this.sampler = sampler;
    this.shards = shards;
    this.seed = seed;
    this.stepsPerEpoch = Math.max(1, sampler.steps(1, rows()));
  }

  /**
   * A source. Counts labels or weights of the blocks, once, where the sampler asks for them.
   *
   * @param blocks the training rows, which the caller closes
   * @param objective what they cost
   * @param sampler which of them a step reads
   * @param seed of everything random
   */
  public static SampledGradient of(
      ShardedBlocks blocks, Objective objective, Sampler sampler, long seed) {
    return new SampledGradient(
        blocks, objective, sampler, BlockCounts.forSampler(blocks, sampler), seed);
  }

  @Override
  public ParameterLayout layout() {
    return objective.layout();
  }

  @Override
  public long rows() {
    return blocks.shards().rows();
  }

  @Override
  public long stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public boolean readsAll() {
    return sampler.readsAll(rows());
  }

  @Override
  public boolean givesMeans() {
    return true;
  }

  @Override
  public @Nullable GradientSum gradient(double[] theta, long step) {
    return blocks.sum(
        theta, new BatchGradient(objective, sampler, shards, seed, step, rows() / stepsPerEpoch));
  }

  @Override
  public @Nullable GradientSum fullGradient(double[] theta) {
    return blocks.sum(
        theta,
        new BatchGradient(objective, new FullSampler(), blocks.shards(), seed, ALL_ROWS, rows()));
  }

  @Override
  public LossSum evaluate(double[] theta) {
    LossSum sum = blocks.sum(theta, FullLoss.of(objective));
    return sum == null ? new LossSum() : sum;
  }

  private static final class BatchGradient implements BlockFunction<GradientSum> {
    private static final long serialVersionUID = 1L;

    private final Objective objective;
    private final Sampler sampler;
    private final Shards shards;
    private final long seed;
    private final long step;
    private final long batch;

    BatchGradient(
        Objective objective, Sampler sampler, Shards shards, long seed, long step, long batch) {
      this.objective = objective;
      this.sampler = sampler;
      this.shards = shards;
      this.seed = seed;
      this.step = step;
      this.batch = batch;
    }

    @Override
    public long rowsRead(long all) {
      return batch;
    }

    @Override
    public @Nullable GradientSum apply(Block block, double[] theta) {
      Selection rows = sampler.select(seed, step, shards, block);
      if (rows.size() == 0) {
        return null;
      }
      GradientSum sum = GradientSum.of(objective.layout().dimension());
      Block counted = sampler.drawsByWeight() ? block.unweighted() : block;
      objective.accumulate(counted, rows, theta, new Draw(seed, step), sum);
      return sum.seal();
    }

    @Override
    public @Nullable NarrowFunction<GradientSum> narrowed() {
      return objective.withFeatures(1) == null ? null : new NarrowGradient(this);
    }
  }

  private static final class NarrowGradient implements NarrowFunction<GradientSum> {
    private static final long serialVersionUID = 1L;

    private final BatchGradient of;

    NarrowGradient(BatchGradient of) {
      this.of = of;
    }

    private @Nullable NarrowBatch batch(Block block) {
      Selection rows = of.sampler.select(of.seed, of.step, of.shards, block);
      Block counted = of.sampler.drawsByWeight() ? block.unweighted() : block;
      return rows.size() == 0 ? null : NarrowBatch.of(of.objective, counted, rows);
    }

    @Override
    public int elementsPerColumn() {
      return NarrowBatch.elementsPerColumn(of.objective);
    }

    @Override
    public @Nullable TouchedElements elements(Block block) {
      NarrowBatch batch = batch(block);
      return batch == null ? null : TouchedElements.of(batch.elements());
    }

    @Override
    public @Nullable GradientSum apply(Block block, PartialTheta theta) {
      NarrowBatch batch = batch(block);
      return batch == null ? null : batch.gradient(theta, new Draw(of.seed, of.step));
    }
  }
}
