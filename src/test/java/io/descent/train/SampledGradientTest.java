package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.error.UserException;
import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.sample.BatchSize;
import io.descent.sample.EpochSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.ReplacementSampler;
import io.descent.sample.Sampler;
import io.descent.sample.StratifiedSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What batches of a sampler add up to, beside the gradient of all rows. */
class SampledGradientTest {
  private static final int WIDTH = 5;
  private static final Objective LOGISTIC = LinearObjective.of(new LogisticLoss(), WIDTH, true);
  private static final double[] THETA = {0.3, -0.2, 0.5, 0, 0.1, -0.4};
  private static final LocalEngine ENGINE = LocalEngine.of(1);

  /** Twelve shards of about twenty rows with weights 0 … 3. */
  private static final ShardedBlocks BLOCKS =
      ENGINE.load(12, new Generated(20, WIDTH, WIDTH, 2, true, 3)).blocks();

  @AfterAll
  static void close() {
    BLOCKS.close();
    ENGINE.close();
  }

  private static GradientSum gradient(Sampler sampler, long step) {
    return Objects.requireNonNull(
        SampledGradient.of(BLOCKS, LOGISTIC, sampler, 8).gradient(THETA, step));
  }

  private static double[] mean(GradientSum sum) {
    double[] mean = new double[THETA.length];
    sum.meanGradient(mean);
    return mean;
  }

  @Test
  void theBatchesOfAnEpochAddUpToAllRows() {
    GradientSum all = gradient(new FullSampler(), 0);
    Sampler sampler = EpochSampler.of(32);
    double[] sum = new double[THETA.length];
    double weight = 0;
    long rows = 0;
    for (long step = sampler.steps(3, all.rows()); step < sampler.steps(4, all.rows()); step++) {
      GradientSum batch = gradient(sampler, step);
      double[] mean = mean(batch);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += mean[j] * batch.weight();
      }
      weight += batch.weight();
      rows += batch.rows();
    }
    assertThat(rows).isEqualTo(all.rows());
    assertThat(weight).isEqualTo(all.weight());
    for (int j = 0; j < sum.length; j++) {
      assertThat(sum[j] / weight).isCloseTo(mean(all)[j], within(1e-13));
    }
  }

  /** Of Σcᵢgᵢ/Σcᵢ, with a variance of one draw that 1 bounds: |gⱼ| ≤ |xⱼ|, mostly below 2. */
  @Test
  void importanceIsUnbiasedForTheWeightedMean() {
    double[] expected = mean(gradient(new FullSampler(), 0));
    Sampler sampler = ReplacementSampler.byImportance(BatchSize.constant(50));
    double[] sum = new double[THETA.length];
    int steps = 2000;
    for (int step = 0; step < steps; step++) {
      GradientSum batch = gradient(sampler, step);
      assertThat(batch.rows()).isEqualTo(50);
      assertThat(batch.weight()).isEqualTo(50);
      double[] mean = mean(batch);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += mean[j];
      }
    }
    for (int j = 0; j < sum.length; j++) {
      assertThat(sum[j] / steps).isCloseTo(expected[j], within(3.3 / Math.sqrt(50.0 * steps)));
    }
  }

  @Test
  void moreLabelsThanAStepCanCarryAreRefused() {
    List<Block> blocks = new ArrayList<>();
    for (int shard = 0; shard < 1100; shard++) {
      blocks.add(Block.of(shard, DenseRows.of(1, 1, new double[1]), new double[] {shard}, null));
    }
    Sampler sampler = StratifiedSampler.of(BatchSize.constant(3));
    assertThatThrownBy(() -> SampledGradient.of(ENGINE.blocks(blocks), LOGISTIC, sampler, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("1100 labels in 1100 shards")
        .hasMessageContaining("--shards 953");
  }
}
