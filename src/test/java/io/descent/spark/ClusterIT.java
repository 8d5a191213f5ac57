package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.api.Descent;
import io.descent.api.DescentBuilder;
import io.descent.api.Workplace;
import io.descent.files.FileStores;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;
import io.descent.train.StopRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cluster equals local, by {@code ==}, where the executors are processes of their own. */
class ClusterIT {
  private static final int PARTITIONS = 8;

  @TempDir static Path temp;
  private static StandaloneCluster cluster;
  private static List<double[]> expected;

  @BeforeAll
  static void start() {
    cluster = StandaloneCluster.in(temp);
    expected = TrainingJob.allOn(LocalEngine.of(1));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    for (ProcessHandle executor : StandaloneCluster.executors()) {
      executor.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JavaSerializer", "KryoSerializer"})
  void twoProcessesGiveTheBitsOfOneThread(String serializer) throws IOException {
    try (JavaSparkContext context = cluster.context(serializer)) {
      SparkEngine engine = SparkEngine.on(context, PARTITIONS);
      assertThat(executorsOfTasks(context)).hasSize(2).doesNotContain("driver");
      for (int i = 0; i < expected.size(); i++) {
        TrainingJob job = TrainingJob.ALL.get(i);
        assertThat(job.on(engine).theta()).as(job.name()).isEqualTo(expected.get(i));
      }
      for (DescentBuilder training : List.of(table(), sparseLines())) {
        assertThat(weights(training, engine)).isEqualTo(weights(training, LocalEngine.of(1)));
      }
    }
  }

  private static Set<String> executorsOfTasks(JavaSparkContext context) {
    List<Integer> numbers = Collections.nCopies(PARTITIONS, 0);
    return new TreeSet<>(
        context
            .parallelize(numbers, PARTITIONS)
            .map(
                number -> {
                  // Long enough that no executor can do the other's share.
                  TimeUnit.MILLISECONDS.sleep(100);
                  return SparkEnv.get().executorId();
                })
            .collect());
  }

  private static DescentBuilder table() {
    return Descent.builder()
        .data(Path.of("data/breast-cancer.csv").toAbsolutePath().toString())
        .label("target")
        .loss("logistic")
        .rate(0.05)
        .steps(8)
        .shards(23);
  }

  private static DescentBuilder sparseLines() throws IOException {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 700; row++) {
      StringBuilder line = new StringBuilder().append(random.nextInt(2));
      for (int column = random.nextInt(40) + 1; column < 6000; column += 1 + random.nextInt(400)) {
        line.append(' ').append(column).append(':').append(random.nextGaussian());
      }
      lines.add(line.toString());
    }
    Path file = Files.write(temp.resolve("rows.txt"), lines);
    return Descent.builder()
        .data(file.toString())
        .loss("logistic")
        .batchFraction(0.2)
        .steps(8)
        .shards(61);
  }

  private static double[] weights(DescentBuilder training, Engine engine) {
    Workplace place = new Workplace(engine, FileStores.local());
    return training.build().train(place).model().theta();
  }

  @Test
  void executorsThatAreKilledLoseNothing() {
    Removals removals = new Removals();
    try (JavaSparkContext context = cluster.context("JavaSerializer")) {
      context.sc().addSparkListener(removals);
      TrainingJob job = TrainingJob.ALL.get(0);
      List<ProcessHandle> killed = new ArrayList<>();
      double[] theta =
          diesInShard(job, 3, 4)
              .on(
                  SparkEngine.on(context, PARTITIONS),
                  StopRule.steps(TrainingJob.STEPS),
                  report -> {
                    if (report.step() == 1) {
                      ProcessHandle executor = StandaloneCluster.executors().get(0);
                      assertThat(executor.destroyForcibly()).isTrue();
                      killed.add(executor);
                    }
                  })
              .theta();
      assertThat(killed).hasSize(1).noneMatch(ProcessHandle::isAlive);
      assertThat(theta).isEqualTo(expected.get(0));
    }
    // Stopping the context has brought all events; it removes the last two executors in silence.
    assertThat(removals.reasons).hasSizeGreaterThanOrEqualTo(2);
  }

  /** Ends the executor in the midst of a task that has added to the sum. */
  private static TrainingJob diesInShard(TrainingJob job, int shard, long step) {
    return job.with(
        new DelegatingObjective(
            job.objective(),
            (block, now) -> {
              if (now == step && block.shard() == shard && TaskContext.get().attemptNumber() == 0) {
                Runtime.getRuntime().halt(137);
              }
            }));
  }

  private static final class Removals extends SparkListener {
    private final List<String> reasons = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      reasons.add(removed.reason());
    }
  }
}
