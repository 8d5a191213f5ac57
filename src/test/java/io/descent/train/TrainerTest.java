package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.HalfSquaredLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.RuleTable;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.optim.UpdateRules;
import io.descent.optim.schedule.RateContext;
import io.descent.optim.schedule.Schedule;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import io.descent.sample.BernoulliSampler;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final int WIDTH = 6;
  private static final long STEPS = 3000;

  /** λ₁ and λ₂. */
  private static final double[][] STRENGTHS = {{0.02, 0}, {0, 0.05}, {0.02, 0.05}};

  private static LocalEngine engine;
  private static final double[] optima = new double[STRENGTHS.length];

  @BeforeAll
  static void start() {
    engine = LocalEngine.of(2);
    for (int i = 0; i < STRENGTHS.length; i++) {
      optima[i] = reached(new Sgd(), LearningRates.constant(1), penalty(i));
    }
  }

  private static Penalty penalty(int i) {
    return ElasticNet.of(STRENGTHS[i][0], STRENGTHS[i][1]);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> rules() {
    return UpdateRules.names();
  }

  private static List<Block> data(Objective objective, int count) {
    Random random = new Random(3);
    double[][] x =
        IntStream.range(0, count)
            .mapToObj(i -> random.doubles(WIDTH, -1, 1).toArray())
            .toArray(double[][]::new);
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      double z = 2 * x[i][0] - x[i][1] + 0.5 + 0.5 * random.nextGaussian();
      y[i] =
          switch (objective.labelDomain()) {
            case REAL -> z;
            case NON_NEGATIVE, POSITIVE -> Math.exp(z / 2);
            case BINARY -> z > 0 ? 1 : 0;
            case CLASSES -> z > 1 ? 2 : z > 0 ? 1 : 0;
            case LABEL_SETS -> throw new IllegalArgumentException("a row has one label here");
          };
    }
    return Lines.blocks(x, y, 8);
  }

  private static SampledGradient source(Objective objective, Sampler sampler) {
    return SampledGradient.of(engine.blocks(data(objective, 200)), objective, sampler, 1);
  }

  private static final Objective LOGISTIC = LinearObjective.of(new LogisticLoss(), WIDTH, true);

  private static double[] zeros(Objective objective) {
    return new double[objective.layout().dimension()];
  }

  private static Trainer trainer(UpdateRule rule, double rate, Penalty penalty, long steps) {
    return Trainer.of(rule, LearningRates.constant(rate), penalty, StopRule.steps(steps));
  }

  static List<RuleTable.Row> rows() {
    return RuleTable.all();
  }

  /** Every rule reaches 1e-12 of the optimum, relatively: no tolerance is a rule's own. */
  @ParameterizedTest
  @MethodSource("rows")
  void everyRuleReachesTheOptimumOfEveryPenalty(RuleTable.Row row) {
    for (int i = 0; i < STRENGTHS.length; i++) {
      if (STRENGTHS[i][0] == 0 || row.rule().takesProximalStep()) {
        assertThat(reached(row.rule(), row.penalised().over(STEPS), penalty(i)))
            .as("l1 %s, l2 %s", STRENGTHS[i][0], STRENGTHS[i][1])
            .isCloseTo(optima[i], within(1e-12 * optima[i]));
      }
    }
  }

  private static double reached(UpdateRule rule, LearningRate rate, Penalty penalty) {
    SampledGradient source = source(LOGISTIC, new FullSampler());
    Trainer trainer = Trainer.of(rule, rate, penalty, StopRule.steps(STEPS));
    double[] theta = trainer.train(source, zeros(LOGISTIC), StepListener.none()).theta();
    return source.evaluate(theta).mean() + trainer.penalty(source.layout(), theta);
  }

  @Test
  void largeL1GivesExactZerosAndLeavesTheInterceptAtItsOptimum() {
    SampledGradient source = source(LOGISTIC, new FullSampler());
    double[] theta =
        trainer(new Sgd(), 0.5, ElasticNet.of(10, 0), 5000)
            .train(source, zeros(LOGISTIC), StepListener.none())
            .theta();
    assertThat(Arrays.copyOf(theta, WIDTH)).containsOnly(0);
    double positives =
        data(LOGISTIC, 200).stream()
                .mapToDouble(b -> IntStream.range(0, b.count()).mapToDouble(b::label).sum())
                .sum()
            / 200;
    assertThat(theta[WIDTH]).isCloseTo(Math.log(positives / (1 - positives)), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void resumingAtEveryStepGivesTheBitsOfOneRun(String name) {
    UpdateRule rule = UpdateRules.byName(name, 0.9);
    for (Objective objective : List.of(LOGISTIC, SoftmaxObjective.of(3, WIDTH, true))) {
      for (Sampler sampler :
          List.of(new FullSampler(), FixedSampler.of(9), BernoulliSampler.of(0.005))) {
        SampledGradient source = source(objective, sampler);
        Penalty penalty = ElasticNet.of(0.01, 0.01);
        List<StepReport> whole = new ArrayList<>();
        TrainResult straight =
            Trainer.of(rule, LearningRates.inverseSqrt(0.2), penalty, StopRule.steps(12))
                .train(source, zeros(objective), whole::add);
        for (int k = 0; k <= 12; k++) {
          List<StepReport> parts = new ArrayList<>();
          TrainResult half =
              Trainer.of(rule, LearningRates.inverseSqrt(0.2), penalty, StopRule.steps(k))
                  .train(source, zeros(objective), parts::add);
          TrainResult rest =
              Trainer.of(rule, LearningRates.inverseSqrt(0.2), penalty, StopRule.steps(12))
                  .resume(source, half.checkpoint(), parts::add);
          assertThat(rest.theta()).isEqualTo(straight.theta());
          assertThat(parts).isEqualTo(whole);
          assertThat(rest.emptyBatches()).isEqualTo(straight.emptyBatches());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inverse-time 0.1",
        "warmup 3, cosine all",
        "one-cycle all",
        "plateau patience 0 threshold 0.05",
        "plateau patience 0 threshold 0.05 cooldown 1",
        "adaptive patience 1 tolerance 0.05",
        "warmup 2, adaptive patience 1 tolerance 0.05 for 9, plateau patience 0 threshold 0.1"
      })
  void resumingAtEveryStepKeepsTheSchedule(String schedule) {
    for (Sampler sampler :
        List.of(new FullSampler(), FixedSampler.of(90), BernoulliSampler.of(0.01))) {
      SampledGradient source = source(LOGISTIC, sampler);
      // An epoch of two steps, so that there are some in the middle of one.
      LearningRate rate =
          Schedule.parse(schedule).rate(new RateContext(0.2, 24, e -> (long) Math.ceil(2 * e), 0));
      List<StepReport> whole = new ArrayList<>();
      TrainResult straight = following(rate, 24).train(source, zeros(LOGISTIC), whole::add);
      if (schedule.contains("plateau") || schedule.contains("adaptive")) {
        assertThat(whole.get(whole.size() - 1).rate()).isLessThan(0.2);
      }
      for (int k = 0; k <= 24; k++) {
        List<StepReport> parts = new ArrayList<>();
        TrainResult half = following(rate, k).train(source, zeros(LOGISTIC), parts::add);
        TrainResult rest = following(rate, 24).resume(source, half.checkpoint(), parts::add);
        assertThat(rest.theta()).as("from step " + k).isEqualTo(straight.theta());
        assertThat(parts).as("from step " + k).isEqualTo(whole);
      }
    }
  }

  private static Trainer following(LearningRate rate, long steps) {
    return Trainer.of(
        UpdateRules.byName("momentum", 0.9),
        rate,
        ElasticNet.of(0.01, 0.01),
        StopRule.steps(steps));
  }

  @Test
  void anEmptyBatchUsesUpItsStepAndChangesNothingElse() {
    SampledGradient source = source(LOGISTIC, BernoulliSampler.of(0.002));
    List<StepReport> reports = new ArrayList<>();
    TrainResult result =
        trainer(UpdateRules.byName("momentum", 0.9), 0.1, ElasticNet.of(0.1, 0.1), 100)
            .train(source, zeros(LOGISTIC), reports::add);
    assertThat(result.steps()).isEqualTo(100);
    assertThat(result.emptyBatches()).isBetween(50L, 85L);
    assertThat(reports).hasSize((int) result.updates());
    assertThat(result.updates() + result.emptyBatches()).isEqualTo(100);
    long rows = reports.get(reports.size() - 1).rows();
    assertThat(result.rowsDrawn()).isEqualTo(rows);
  }

  @Test
  void rowsOfWeightZeroAreAnEmptyBatch() {
    Block block =
        Block.of(0, DenseRows.of(2, 1, new double[] {1, 2}), new double[] {1, 2}, new double[2]);
    Objective objective = LinearObjective.of(new HalfSquaredLoss(), 1, true);
    SampledGradient source =
        SampledGradient.of(engine.blocks(List.of(block)), objective, new FullSampler(), 0);
    TrainResult result =
        trainer(new Sgd(), 0.1, ElasticNet.of(1, 1), 3)
            .train(source, new double[] {5, 5}, StepListener.none());
    assertThat(result.theta()).containsExactly(5, 5);
    assertThat(result.emptyBatches()).isEqualTo(3);
    assertThat(result.lastObjective()).isNaN();
  }

  @Test
  void fractionOneAndABatchOfAllRowsAreTheFullBatchBitForBit() {
    double[] full = run(new FullSampler());
    assertThat(run(BernoulliSampler.of(1))).isEqualTo(full);
    assertThat(run(FixedSampler.of(200))).isEqualTo(full);
    assertThat(run(FixedSampler.of(100_000))).isEqualTo(full);
  }

  private static double[] run(Sampler sampler) {
    return trainer(new Sgd(), 0.5, ElasticNet.of(0, 0), 20)
        .train(source(LOGISTIC, sampler), zeros(LOGISTIC), StepListener.none())
        .theta();
  }

  @Test
  void stopsWhenTheObjectiveNoLongerChanges() {
    for (Sampler sampler : List.of(new FullSampler(), FixedSampler.of(20))) {
      SampledGradient source = source(LOGISTIC, sampler);
      TrainResult result =
          Trainer.of(
                  new Sgd(),
                  LearningRates.inverseSqrt(0.5),
                  ElasticNet.of(0, 0.1),
                  StopRule.steps(1_000_000).orObjective(1e-3, 5))
              .train(source, zeros(LOGISTIC), StepListener.none());
      assertThat(result.reason()).isEqualTo(StopReason.CONVERGED);
      assertThat(result.steps() % (5 * source.stepsPerEpoch())).isZero();
      assertThat(result.steps()).isBetween(10 * source.stepsPerEpoch(), 100_000L);
      double reached = source.evaluate(result.theta()).mean();
      assertThat(reached).isLessThan(0.6);
    }
  }

  @Test
  void smoothedIsTheMeanOfTheFirstEpochThenAnExponentialMean() {
    SampledGradient source = source(LOGISTIC, FixedSampler.of(20));
    List<StepReport> reports = new ArrayList<>();
    trainer(new Sgd(), 0.1, ElasticNet.of(0, 0), 25).train(source, zeros(LOGISTIC), reports::add);
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += reports.get(i).objective();
      assertThat(reports.get(i).smoothed()).isCloseTo(sum / (i + 1), within(1e-14));
    }
    double smoothed = sum / 10;
    for (int i = 10; i < 25; i++) {
      smoothed = 0.9 * smoothed + 0.1 * reports.get(i).objective();
      assertThat(reports.get(i).smoothed()).isCloseTo(smoothed, within(1e-14));
      assertThat(reports.get(i).step()).isEqualTo(i);
      assertThat(reports.get(i).rows()).isEqualTo(20L * (i + 1));
      assertThat(reports.get(i).epoch()).isEqualTo(20.0 * (i + 1) / 200);
      assertThat(reports.get(i).fullObjective()).isNaN();
    }
  }

  @Test
  void leastSquaresAndRidgeReachTheNormalEquations() {
    Objective objective = LinearObjective.of(new HalfSquaredLoss(), WIDTH, false);
    List<Block> blocks = data(objective, 200);
    for (double l2 : new double[] {0, 0.3}) {
      double[][] a = new double[WIDTH][WIDTH + 1];
      for (int j = 0; j < WIDTH; j++) {
        a[j][j] = 200 * l2;
      }
      for (Block block : blocks) {
        for (int i = 0; i < block.count(); i++) {
          double[] x = new double[WIDTH];
          block.rows().addScaled(i, 1, x, 0);
          for (int j = 0; j < WIDTH; j++) {
            for (int k = 0; k < WIDTH; k++) {
              a[j][k] += x[j] * x[k];
            }
            a[j][WIDTH] += x[j] * block.label(i);
          }
        }
      }
      SampledGradient source =
          SampledGradient.of(engine.blocks(blocks), objective, new FullSampler(), 0);
      double[] theta =
          trainer(UpdateRules.byName("nesterov", 0.9), 0.2, ElasticNet.of(0, l2), 3000)
              .train(source, zeros(objective), StepListener.none())
              .theta();
      assertThat(theta).containsExactly(solve(a), within(1e-10));
    }
  }

  /** Gauss–Jordan elimination with pivoting. */
  private static double[] solve(double[][] a) {
    int n = a.length;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
      }
      double[] swap = a[c];
      a[c] = a[pivot];
      a[pivot] = swap;
      for (int r = 0; r < n; r++) {
        double factor = r == c ? 0 : a[r][c] / a[c][c];
        for (int k = c; k <= n && factor != 0; k++) {
          a[r][k] -= factor * a[c][k];
        }
      }
    }
    return IntStream.range(0, n).mapToDouble(i -> a[i][n] / a[i][i]).toArray();
  }

  @Test
  void trainsTwiceWithTheSameBitsAndChangesNothingItIsGiven() {
    SampledGradient source = source(LOGISTIC, FixedSampler.of(10));
    double[] start = new Random(1).doubles(WIDTH + 1).toArray();
    double[] before = start.clone();
    Trainer trainer = trainer(UpdateRules.byName("momentum", 0.9), 0.1, ElasticNet.of(0, 0), 30);
    double[] first = trainer.train(source, start, StepListener.none()).theta();
    assertThat(trainer.train(source, start, StepListener.none()).theta()).isEqualTo(first);
    assertThat(start).isEqualTo(before);
  }

  @Test
  void wrongSettingsAreRefused() {
    SampledGradient source = source(LOGISTIC, new FullSampler());
    Trainer trainer = trainer(new Sgd(), 1, ElasticNet.of(0, 0), 1);
    assertThatThrownBy(() -> trainer.train(source, new double[3], StepListener.none()))
        .hasMessageContaining("3 elements, the model 7");
    assertThatThrownBy(() -> StopRule.steps(-1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> StopRule.steps(1).orObjective(Double.NaN, 1))
        .hasMessageContaining("tolerance");
    assertThatThrownBy(() -> StopRule.steps(1).orObjective(0, 0)).hasMessageContaining("window");
    Checkpoint plain = trainer.train(source, zeros(LOGISTIC), StepListener.none()).checkpoint();
    Trainer momentum = trainer(UpdateRules.byName("momentum", 0.5), 1, ElasticNet.of(0, 0), 2);
    assertThatThrownBy(() -> momentum.resume(source, plain, StepListener.none()))
        .hasMessageContaining("momentum[7]");
    LearningRate adaptive = Schedule.parse("adaptive").rate(new RateContext(1, 1, e -> 1, 0));
    Trainer other = Trainer.of(new Sgd(), adaptive, ElasticNet.of(0, 0), StopRule.steps(2));
    assertThatThrownBy(() -> other.resume(source, plain, StepListener.none()))
        .hasMessageContaining("1.best[1]");
  }
}
