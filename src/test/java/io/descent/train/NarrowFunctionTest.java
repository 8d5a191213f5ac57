package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.linalg.Block;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.objective.PartialTheta;
import io.descent.objective.SoftmaxObjective;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import io.descent.sample.BatchSize;
import io.descent.sample.BernoulliSampler;
import io.descent.sample.Deal;
import io.descent.sample.FixedSampler;
import io.descent.sample.ReplacementSampler;
import io.descent.sample.Sampler;
import io.descent.sample.Shards;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradients at a θ of which only what is read is there. */
class NarrowFunctionTest {
  private static final int WIDTH = 20_000;

  /** Blocks that are given no θ but the part they ask for, where they can ask. */
  private record Parts(ShardedBlocks blocks) implements ShardedBlocks {
    @Override
    public Shards shards() {
      return blocks.shards();
    }

    @Override
    public long bytes() {
      return blocks.bytes();
    }

    @Override
    public <T extends Mergeable<T>> T sum(double[] theta, BlockFunction<T> function) {
      NarrowFunction<T> narrow = function.narrowed();
      if (narrow == null) {
        return blocks.sum(theta, function);
      }
      double[] nothing = {};
      TouchedElements touched =
          blocks.sum(nothing, (Block block, double[] none) -> narrow.elements(block));
      if (touched == null) {
        return null;
      }
      PartialTheta part = touched.of(theta);
      assertThat(part.bytes()).isLessThan(theta.length);
      return blocks.sum(nothing, (Block block, double[] none) -> narrow.apply(block, part));
    }

    @Override
    public ShardedBlocks map(BlockMap map) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ShardedBlocks deal(Deal deal) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      blocks.close();
    }
  }

  @Test
  void areThoseAtAllOfTheta() {
    double[] weights = {3, 0.25};
    Objective linear = LinearObjective.of(new LogisticLoss(), WIDTH, true);
    Objective classes = SoftmaxObjective.of(2, WIDTH, true);
    List<Sampler> samplers =
        List.of(
            FixedSampler.of(9),
            BernoulliSampler.of(0.01),
            ReplacementSampler.uniform(BatchSize.constant(12)),
            ReplacementSampler.byImportance(BatchSize.constant(12)));
    try (LocalEngine engine = LocalEngine.of(1);
        ShardedBlocks blocks = engine.load(9, new Generated(30, WIDTH, 8, 2, true, 5)).blocks()) {
      for (Objective objective : List.of(linear, classes)) {
        double[] theta = new Random(2).doubles(objective.layout().dimension(), -1, 1).toArray();
        for (Sampler sampler : samplers) {
          assertSame(blocks, new Parts(blocks), objective, sampler, theta);
          assertSame(
              LabelWeightedBlocks.of(blocks, weights),
              LabelWeightedBlocks.of(new Parts(blocks), weights),
              objective,
              sampler,
              theta);
        }
      }
    }
  }

  private static void assertSame(
      ShardedBlocks whole,
      ShardedBlocks parts,
      Objective objective,
      Sampler sampler,
      double[] theta) {
    SampledGradient expected = SampledGradient.of(whole, objective, sampler, 6);
    SampledGradient actual = SampledGradient.of(parts, objective, sampler, 6);
    for (int step = 0; step < 8; step++) {
      GradientSum a = expected.gradient(theta, step);
      GradientSum b = actual.gradient(theta, step);
      if (a == null || b == null) {
        assertThat(b).isEqualTo(a);
        continue;
      }
      double[] one = new double[theta.length];
      double[] other = new double[theta.length];
      a.meanGradient(one);
      b.meanGradient(other);
      assertThat(other).as("%s, step %d", sampler, step).isEqualTo(one);
      assertThat(Double.doubleToLongBits(b.meanLoss()))
          .isEqualTo(Double.doubleToLongBits(a.meanLoss()));
      assertThat(b.rows()).isEqualTo(a.rows());
    }
  }
}
