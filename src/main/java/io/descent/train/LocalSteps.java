package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import io.descent.sample.RunOrder;
import io.descent.sample.Shards;
import org.jspecify.annotations.Nullable;

/**
 * Local SGD: in a step every shard makes up to K updates of its own copy of the model, and what
 * they come to is averaged by the weight of the rows read (Stich 2019; McDonald et al. 2010 with
 * one step an epoch). The difference from θ is a <em>pseudo-gradient</em> for an outer rule (Reddi
 * et al. 2021): plain with rate 1 it is averaging, with momentum SlowMo (Wang et al. 2020).
 *
 * <p>Shards go through their rows once an epoch, each epoch in another {@link RunOrder}. An epoch
 * is T steps ({@link LocalPace}); step i of it is the rows from ⌊i·N_s/T⌋ to ⌊(i + 1)·N_s/T⌋ − 1 of
 * a shard's order, so that all shards end an epoch together, the smaller ones with fewer updates.
 * The memory of the inner rule is averaged and sent out as θ is. Where a batch is one sparse row of
 * a linear model, of one margin or many, the rule a {@link io.descent.optim.SparseRule} and the
 * penalty L1 and L2, an update costs what the row's values cost: {@link RowUpdates}.
 */
public final class LocalSteps implements GradientSource {
  private final ShardedBlocks blocks;
  private final Shards shards;
  private final SampledGradient all;
  private final InnerUpdates inner;
  private final LocalPace pace;
  private final long seed;
  private final ParameterLayout layout;

  private LocalSteps(ShardedBlocks blocks, InnerUpdates inner, LocalPace pace, long seed) {
    this.blocks = blocks;
    this.shards = blocks.shards();
    this.all = SampledGradient.of(blocks, inner.objective(), new FullSampler(), seed);
    this.inner = inner;
    this.pace = pace;
    this.seed = seed;
    this.layout = inner.layout();
  }

  /**
   * A source.
   *
   * @param blocks the training rows, which the caller closes
   * @param rule the inner rule, which makes each update start from θ
   * @param rate of an update by its number, which in step s begins at s times the updates that the
   *     largest shard makes in a step
   * @param penalty acts in every update
   * @param batchSize rows of an update, B ≥ 1
   * @param localSteps the most updates between two synchronisations, K ≥ 1
   * @throws IllegalArgumentException when the rate has memory, or the rule does not start from θ
   */
  public static LocalSteps of(
      ShardedBlocks blocks,
      Objective objective,
      UpdateRule rule,
      LearningRate rate,
      Penalty penalty,
      long batchSize,
      long localSteps,
      long seed) {
    if (!rule.isIncremental()) {
      throw new IllegalArgumentException(rule.name() + " does not start from θ");
    }
    InnerUpdates inner = new InnerUpdates(objective, rule, rate, penalty, batchSize);
    return new LocalSteps(
        blocks, inner, LocalPace.of(blocks.shards(), batchSize, localSteps), seed);
  }

  /** The model with the inner rule's memory behind it. */
  @Override
  public double[] start(double[] model) {
    return inner.pack(model, inner.memory());
  }

  /** The rule of the loop: an outer rule for the model, the mean for the memory behind it. */
  public UpdateRule synchronising(UpdateRule outer) {
    return new SyncRule(outer, modelSize());
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public int modelSize() {
    return inner.modelSize();
  }

  @Override
  public boolean appliesPenalty() {
    return true;
  }

  @Override
  public long rows() {
    return shards.rows();
  }

  @Override
  public long stepsPerEpoch() {
    return pace.stepsPerEpoch();
  }

  @Override
  public boolean readsAll() {
    return false;
  }

  @Override
  public @Nullable GradientSum gradient(double[] theta, long step) {
    return blocks.sum(theta, new ShardUpdates(inner, PacedStep.of(pace, seed, step)));
  }

  /** θ less the mean of the shards' models; their memories' mean behind it. */
  @Override
  public void mean(GradientSum sum, double[] theta, double[] into) {
    sum.meanGradient(into);
    for (int j = 0; j < modelSize(); j++) {
      into[j] = theta[j] - into[j];
    }
  }

  @Override
  public @Nullable GradientSum fullGradient(double[] theta) {
    return all.fullGradient(theta);
  }

  @Override
  public LossSum evaluate(double[] theta) {
    return all.evaluate(theta);
  }

  private static final class ShardUpdates implements BlockFunction<GradientSum> {
    private static final long serialVersionUID = 1L;

    private final InnerUpdates inner;
    private final PacedStep step;

    ShardUpdates(InnerUpdates inner, PacedStep step) {
      this.inner = inner;
      this.step = step;
    }

    @Override
    public @Nullable GradientSum apply(Block block, double[] state) {
      int[] list = step.rows(block);
      if (list.length == 0) {
        return null;
      }
      long first = step.firstUpdate();
      boolean byRow = RowUpdates.applyTo(inner, block);
      WeightOrder order = byRow ? RowUpdates.order(inner) : inner.stored();
      double[] theta = inner.theta(state, order);
      Slots memory = inner.memory(state, order);
      GradientSum read =
          byRow
              ? RowUpdates.run(inner, block, list, first, theta, memory, order)
              : BatchUpdates.run(inner, block, list, first, step.seed(), theta, memory);
      if (!(read.weight() > 0)) {
        return null;
      }
      GradientSum sum = GradientSum.of(state.length);
      sum.count(read);
      inner.addTo(sum, read.weight(), theta, memory, order);
      return sum;
    }
  }
}
