package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopRuleTest {
  private static final int WIDTH = 5;
  private static final Objective OBJECTIVE = LinearObjective.of(new LogisticLoss(), WIDTH, true);

  private static LocalEngine engine;

  @BeforeAll
  static void start() {
    engine = LocalEngine.of(2);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static ShardedBlocks blocks(long seed, int count) {
    Random random = new Random(seed);
    double[][] x = new double[count][];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = random.doubles(WIDTH, -1, 1).toArray();
      y[i] = x[i][0] - x[i][1] + 0.7 * random.nextGaussian() > 0 ? 1 : 0;
    }
    List<Block> blocks = Lines.blocks(x, y, 4);
    return engine.blocks(blocks);
  }

  private static SampledGradient source(Sampler sampler) {
    return SampledGradient.of(blocks(1, 120), OBJECTIVE, sampler, 7);
  }

  private static Trainer trainer(StopRule stop, Penalty penalty) {
    return Trainer.of(new Sgd(), LearningRates.constant(1), penalty, stop);
  }

  private static double[] zeros() {
    return new double[OBJECTIVE.layout().dimension()];
  }

  private static TrainResult train(Trainer trainer, Sampler sampler) {
    return trainer.train(source(sampler), zeros(), StepListener.none());
  }

  @Test
  void theGradientEndsItWhereItIsSmallAlsoWhereThePenaltyHasNone() {
    for (Penalty penalty : List.of(ElasticNet.of(0, 0.01), ElasticNet.of(0.03, 0.01))) {
      StopRule stop = StopRule.steps(100_000).orGradient(1e-9);
      TrainResult full = train(trainer(stop, penalty), new FullSampler());
      assertThat(full.reason()).isEqualTo(StopReason.GRADIENT);
      double[] best = train(trainer(StopRule.steps(20_000), penalty), new FullSampler()).theta();
      assertThat(full.theta()).containsExactly(best, within(1e-7));
    }
  }

  @Test
  void theGradientOfBatchesIsThatOfAllRowsAndLookedAtOnceAnEpoch() {
    StopRule stop = StopRule.steps(400).orGradient(0.05);
    Penalty none = ElasticNet.of(0, 0);
    TrainResult batches = train(trainer(stop, none), FixedSampler.of(40));
    assertThat(batches.reason()).isEqualTo(StopReason.GRADIENT);
    assertThat(batches.steps() % 3).isZero();
    SampledGradient source = source(new FullSampler());
    double[] gradient = zeros();
    source.gradient(batches.theta(), 0).meanGradient(gradient);
    assertThat(Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum())).isLessThanOrEqualTo(0.05);
    source.gradient(zeros(), 0).meanGradient(gradient);
    assertThat(Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum())).isGreaterThan(0.1);
  }

  @Test
  void aValueEndsItOnceAnEpochHasSeenIt() {
    Penalty none = ElasticNet.of(0, 0);
    StopRule stop = StopRule.steps(1000).orValue(0.5);
    List<Double> smoothed = new ArrayList<>();
    TrainResult result =
        trainer(stop, none)
            .train(source(FixedSampler.of(10)), zeros(), report -> smoothed.add(report.smoothed()));
    assertThat(result.reason()).isEqualTo(StopReason.VALUE);
    assertThat(result.steps()).isGreaterThanOrEqualTo(12);
    assertThat(smoothed.get(smoothed.size() - 1)).isLessThanOrEqualTo(0.5);
    assertThat(smoothed.subList(11, smoothed.size() - 1)).allMatch(value -> value > 0.5);
  }

  @Test
  void timeEndsItByTheClockOfTheRun() {
    AtomicLong now = new AtomicLong();
    Trainer trainer =
        trainer(StopRule.steps(1000).orTime(2.5), ElasticNet.of(0, 0))
            .timedBy(() -> now.getAndAdd(1_000_000_000L));
    TrainResult result = train(trainer, new FullSampler());
    assertThat(result.reason()).isEqualTo(StopReason.TIME);
    assertThat(result.steps()).isEqualTo(2);
  }

  private static LossSum loss(double value) {
    LossSum sum = new LossSum();
    sum.add(1, value);
    return sum;
  }

  @Test
  void patienceCountsEpochsSinceTheBestAndKeepsItsModel() {
    double[] losses = {0.9, 0.7, 0.8, 0.7, 0.6, 0.65, Double.NaN, 0.6, 0.1};
    List<double[]> seen = new ArrayList<>();
    Trainer trainer =
        trainer(StopRule.steps(100).orPatience(3), ElasticNet.of(0, 0))
            .validatedBy(
                theta -> {
                  seen.add(theta.clone());
                  return loss(losses[seen.size() - 1]);
                });
    List<Double> reported = new ArrayList<>();
    TrainResult result =
        trainer.train(
            source(FixedSampler.of(60)), zeros(), report -> reported.add(report.validationLoss()));
    assertThat(result.reason()).isEqualTo(StopReason.VALIDATION);
    assertThat(result.steps()).isEqualTo(16);
    assertThat(result.modelStep()).isEqualTo(10);
    assertThat(result.validationLoss()).isEqualTo(0.6);
    assertThat(result.theta()).isEqualTo(seen.get(4));
    assertThat(result.checkpoint().theta()).isEqualTo(seen.get(7)).isNotEqualTo(seen.get(4));
    assertThat(reported.subList(0, 4)).containsExactly(Double.NaN, 0.9, Double.NaN, 0.7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 11, 19})
  void resumedWithValidationEqualsUninterrupted(int at) {
    ShardedBlocks held = blocks(2, 60);
    LossSource validation = theta -> held.sum(theta, FullLoss.of(OBJECTIVE));
    StopRule stop = StopRule.steps(20).orPatience(4).orGradient(1e-12);
    Penalty penalty = ElasticNet.of(0.01, 0);
    Trainer whole =
        Trainer.of(Momentum.of(0.9), LearningRates.constant(2), penalty, stop)
            .validatedBy(validation);
    Trainer part =
        Trainer.of(Momentum.of(0.9), LearningRates.constant(2), penalty, stop.withSteps(at))
            .validatedBy(validation);
    SampledGradient source = source(FixedSampler.of(50));
    TrainResult expected = whole.train(source, zeros(), StepListener.none());
    TrainResult begun = part.train(source, zeros(), StepListener.none());
    TrainResult resumed = whole.resume(source, begun.checkpoint(), StepListener.none());
    assertThat(resumed.theta()).isEqualTo(expected.theta());
    assertThat(resumed.checkpoint().theta()).isEqualTo(expected.checkpoint().theta());
    assertThat(resumed.modelStep()).isEqualTo(expected.modelStep());
    assertThat(resumed.reason()).isEqualTo(expected.reason());
    assertThat(expected.modelStep()).isLessThan(expected.steps());
  }

  @Test
  void textsOfEveryCriterionAndOfAll() {
    StopRule none = StopRule.steps(Long.MAX_VALUE);
    assertThat(StopRules.parse("objective 1e-6")).isEqualTo(none.orObjective(1e-6, 10));
    assertThat(StopRules.parse("objective 1e-6 over 3")).isEqualTo(none.orObjective(1e-6, 3));
    assertThat(StopRules.parse(" gradient  1e-8 ")).isEqualTo(none.orGradient(1e-8));
    assertThat(StopRules.parse("value -0.3")).isEqualTo(none.orValue(-0.3));
    assertThat(StopRules.parse("time 90s")).isEqualTo(none.orTime(90));
    assertThat(StopRules.parse("time 1.5m")).isEqualTo(none.orTime(90));
    assertThat(StopRules.parse("time 2h")).isEqualTo(none.orTime(7200));
    assertThat(StopRules.parse("objective 1e-6 over 10; gradient 1e-8; time 30m; value 0.3"))
        .isEqualTo(none.orObjective(1e-6, 10).orGradient(1e-8).orTime(1800).orValue(0.3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "objective",
        "objective 0",
        "objective 1",
        "objective NaN",
        "objective 1e-6 over",
        "objective 1e-6 over 0",
        "objective 1e-6 over 1.5",
        "objective 1e-6 within 3",
        "gradient -1",
        "gradient 1e-8 1e-9",
        "gradient Infinity",
        "value x",
        "value NaN",
        "time 30",
        "time m",
        "time -3s",
        "loss 0.3",
        "time 3s; time 4s",
        "value 0.3;"
      })
  void wrongTextsAreAnsweredWithTheGrammar(String text) {
    assertThatThrownBy(() -> StopRules.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not " + StopRules.GRAMMAR);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    StopRule rule = StopRule.steps(1);
    assertThatThrownBy(() -> rule.orGradient(Double.NaN)).hasMessageContaining("got NaN");
    assertThatThrownBy(() -> rule.orTime(Double.NaN)).hasMessageContaining("got NaN");
    assertThatThrownBy(() -> rule.orPatience(-1)).hasMessageContaining("got -1");
  }
}
