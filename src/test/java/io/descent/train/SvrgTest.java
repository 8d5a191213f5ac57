package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.DenseRows;
import io.descent.linalg.WeightOrder;
import io.descent.objective.HalfSquaredLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.PoissonLoss;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Box;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.GroupLasso;
import io.descent.penalty.Penalties;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import io.descent.sample.RunOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SvrgTest {
  private static final int WIDTH = HalfZeros.WIDTH;
  private static final int D = WIDTH + 1;
  private static final long SEED = 11;

  private static Objective logistic() {
    return LinearObjective.of(new LogisticLoss(), WIDTH, true);
  }

  private record Training(double rate, Penalty penalty, long batch, long localSteps) {
    Svrg source(ShardedBlocks blocks) {
      return Svrg.of(blocks, logistic(), rate, penalty, batch, localSteps, SEED);
    }

    Trainer trainer(Svrg source, UpdateRule outer, double outerRate, long steps) {
      return Trainer.of(
          source.synchronising(outer),
          LearningRates.constant(outerRate),
          penalty,
          StopRule.steps(steps));
    }

    TrainResult run(List<Block> blocks, UpdateRule outer, double outerRate, long steps) {
      try (LocalEngine engine = LocalEngine.of(2)) {
        Svrg source = source(engine.blocks(blocks));
        return trainer(source, outer, outerRate, steps)
            .train(source, source.start(new double[D]), StepListener.none());
      }
    }

    double[] model(List<Block> blocks, long steps) {
      return Arrays.copyOf(run(blocks, new Sgd(), 1, steps).theta(), D);
    }
  }

  /** Adds c·(σ(z) − y)·(x, 1) by a factor to g. */
  private static void addGradient(Block block, int row, double[] w, double factor, double[] g) {
    double z = block.rows().dot(row, w, 0) + w[WIDTH];
    double residual = factor * block.weight(row) * (1 / (1 + Math.exp(-z)) - block.label(row));
    block.rows().addScaled(row, residual, g, 0);
    g[WIDTH] += residual;
  }

  /**
   * The definition, written out: no code of the library but rows.
   *
   * @param implicit whether L2 is a proximal step
   */
  private static double[] defined(
      List<Block> blocks,
      double rate,
      double l1,
      double l2,
      boolean implicit,
      int batch,
      int steps,
      int perRound) {
    double[] theta = new double[D];
    double[] snapshot = new double[D];
    double[] full = new double[D];
    for (int step = 0; step < steps; step++) {
      if (step % perRound == 0) {
        snapshot = theta.clone();
        full = new double[D];
        double total = 0;
        for (Block block : blocks) {
          for (int row = 0; row < block.count(); row++) {
            addGradient(block, row, snapshot, 1, full);
            total += block.weight(row);
          }
        }
        for (int j = 0; j < D; j++) {
          full[j] /= total;
        }
      }
      double[] ends = new double[D];
      double all = 0;
      for (Block block : blocks) {
        int n = block.count();
        int from = step % perRound * n / perRound;
        int to = (step % perRound + 1) * n / perRound;
        double total = 0;
        for (int row = 0; row < n; row++) {
          total += block.weight(row);
        }
        double[] w = theta.clone();
        double read = 0;
        for (int at = from; at < to; at += batch) {
          int count = Math.min(batch, to - at);
          double[] g = full.clone();
          for (int r = at; r < at + count; r++) {
            int row = RunOrder.of(n, SEED, step / perRound, block.shard()).rows(r, r + 1)[0];
            double share = 1 / (count * total / n);
            addGradient(block, row, w, share, g);
            addGradient(block, row, snapshot, -share, g);
            read += block.weight(row);
          }
          for (int j = 0; j < D; j++) {
            double ridge = j < WIDTH ? l2 : 0;
            double moved = w[j] - rate * (g[j] + (implicit ? 0 : ridge * w[j]));
            double threshold = j < WIDTH ? rate * l1 : 0;
            w[j] = Math.signum(moved) * Math.max(0, Math.abs(moved) - threshold);
            w[j] /= implicit ? 1 + rate * ridge : 1;
          }
        }
        for (int j = 0; j < D; j++) {
          ends[j] += read * w[j];
        }
        all += read;
      }
      for (int j = 0; j < D; j++) {
        theta[j] = ends[j] / all;
      }
    }
    return theta;
  }

  /** The largest shard has 31 rows: with K updates of B of them, so many steps are a round. */
  @ParameterizedTest
  @CsvSource({"3, 4, 3", "1, 11, 3", "5, 1000, 1", "1000, 1, 1"})
  void isItsDefinition(int batch, int localSteps, int perRound) {
    for (boolean weighted : new boolean[] {false, true}) {
      for (boolean sparse : new boolean[] {false, true}) {
        List<Block> blocks = HalfZeros.blocks(sparse, weighted, 20, 0, 9, 31);
        Training training = new Training(0.1, ElasticNet.of(0.02, 0.1), batch, localSteps);
        double[] expected =
            defined(blocks, 0.1, 0.02, 0.1, sparse && batch == 1, batch, 7, perRound);
        assertThat(training.model(blocks, 7))
            .as("weighted %s, sparse %s", weighted, sparse)
            .containsExactly(expected, offset(1e-12));
      }
    }
  }

  /** Rows of several margins, one after the other, drift as the updates of dense rows do. */
  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "false, 0.02", "true, 0.02"})
  void severalMarginsWaitAsOneDoes(boolean oneVersusRest, double l1) {
    Objective objective =
        oneVersusRest
            ? OneVersusRestObjective.of(new LogisticLoss(), 2, WIDTH, true)
            : SoftmaxObjective.of(2, WIDTH, true);
    double[][] ends = new double[2][];
    for (int kind = 0; kind < 2; kind++) {
      List<Block> blocks = HalfZeros.blocks(kind == 0, true, 20, 0, 9, 31);
      try (LocalEngine engine = LocalEngine.of(1)) {
        Penalty penalty = ElasticNet.of(l1, 0);
        Svrg source = Svrg.of(engine.blocks(blocks), objective, 0.1, penalty, 1, 11, SEED);
        ends[kind] =
            new Training(0.1, penalty, 1, 11)
                .trainer(source, new Sgd(), 1, 7)
                .train(source, source.start(new double[2 * D]), StepListener.none())
                .theta();
      }
    }
    assertThat(ends[0]).containsExactly(ends[1], offset(1e-13));
    assertThat(ends[0]).hasSize(6 * D);
  }

  @Test
  void theOrderOfWeightsChangesNoBit() {
    Objective objective = SoftmaxObjective.of(3, WIDTH, true);
    Block block = HalfZeros.blocks(true, true, 20).get(0);
    int[] list = RunOrder.of(20, SEED, 0, 0).rows(0, 20);
    int size = objective.layout().dimension();
    double[] model = new double[size];
    double[] point = new double[size];
    double[] gradient = new double[size];
    Arrays.setAll(model, j -> 0.02 * j);
    Arrays.setAll(point, j -> 0.1 - 0.01 * j);
    Arrays.setAll(gradient, j -> Math.sin(j));
    SvrgUpdates updates = new SvrgUpdates(objective, 0.1, ElasticNet.of(0.01, 0.1), 1);
    double[][] ends = new double[2][];
    for (int kind = 0; kind < 2; kind++) {
      WeightOrder order =
          kind == 0 ? WeightOrder.stored(3, WIDTH) : WeightOrder.byFeatures(3, WIDTH);
      double[] theta = order.read(model, 0, size);
      SvrgSnapshot at = new SvrgSnapshot(order.read(point, 0, size), order.read(gradient, 0, size));
      SvrgRows.run(updates, block, list, at, theta, order);
      ends[kind] = new double[size];
      order.addScaled(theta, 1, ends[kind], 0);
    }
    assertThat(ends[1]).isEqualTo(ends[0]).isNotEqualTo(model);
  }

  /** A sparse value takes 12 bytes, or 8; a batch of a group lasso has to pay for all of θ. */
  @Test
  void aBatchIsAsLargeAsThetaIsWide() {
    int wide = 3000;
    int[] starts = new int[801];
    int[] columns = new int[1600];
    for (int i = 0; i < 800; i++) {
      starts[i + 1] = 2 * i + 2;
      columns[2 * i] = i;
      columns[2 * i + 1] = i + 1000;
    }
    Block sparse =
        Block.of(0, CsrRows.of(wide, starts, columns, new float[1600]), new double[800], null);
    Block dense = Block.of(0, DenseRows.of(9, WIDTH, new float[9 * WIDTH]), new double[9], null);
    Penalty groups = GroupLasso.of(0.03, new int[wide]);
    Objective objective = LinearObjective.of(new LogisticLoss(), wide, true);
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(List.of(sparse));
      assertThat(Svrg.batchSize(blocks, objective, ElasticNet.of(1, 1))).isEqualTo(1);
      assertThat(Svrg.batchSize(blocks, objective, groups)).isEqualTo(100);
      Objective narrower = LinearObjective.of(new LogisticLoss(), 400, true);
      // 28 bytes a row, and 4 for where the last of them ends.
      assertThat(Svrg.batchSize(blocks, narrower, groups)).isEqualTo(57);
      assertThat(Svrg.batchSize(engine.blocks(List.of(dense)), logistic(), groups)).isEqualTo(1);
    }
  }

  static Stream<Penalty> penalties() {
    return Stream.of(
        Penalties.none(),
        ElasticNet.of(0.03, 0),
        ElasticNet.of(0, 0.05),
        ElasticNet.of(0.02, 0.02),
        ElasticNet.of(0.02, 0.02).withFactors(new double[] {1, 0, 2, 1, 5, 1}),
        Box.of(new double[WIDTH], new double[] {0.2, 9, 9, 9, 9, 9}),
        GroupLasso.of(0.03, new int[] {0, 0, 1, 1, 2, 2}));
  }

  /** Shards of other sizes, weights, both kinds of rows, several averages a round. */
  @ParameterizedTest
  @MethodSource("penalties")
  void aConstantRateLeadsToTheOptimum(Penalty penalty) {
    for (boolean sparse : new boolean[] {false, true}) {
      List<Block> blocks = HalfZeros.blocks(sparse, true, 60, 0, 25, 40);
      double[] optimum;
      try (LocalEngine engine = LocalEngine.of(1)) {
        optimum =
            Trainer.of(Momentum.of(0.9), LearningRates.constant(0.5), penalty, StopRule.steps(3000))
                .train(
                    SampledGradient.of(engine.blocks(blocks), logistic(), new FullSampler(), 0),
                    new double[D],
                    StepListener.none())
                .theta();
      }
      for (long localSteps : new long[] {20, 1000}) {
        assertThat(new Training(0.15, penalty, 1, localSteps).model(blocks, 2500))
            .as("sparse %s, K %d", sparse, localSteps)
            .containsExactly(optimum, offset(1e-9));
      }
    }
  }

  @Test
  void goesOnFromEveryStepAsIfItHadNotStopped() {
    List<Block> blocks = HalfZeros.blocks(true, true, 20, 0, 13);
    Training training = new Training(0.1, ElasticNet.of(0.01, 0.01), 1, 7);
    double[] whole = training.run(blocks, Momentum.of(0.5), 1, 9).theta();
    assertThat(whole).hasSize(3 * D);
    for (int stop = 0; stop <= 9; stop++) {
      Checkpoint half = training.run(blocks, Momentum.of(0.5), 1, stop).checkpoint();
      try (LocalEngine engine = LocalEngine.of(1)) {
        Svrg source = training.source(engine.blocks(blocks));
        assertThat(
                training
                    .trainer(source, Momentum.of(0.5), 1, 9)
                    .resume(source, half, StepListener.none())
                    .theta())
            .as("resumed after %d steps", stop)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void aSnapshotIsAPassOverTheRows() {
    List<Block> blocks = HalfZeros.blocks(false, false, 20, 0, 10);
    List<Long> rows = new ArrayList<>();
    List<Double> objectives = new ArrayList<>();
    try (LocalEngine engine = LocalEngine.of(2)) {
      Training training = new Training(0.1, Penalties.none(), 1, 10);
      Svrg source = training.source(engine.blocks(blocks));
      assertThat(source.stepsPerEpoch()).isEqualTo(1);
      training
          .trainer(source, new Sgd(), 1, 4)
          .train(
              source,
              source.start(new double[D]),
              step -> {
                rows.add(step.rows());
                objectives.add(step.objective());
              });
      double afterRound = source.evaluate(training.run(blocks, new Sgd(), 1, 2).theta()).mean();
      assertThat(objectives.get(2)).isCloseTo(afterRound, offset(1e-15));
    }
    assertThat(rows).containsExactly(45L, 60L, 105L, 120L);
    assertThat(objectives.get(0)).isCloseTo(Math.log(2), offset(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 2, 1",
    "1000, 0.1, 1",
    "1000, 2.1, 2",
    "1000, 10, 5",
    "1000, 1e300, 9223372036854775807",
    "7, 2, 3",
    "7, 1, 1",
    "7, 1.3, 1",
    "7, 1.4, 2",
    "7, 5, 7",
    "7, 5.5, 8",
    "7, 6, 9"
  })
  void stepsOfSomePasses(long localSteps, double epochs, long steps) {
    try (LocalEngine engine = LocalEngine.of(1)) {
      Training training = new Training(0.1, Penalties.none(), 1, localSteps);
      assertThat(
              training.source(engine.blocks(HalfZeros.blocks(false, false, 20, 9))).steps(epochs))
          .isEqualTo(steps);
    }
  }

  @Test
  void rowsWithoutWeightChangeNothing() {
    Block nothing =
        Block.of(0, DenseRows.of(2, WIDTH, new double[2 * WIDTH]), new double[2], new double[2]);
    TrainResult result =
        new Training(0.1, Penalties.none(), 1, 5).run(List.of(nothing), new Sgd(), 1, 3);
    assertThat(result.theta()).containsOnly(0.0);
    assertThat(result.updates()).isZero();
    assertThatThrownBy(() -> new Training(0, Penalties.none(), 1, 5).model(List.of(nothing), 1))
        .hasMessageContaining("rate");
  }

  @Test
  void theBoundIsThatOfTheSteepestRow() {
    Block block =
        Block.of(
            0,
            DenseRows.of(3, 2, new double[] {3, 4, 1, 1, 100, 0}),
            new double[] {1, 0, 1},
            new double[] {1, 5, 0});
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(List.of(block));
      Objective squared = LinearObjective.of(new HalfSquaredLoss(), 2, true);
      Penalty none = Penalties.none();
      // Weights are half, five halves of their mean and 0: 26/2 and 3·5/2.
      assertThat(Smoothness.of(blocks, squared, none).bound()).isEqualTo(13);
      assertThat(Smoothness.of(blocks, squared, ElasticNet.of(9, 2)).bound()).isEqualTo(15);
      assertThat(
              Smoothness.of(blocks, squared, ElasticNet.of(0, 2).withFactors(new double[] {1, 4}))
                  .bound())
          .isEqualTo(21);
      Objective plain = LinearObjective.of(new LogisticLoss(), 2, false);
      assertThat(Smoothness.of(blocks, plain, none).bound()).isEqualTo(25 / 8.0);
      assertThat(Smoothness.of(blocks, SoftmaxObjective.of(3, 2, false), none).bound())
          .isEqualTo(25 / 4.0);
      Objective poisson = LinearObjective.of(new PoissonLoss(), 2, false);
      assertThat(Smoothness.of(blocks, poisson, none).bound()).isInfinite();
    }
  }
}
