package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.Adagrad;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import io.descent.sample.Deal;
import io.descent.sample.FixedSampler;
import io.descent.train.Engine;
import io.descent.train.Generated;
import io.descent.train.LocalEngine;
import io.descent.train.LocalSteps;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.Smoothness;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Svrg;
import io.descent.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strongest promise: cluster equals local, by {@code ==}, however the shards are spread. */
class EnginesAgreeTest {
  private static final List<TrainingJob> JOBS = TrainingJob.ALL;

  private static List<double[]> expected;

  @BeforeAll
  static void trainOnOneThread() {
    expected = TrainingJob.allOn(LocalEngine.of(1));
  }

  @AfterAll
  static void forget() {
    expected = List.of();
  }

  private static void assertSameBits(List<double[]> actual) {
    for (int i = 0; i < JOBS.size(); i++) {
      assertThat(actual.get(i)).as(JOBS.get(i).name()).isEqualTo(expected.get(i));
    }
  }

  @Test
  void theTrainingsMoveEveryParameterTheyShould() {
    assertThat(Arrays.stream(expected.get(0)).filter(w -> w != 0).count()).isGreaterThan(20);
    assertThat(expected.get(1)).contains(0.0);
    assertThat(expected.get(1)[0]).isGreaterThan(0.05);
  }

  @Test
  void threadsOfOneProcess() {
    assertSameBits(TrainingJob.allOn(LocalEngine.of(2)));
    assertSameBits(TrainingJob.allOn(LocalEngine.of(5)));
  }

  private static JavaSparkContext context(int cores, String serializer) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[" + cores + ",4]")
            .setAppName("EnginesAgreeTest")
            .set("spark.ui.enabled", "false")
            .set("spark.serializer", "org.apache.spark.serializer." + serializer));
  }

  @ParameterizedTest
  @CsvSource({"1, JavaSerializer", "4, JavaSerializer", "1, KryoSerializer", "4, KryoSerializer"})
  void partitionsCoresAndSerializers(int cores, String serializer) {
    try (JavaSparkContext context = context(cores, serializer)) {
      for (int partitions : new int[] {1, 2, 7, 64}) {
        assertSameBits(TrainingJob.allOn(SparkEngine.on(context, partitions)));
      }
    }
  }

  @Test
  void aTaskThatFailsOnceAndTwentyFiveRepeats() {
    try (JavaSparkContext context = context(4, "JavaSerializer")) {
      TrainingJob job = JOBS.get(0);
      TrainingJob failing =
          job.with(
              new DelegatingObjective(
                  job.objective(),
                  (block, step) -> {
                    if (block.shard() == 3 && TaskContext.get().attemptNumber() == 0) {
                      throw new IllegalStateException("fails once, after it has added to the sum");
                    }
                  }));
      SparkEngine engine = SparkEngine.on(context, 16);
      assertThat(failing.on(engine).theta()).isEqualTo(expected.get(0));
      for (int repeat = 0; repeat < 25; repeat++) {
        assertThat(job.on(engine).theta()).as("repeat %d", repeat).isEqualTo(expected.get(0));
      }
    }
  }

  /** Local SGD over shards of other sizes, with an outer momentum; sparse rows one by one. */
  private static double[] localSteps(Engine engine, Generated data, long batch) {
    try (ShardedBlocks loaded = engine.load(37, data).blocks();
        ShardedBlocks blocks = loaded.deal(Deal.of(loaded.shards(), 3))) {
      Penalty penalty = ElasticNet.of(1e-3, 1e-2);
      LocalSteps source =
          LocalSteps.of(
              blocks,
              LinearObjective.of(new LogisticLoss(), 900, true),
              Adagrad.of(1e-10),
              LearningRates.inverseSqrt(0.3),
              penalty,
              batch,
              6,
              5);
      return Trainer.of(
              source.synchronising(Momentum.of(0.5)),
              LearningRates.constant(0.7),
              penalty,
              StopRule.steps(9))
          .train(source, source.start(new double[901]), StepListener.none())
          .theta();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void localStepsToo(long batch) {
    double[] theta = agreed((engine, data) -> localSteps(engine, data, batch));
    assertThat(Arrays.stream(theta).filter(w -> w != 0).count()).isGreaterThan(300);
  }

  /** What a training gives on one thread, and on Spark in any number of partitions. */
  private static double[] agreed(BiFunction<Engine, Generated, double[]> training) {
    return agreed(new Generated(20, 900, 12, 2, true, 8), training);
  }

  private static double[] agreed(Generated data, BiFunction<Engine, Generated, double[]> training) {
    double[] local;
    try (LocalEngine engine = LocalEngine.of(1)) {
      local = training.apply(engine, data);
    }
    for (String serializer : List.of("JavaSerializer", "KryoSerializer")) {
      try (JavaSparkContext context = context(4, serializer)) {
        for (int partitions : new int[] {1, 7, 64}) {
          assertThat(training.apply(SparkEngine.on(context, partitions), data))
              .as(serializer + ", " + partitions)
              .isEqualTo(local);
        }
      }
    }
    return local;
  }

  /**
   * Corrected steps over shards of other sizes, with an outer momentum, several averages a round.
   */
  private static double[] reducedVariance(Engine engine, Generated data, long batch) {
    try (ShardedBlocks blocks = engine.load(37, data).blocks()) {
      Penalty penalty = ElasticNet.of(1e-3, 1e-2);
      Objective objective = LinearObjective.of(new LogisticLoss(), 900, true);
      double rate = 1 / Smoothness.of(blocks, objective, penalty).bound();
      Svrg source = Svrg.of(blocks, objective, rate, penalty, batch, 6, 5);
      return Trainer.of(
              source.synchronising(Momentum.of(0.5)),
              LearningRates.constant(0.7),
              penalty,
              StopRule.steps(9))
          .train(source, source.start(new double[901]), StepListener.none())
          .theta();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void stepsOfReducedVarianceToo(long batch) {
    double[] theta = agreed((engine, data) -> reducedVariance(engine, data, batch));
    assertThat(Arrays.stream(theta, 0, 901).filter(w -> w != 0).count()).isGreaterThan(100);
  }

  /** Rounds with second derivatives; three margins a row. */
  private static double[] secondOrder(Engine engine, Generated data) {
    try (ShardedBlocks blocks = engine.load(37, data).blocks()) {
      Penalty penalty = ElasticNet.of(1e-3, 1e-3);
      Objective objective = SoftmaxObjective.of(3, 40, true);
      Smoothness smoothness = Smoothness.of(blocks, objective, penalty);
      Svrg source =
          Svrg.of(blocks, objective, 1 / smoothness.bound(), penalty, 1, 99, 5).guarded(smoothness);
      return Trainer.of(
              source.synchronising(new Sgd()),
              LearningRates.constant(1),
              penalty,
              StopRule.steps(3))
          .train(source, source.start(new double[123]), StepListener.none())
          .theta();
    }
  }

  @Test
  void roundsWithSecondDerivativesToo() {
    double[] theta = agreed(new Generated(20, 40, 12, 3, true, 8), EnginesAgreeTest::secondOrder);
    assertThat(theta).hasSize(2 * 123 + 5);
    assertThat(Arrays.stream(theta, 0, 123).filter(w -> w != 0).count()).isGreaterThan(60);
  }

  /** Only what is read of θ is sent, and only what is touched of it is updated. */
  @Test
  void updatesOfALongTheta() {
    int d = SparkBlocks.LONG_THETA;
    Generated data = new Generated(9, d, 12, 2, true, 6);
    Objective objective = LinearObjective.of(new LogisticLoss(), d, true);
    double[] local = unpenalised(LocalEngine.of(2), data, objective);
    assertThat(Arrays.stream(local).filter(w -> w != 0).count()).isBetween(500L, 5000L);
    try (JavaSparkContext context = context(4, "KryoSerializer")) {
      for (int partitions : new int[] {1, 7, 37}) {
        assertThat(unpenalised(SparkEngine.on(context, partitions), data, objective))
            .isEqualTo(local);
      }
    }
  }

  private static double[] unpenalised(Engine engine, Generated data, Objective objective) {
    try (engine;
        ShardedBlocks blocks = engine.load(37, data).blocks()) {
      return Trainer.of(
              Adagrad.of(1e-10),
              LearningRates.inverseSqrt(0.3),
              ElasticNet.of(0, 0),
              StopRule.steps(9))
          .train(
              SampledGradient.of(blocks, objective, FixedSampler.of(25), 4),
              new double[objective.layout().dimension()],
              StepListener.none())
          .theta();
    }
  }

  @Test
  void twoStagesGiveTheBitsOfOne() {
    try (JavaSparkContext context = context(4, "JavaSerializer")) {
      int wide = 600_000;
      Generated data = new Generated(3, wide, 8, 2, false, 4);
      Objective objective = LinearObjective.of(new LogisticLoss(), wide, true);
      TrainingJob job = new TrainingJob("two stages", data, objective, FixedSampler.of(40));
      assertThat(8L * wide * 30).isGreaterThan(SparkBlocks.ONE_STAGE_BYTES);
      double[] local = job.on(LocalEngine.of(2)).theta();
      assertThat(job.on(SparkEngine.on(context, 30)).theta()).isEqualTo(local);
      assertThat(job.on(SparkEngine.on(context, 1)).theta()).isEqualTo(local);
    }
  }
}
