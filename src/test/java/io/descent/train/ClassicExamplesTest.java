package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.objective.HalfSquaredLoss;
import io.descent.objective.LinearObjective;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The straight lines that everybody fits first. */
class ClassicExamplesTest {
  private static final LinearObjective LINE = LinearObjective.of(new HalfSquaredLoss(), 1, true);

  private record Example(double[][] x, double[] y) {
    /** y = slope·x + intercept + noise on 100 points of [0, 2). */
    static Example noisy(double slope, double intercept, long seed) {
      Random random = new Random(seed);
      double[][] x = new double[100][1];
      double[] y = new double[100];
      for (int i = 0; i < 100; i++) {
        x[i][0] = 2 * random.nextDouble();
        y[i] = slope * x[i][0] + intercept + 0.1 * random.nextGaussian();
      }
      return new Example(x, y);
    }

    /** The least-squares line by the textbook formula: slope, intercept. */
    double[] leastSquares() {
      int n = y.length;
      double meanX = IntStream.range(0, n).mapToDouble(i -> x[i][0]).average().orElseThrow();
      double meanY = IntStream.range(0, n).mapToDouble(i -> y[i]).average().orElseThrow();
      double xy = 0;
      double xx = 0;
      for (int i = 0; i < n; i++) {
        xy += (x[i][0] - meanX) * (y[i] - meanY);
        xx += (x[i][0] - meanX) * (x[i][0] - meanX);
      }
      return new double[] {xy / xx, meanY - xy / xx * meanX};
    }
  }

  private static final Example TWO_X_PLUS_THREE = Example.noisy(2, 3, 1);
  private static final Example FOUR_PLUS_THREE_X = Example.noisy(3, 4, 2);
  private static final Example TWO_X =
      new Example(new double[][] {{1}, {2}, {3}, {4}, {5}}, new double[] {2, 4, 6, 8, 10});

  private static TrainResult fit(
      Example example,
      UpdateRule rule,
      LearningRate rate,
      Sampler sampler,
      long steps,
      StepListener listener) {
    try (LocalEngine engine = LocalEngine.of(1)) {
      SampledGradient source =
          SampledGradient.of(
              engine.blocks(Lines.blocks(example.x(), example.y(), 4)), LINE, sampler, 42);
      return Trainer.of(rule, rate, ElasticNet.of(0, 0), StopRule.steps(steps))
          .train(source, new double[2], listener);
    }
  }

  private static void byGradientDescent(Example example) {
    TrainResult result =
        fit(
            example,
            new Sgd(),
            LearningRates.constant(0.1),
            new FullSampler(),
            8000,
            StepListener.none());
    assertThat(result.theta()).containsExactly(example.leastSquares(), within(1e-9));
  }

  private static void bySingleRows(Example example, LearningRate rate, double tolerance) {
    TrainResult result =
        fit(example, new Sgd(), rate, FixedSampler.of(1), 60_000, StepListener.none());
    assertThat(result.theta()).containsExactly(example.leastSquares(), within(tolerance));
    assertThat(result.rowsDrawn()).isEqualTo(60_000);
  }

  private static void byMiniBatchesWithMomentum(
      Example example, LearningRate rate, double tolerance) {
    TrainResult result =
        fit(
            example,
            Momentum.of(0.9),
            rate,
            FixedSampler.of(Math.min(16, example.y().length - 1)),
            6000,
            StepListener.none());
    assertThat(result.theta()).containsExactly(example.leastSquares(), within(tolerance));
  }

  @Test
  void twoXPlusThree() {
    assertThat(TWO_X_PLUS_THREE.leastSquares()).containsExactly(new double[] {2, 3}, within(0.05));
    byGradientDescent(TWO_X_PLUS_THREE);
    bySingleRows(TWO_X_PLUS_THREE, LearningRates.inverseSqrt(0.06), 0.02);
    byMiniBatchesWithMomentum(TWO_X_PLUS_THREE, LearningRates.inverseSqrt(0.02), 0.02);
  }

  @Test
  void fourPlusThreeX() {
    assertThat(FOUR_PLUS_THREE_X.leastSquares()).containsExactly(new double[] {3, 4}, within(0.05));
    byGradientDescent(FOUR_PLUS_THREE_X);
    bySingleRows(FOUR_PLUS_THREE_X, LearningRates.inverseSqrt(0.06), 0.02);
    byMiniBatchesWithMomentum(FOUR_PLUS_THREE_X, LearningRates.inverseSqrt(0.02), 0.02);
  }

  @Test
  void twoX() {
    byGradientDescent(TWO_X);
    bySingleRows(TWO_X, LearningRates.constant(0.03), 1e-6);
    byMiniBatchesWithMomentum(TWO_X, LearningRates.constant(0.01), 1e-6);
  }

  @Test
  void theLossFallsAtEveryFullStepAtASafeRate() {
    for (Example example : List.of(TWO_X_PLUS_THREE, FOUR_PLUS_THREE_X, TWO_X)) {
      // 1/L with L at most the mean of ‖(x, 1)‖², the trace of the Hessian.
      double trace =
          1
              + IntStream.range(0, example.y().length)
                  .mapToDouble(i -> example.x()[i][0] * example.x()[i][0])
                  .average()
                  .orElseThrow();
      List<Double> losses = new ArrayList<>();
      fit(
          example,
          new Sgd(),
          LearningRates.constant(1 / trace),
          new FullSampler(),
          200,
          report -> losses.add(report.fullObjective()));
      assertThat(losses).hasSize(200);
      for (int i = 1; i < losses.size(); i++) {
        assertThat(losses.get(i)).isLessThan(losses.get(i - 1));
      }
    }
  }

  @Test
  void anUnsafeRateIsReportedAsDivergence() {
    for (Sampler sampler : List.of(new FullSampler(), FixedSampler.of(1), FixedSampler.of(3))) {
      TrainResult result =
          fit(TWO_X, new Sgd(), LearningRates.constant(2), sampler, 10_000, StepListener.none());
      assertThat(result.reason()).isEqualTo(StopReason.DIVERGED);
      assertThat(result.steps()).isLessThan(50);
    }
  }
}
