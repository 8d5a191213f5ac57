package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.LabelDomain;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.objective.Predictions;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.LearningRates;
import io.descent.optim.Nesterov;
import io.descent.penalty.ElasticNet;
import io.descent.sample.BernoulliSampler;
import io.descent.sample.FixedSampler;
import io.descent.sample.FullSampler;
import io.descent.sample.Sampler;
import io.descent.train.Engine;
import io.descent.train.Generated;
import io.descent.train.LoadedBlocks;
import io.descent.train.LocalEngine;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.TrainResult;
import io.descent.train.Trainer;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The strongest promise: cluster equals local, by {@code ==}, however the shards are spread. */
class EnginesAgreeTest {
  private static final int SHARDS = 37;
  private static final int STEPS = 6;

  /** A training to be repeated on every engine. */
  private record Job(String name, Generated data, Objective objective, Sampler sampler) {
    TrainResult on(Engine engine) {
      LoadedBlocks<LossSum> loaded = engine.load(SHARDS, data);
      try (ShardedBlocks blocks = loaded.blocks()) {
        Trainer trainer =
            Trainer.of(
                Nesterov.of(0.9),
                LearningRates.inverseSqrt(0.1),
                ElasticNet.of(1e-3, 1e-2),
                StopRule.steps(STEPS));
        return trainer.train(
            SampledGradient.of(blocks, objective, sampler, 7),
            new double[objective.layout().dimension()],
            StepListener.none());
      }
    }
  }

  private static final List<Job> JOBS =
      List.of(
          new Job(
              "dense, full batch",
              new Generated(20, 30, 30, 2, true, 1),
              LinearObjective.of(new LogisticLoss(), 30, true),
              new FullSampler()),
          new Job(
              "wide and sparse, exact batch",
              new Generated(20, 9000, 12, 2, false, 2),
              LinearObjective.of(new LogisticLoss(), 9000, true),
              FixedSampler.of(17)),
          new Job(
              "classes, Bernoulli",
              new Generated(20, 2000, 15, 3, true, 3),
              SoftmaxObjective.of(3, 2000, true),
              BernoulliSampler.of(0.05)));

  private static List<double[]> expected;

  @BeforeAll
  static void trainOnOneThread() {
    expected = onEvery(LocalEngine.of(1));
  }

  @AfterAll
  static void forget() {
    expected = List.of();
  }

  private static List<double[]> onEvery(Engine engine) {
    try (engine) {
      return JOBS.stream().map(job -> job.on(engine).theta()).toList();
    }
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
    assertSameBits(onEvery(LocalEngine.of(2)));
    assertSameBits(onEvery(LocalEngine.of(5)));
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
        assertSameBits(onEvery(SparkEngine.on(context, partitions)));
      }
    }
  }

  @Test
  void aTaskThatFailsOnceAndTwentyFiveRepeats() {
    try (JavaSparkContext context = context(4, "JavaSerializer")) {
      Job job = JOBS.get(0);
      Job failing = new Job(job.name(), job.data(), new FailsOnce(job.objective()), job.sampler());
      SparkEngine engine = SparkEngine.on(context, 16);
      assertThat(failing.on(engine).theta()).isEqualTo(expected.get(0));
      for (int repeat = 0; repeat < 25; repeat++) {
        assertThat(job.on(engine).theta()).as("repeat %d", repeat).isEqualTo(expected.get(0));
      }
    }
  }

  @Test
  void twoStagesGiveTheBitsOfOne() {
    try (JavaSparkContext context = context(4, "JavaSerializer")) {
      int wide = 600_000;
      Generated data = new Generated(3, wide, 8, 2, false, 4);
      Objective objective = LinearObjective.of(new LogisticLoss(), wide, true);
      Job job = new Job("two stages", data, objective, FixedSampler.of(40));
      assertThat(8L * wide * 30).isGreaterThan(SparkBlocks.ONE_STAGE_BYTES);
      double[] local = job.on(LocalEngine.of(2)).theta();
      assertThat(job.on(SparkEngine.on(context, 30)).theta()).isEqualTo(local);
      assertThat(job.on(SparkEngine.on(context, 1)).theta()).isEqualTo(local);
    }
  }

  /**
   * Throws in the first attempt of the task that holds shard 3, after it has already added to the
   * sum.
   */
  private static final class FailsOnce implements Objective {
    private final Objective inner;

    FailsOnce(Objective inner) {
      this.inner = inner;
    }

    @Override
    public ParameterLayout layout() {
      return inner.layout();
    }

    @Override
    public LabelDomain labelDomain() {
      return inner.labelDomain();
    }

    @Override
    public void accumulate(
        Block block, Selection rows, double[] theta, Draw draw, GradientSum into) {
      inner.accumulate(block, rows, theta, draw, into);
      if (block.shard() == 3 && TaskContext.get().attemptNumber() == 0) {
        throw new IllegalStateException("fails once");
      }
    }

    @Override
    public void evaluate(Block block, double[] theta, LossSum into) {
      inner.evaluate(block, theta, into);
    }

    @Override
    public Predictions predictions(int rows) {
      return inner.predictions(rows);
    }

    @Override
    public void predict(Block block, double[] theta, Predictions out) {
      inner.predict(block, theta, out);
    }
  }
}
