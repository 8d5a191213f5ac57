package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.api.Descent;
import io.descent.api.LabeledVector;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Rows;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.sample.FixedSampler;
import io.descent.sample.Shards;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.Generated;
import io.descent.train.ParsedShard;
import io.descent.train.SampledGradient;
import io.descent.train.ShardReader;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.storage.BlockStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** What a step leaves behind, and what it carries: neither may grow. */
class StepCostTest {
  private static final int WIDTH = 20_000;

  @TempDir Path temp;
  private JavaSparkContext context;

  @BeforeEach
  void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("StepCostTest")
                .set("spark.ui.enabled", "false")
                // Else the garbage collection of a forgotten broadcast would tidy up after us.
                .set("spark.cleaner.referenceTracking", "false"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private void train(int steps, StepListener listener) {
    train(WIDTH, steps, listener);
  }

  private void train(int width, int steps, StepListener listener) {
    Objective objective = LinearObjective.of(new LogisticLoss(), width, true);
    try (ShardedBlocks blocks =
        SparkEngine.on(context, 4).load(8, new Generated(20, width, 30, 2, false, 1)).blocks()) {
      Trainer.of(
              new Sgd(), LearningRates.constant(0.1), ElasticNet.of(0, 0.1), StopRule.steps(steps))
          .train(
              SampledGradient.of(blocks, objective, FixedSampler.of(10), 3),
              new double[width + 1],
              listener);
    }
  }

  @Test
  void parametersAreDroppedWithTheirStep() throws InterruptedException {
    List<Long> held = new ArrayList<>();
    train(50, report -> held.add(parametersHeld()));
    assertThat(held).hasSize(50);
    // Dropped in the background: what counts is that they do not pile up.
    long left = parametersHeld();
    for (int wait = 0; left > 2 && wait < 100; wait++) {
      Thread.sleep(100);
      left = parametersHeld();
    }
    assertThat(left).isLessThanOrEqualTo(2);
  }

  /** Broadcast values of θ's size, of which every one also has its serialised piece. */
  private static long parametersHeld() {
    var manager = SparkEnv.get().blockManager();
    return CollectionConverters.asJava(
            manager.getMatchingBlockIds(id -> id.isBroadcast() && !id.name().contains("piece")))
        .stream()
        .map(id -> manager.getStatus(id))
        .filter(status -> status.isDefined() && status.get().memSize() >= 8L * WIDTH)
        .count();
  }

  @Test
  void aStepIsOneJobOfOneStageOfTheSameDepthForever() {
    Stages stages = new Stages();
    context.sc().addSparkListener(stages);
    train(200, StepListener.none());
    context.stop();
    int steps = 200;
    assertThat(stages.depths).hasSizeGreaterThanOrEqualTo(steps);
    List<Integer> last = stages.depths.subList(stages.depths.size() - steps, stages.depths.size());
    assertThat(last).containsOnly(last.get(0));
    // Beside the steps: loading, and the objective at the start.
    assertThat(stages.jobs - steps).isBetween(1, 3);
    assertThat(stages.depths.size() - steps).isBetween(1, 5);
  }

  @Test
  void aShortThetaNeedsNoBroadcast() {
    long before = newBroadcast();
    long[] first = {0};
    int steps = 20;
    train(100, steps, report -> first[0] = report.step() == 0 ? newBroadcast() : first[0]);
    long last = newBroadcast();
    // One a job is the code of its tasks, one is asked for here.
    assertThat(last - first[0]).isEqualTo(steps);
    assertThat(first[0]).isGreaterThan(before);
  }

  /** The number of a broadcast that is made to see how many there were. */
  private long newBroadcast() {
    var broadcast = context.broadcast(0);
    broadcast.destroy();
    return broadcast.id();
  }

  @Test
  void aLongThetaIsAskedForByOneJobMoreAndNotSentWhole() {
    Stages stages = new Stages();
    context.sc().addSparkListener(stages);
    List<Long> longest = new ArrayList<>();
    int steps = 20;
    train(SparkBlocks.LONG_THETA, steps, report -> longest.add(longestBroadcast()));
    context.stop();
    // It was sent whole once, for the objective at the start, and is dropped in the background.
    assertThat(longest.subList(steps - 3, steps)).allMatch(bytes -> bytes < 100_000);
    assertThat(stages.jobs - 2 * steps).isBetween(1, 3);
  }

  private static long longestBroadcast() {
    var manager = SparkEnv.get().blockManager();
    return CollectionConverters.asJava(manager.getMatchingBlockIds(id -> id.isBroadcast())).stream()
        .map(id -> manager.getStatus(id))
        .filter(status -> status.isDefined())
        .mapToLong(status -> status.get().memSize())
        .max()
        .orElse(0);
  }

  private static final class Stages extends SparkListener {
    private final List<Integer> depths = Collections.synchronizedList(new ArrayList<>());
    private volatile int jobs;

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      depths.add(submitted.stageInfo().rddInfos().size());
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void onJobStart(SparkListenerJobStart start) {
      jobs++;
    }
  }

  @Test
  void whatTravelsToATaskDoesNotGrowWithTheModel() {
    int narrow = closureBytes(10);
    assertThat(narrow).isPositive();
    assertThat(closureBytes(1_000_000)).isEqualTo(narrow).isLessThan(4096);
  }

  private static int closureBytes(int width) {
    Captured captured = new Captured();
    SampledGradient.of(
            captured, LinearObjective.of(new LogisticLoss(), width, true), FixedSampler.of(10), 3)
        .gradient(new double[width + 1], 5);
    return new JavaSerializer(new SparkConf(false))
        .newInstance()
        .serialize(captured.function, ClassTag$.MODULE$.apply(Object.class))
        .remaining();
  }

  private static final class Captured implements ShardedBlocks {
    private Object function;

    @Override
    public Shards shards() {
      return Shards.of(20, 30);
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public <T extends Mergeable<T>> T sum(double[] theta, BlockFunction<T> blockFunction) {
      function = blockFunction;
      return null;
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
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cachedBytesAreThoseOfTheArrays(boolean dense) {
    int shards = 8;
    int rows = 10_000;
    ShardReader<ParsedShard<LossSum>> reader =
        (from, to) ->
            IntStream.range(from, to)
                .mapToObj(
                    shard ->
                        ParsedShard.of(
                            Block.of(
                                shard,
                                dense ? denseRows(rows) : sparseRows(rows),
                                new double[rows],
                                new double[rows]),
                            new LossSum()))
                .iterator();
    try (ShardedBlocks blocks = SparkEngine.on(context, 4).load(shards, reader).blocks()) {
      assertThat(blocks.bytes()).isGreaterThan(50L << 20);
      List<BlockStatus> cached = CachedBlocks.now();
      assertThat(cached).hasSize(4).allMatch(status -> status.diskSize() == 0);
      long bytes = cached.stream().mapToLong(BlockStatus::memSize).sum();
      assertThat((double) bytes / blocks.bytes()).isBetween(0.99, 1.1);
      assertThat(context.getPersistentRDDs()).hasSize(1);
    }
    assertThat(context.getPersistentRDDs()).isEmpty();
  }

  private static Rows denseRows(int rows) {
    return DenseRows.of(rows, 100, new double[rows * 100]);
  }

  private static Rows sparseRows(int rows) {
    int entries = 90;
    int[] starts = IntStream.rangeClosed(0, rows).map(row -> row * entries).toArray();
    int[] columns = IntStream.range(0, rows * entries).map(k -> k % entries * 100).toArray();
    return CsrRows.of(entries * 100, starts, columns, new float[rows * entries]);
  }

  @Test
  void rowsWhoseOrderMayChangeAreRefusedUntilTheyAreCheckpointed() {
    context.setCheckpointDir(temp.toString());
    List<LabeledVector> rows = new ArrayList<>();
    for (int row = 0; row < 60; row++) {
      rows.add(LabeledVector.of(row % 2, Vectors.dense(row % 2 + row % 3, 1)));
    }
    JavaRDD<LabeledVector> shuffled = context.parallelize(rows, 4).repartition(3).repartition(5);
    Descent training = Descent.builder().loss("logistic").rate(0.1).batchSize(7).steps(4).build();
    assertThatThrownBy(() -> training.train(shuffled))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("INDETERMINATE")
        .hasMessageContaining("checkpoint");
    JavaRDD<LabeledVector> fixed = context.parallelize(rows, 4).repartition(3).repartition(5);
    fixed.checkpoint();
    assertThat(fixed.count()).isEqualTo(60);
    double[] once = training.train(fixed).model().theta();
    assertThat(training.train(fixed).model().theta()).isEqualTo(once).isNotEqualTo(new double[3]);
  }
}
