package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.linalg.EffectiveStep;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.optim.Adagrad;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.optim.WeightAverages;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FixedSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Updates that cost what the gradient touches are the updates of all of θ, to the bit. */
class SparseUpdateTest {
  private static final int WIDTH = 30_000;
  private static final Objective LOGISTIC = LinearObjective.of(new LogisticLoss(), WIDTH, true);

  /** A rule that is not known to leave alone what the gradient does not touch. */
  private record OverAll(UpdateRule rule) implements UpdateRule {
    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public Slots init(int dimension) {
      return rule.init(dimension);
    }

    @Override
    public void apply(
        double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
      rule.apply(gradient, rate, theta, slots, t, out);
    }
  }

  private record Run(TrainResult result, List<StepReport> reports) {}

  private static Run run(UpdateRule rule, double[] start, double rate) {
    try (LocalEngine engine = LocalEngine.of(2);
        ShardedBlocks blocks = engine.load(9, new Generated(20, WIDTH, 12, 2, true, 3)).blocks()) {
      List<StepReport> reports = new ArrayList<>();
      TrainResult result =
          Trainer.of(rule, LearningRates.inverseSqrt(rate), ElasticNet.of(0, 0), StopRule.steps(40))
              .train(
                  SampledGradient.of(blocks, LOGISTIC, FixedSampler.of(7), 2), start, reports::add);
      return new Run(result, reports);
    }
  }

  @Test
  void haveTheBitsOfUpdatesOfAllOfTheta() {
    double[] start = new Random(1).doubles(WIDTH + 1, -1, 1).toArray();
    start[7] = -0.0;
    for (UpdateRule rule : List.of(new Sgd(), Adagrad.of(1e-10))) {
      Run sparse = run(rule, start, 0.5);
      Run dense = run(new OverAll(rule), start, 0.5);
      assertThat(sparse.result.theta()).isEqualTo(dense.result.theta()).isNotEqualTo(start);
      assertThat(sparse.reports).isEqualTo(dense.reports).hasSize(40);
      assertThat(sparse.result.checkpoint().ruleSlots().names())
          .allSatisfy(
              name ->
                  assertThat(sparse.result.checkpoint().ruleSlots().get(name))
                      .isEqualTo(dense.result.checkpoint().ruleSlots().get(name)));
    }
  }

  @Test
  void noticeWhatIsNotFinite() {
    double[] start = new double[WIDTH + 1];
    assertThat(run(new Sgd(), start, 1e308).result.reason()).isEqualTo(StopReason.DIVERGED);
    start[WIDTH - 1] = Double.NaN;
    assertThat(run(new Sgd(), start, 0.1).result.reason()).isEqualTo(StopReason.DIVERGED);
  }

  @Test
  void areMadeOnlyWhereNothingElseMovesTheta() {
    try (LocalEngine engine = LocalEngine.of(1);
        ShardedBlocks blocks = engine.load(3, new Generated(5, WIDTH, 3, 2, false, 1)).blocks()) {
      SampledGradient means = SampledGradient.of(blocks, LOGISTIC, FixedSampler.of(7), 2);
      LocalSteps local =
          LocalSteps.of(
              blocks, LOGISTIC, new Sgd(), LearningRates.constant(1), ElasticNet.of(0, 0), 1, 2, 1);
      assertThat(possible(means, new Sgd(), 0, 0, "none")).isTrue();
      assertThat(possible(means, Adagrad.of(1e-10), 0, 0, "none")).isTrue();
      assertThat(possible(means, Momentum.of(0.9), 0, 0, "none")).isFalse();
      assertThat(possible(means, new Sgd(), 0.1, 0, "none")).isFalse();
      assertThat(possible(means, new Sgd(), 0, 0.1, "none")).isFalse();
      assertThat(possible(means, new Sgd(), 0, 0, "polyak")).isFalse();
      assertThat(possible(local, new Sgd(), 0, 0, "none")).isFalse();
    }
  }

  private static boolean possible(
      GradientSource source, UpdateRule rule, double l1, double l2, String average) {
    return SparseUpdate.of(
            source,
            rule,
            ElasticNet.of(l1, l2),
            WeightAverages.parse(average),
            new double[WIDTH + 1],
            rule.init(WIDTH + 1))
        != null;
  }
}
