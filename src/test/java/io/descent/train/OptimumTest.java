package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OptimumTest {
  private static final Objective LOGISTIC = LinearObjective.of(new LogisticLoss(), 2, true);

  /** Rows of which a few are large and on the wrong side: whole Newton steps lead up. */
  private static List<Block> rows(double weight) {
    int count = 400;
    double[] x = new double[2 * count];
    double[] y = new double[count];
    double[] weights = new double[count];
    Random random = new Random(3);
    for (int i = 0; i < count; i++) {
      double scale = i % 100 == 7 ? -300 : 1;
      y[i] = random.nextInt(2);
      x[2 * i] = scale * (2 * y[i] - 1) * (0.2 + random.nextDouble());
      x[2 * i + 1] = scale * random.nextGaussian();
      weights[i] = weight;
    }
    return List.of(Block.of(0, DenseRows.of(count, 2, x), y, weights));
  }

  private static double value(ShardedBlocks blocks, double[] theta, double l2) {
    double loss = SampledGradient.of(blocks, LOGISTIC, new FullSampler(), 0).evaluate(theta).mean();
    return loss + l2 / 2 * (theta[0] * theta[0] + theta[1] * theta[1]);
  }

  @Test
  void rowsThatALineCannotFit() {
    try (LocalEngine engine = LocalEngine.of(2)) {
      ShardedBlocks blocks = engine.blocks(rows(2));
      Optimum points = Optimum.of(LOGISTIC, 0);
      double[] from = {0, 0, 0};
      for (double l2 : new double[] {1e-2, 1e-4, 1e-6, 1, 1e-6}) {
        from = points.least(blocks, ElasticNet.of(0, l2), from);
        assertThat(points.passes()).isLessThan(100);
        double least = value(blocks, from, l2);
        for (int j = 0; j < 3; j++) {
          for (double move : new double[] {-1e-1, -1e-2, -1e-3, 1e-3, 1e-2, 1e-1}) {
            double[] moved = from.clone();
            moved[j] += move;
            assertThat(value(blocks, moved, l2)).isGreaterThan(least * (1 - 1e-7));
          }
        }
      }
    }
  }

  @Test
  void whereNoRowHasWeightItStaysWhereItBegins() {
    try (LocalEngine engine = LocalEngine.of(1)) {
      double[] from = {1, 2, 3};
      assertThat(Optimum.of(LOGISTIC, 0).least(engine.blocks(rows(0)), ElasticNet.of(0, 1), from))
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void anotherPenaltyIsRefused() {
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(rows(1));
      Optimum points = Optimum.of(LOGISTIC, 0);
      assertThatThrownBy(() -> points.least(blocks, ElasticNet.of(0.1, 1), new double[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not L2 alone");
    }
  }
}
