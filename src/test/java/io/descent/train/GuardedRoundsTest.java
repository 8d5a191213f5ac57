package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.HuberLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Objective;
import io.descent.objective.PoissonLoss;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.penalty.Box;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalties;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedRoundsTest {
  private static final int WIDTH = HalfZeros.WIDTH;
  private static final int D = WIDTH + 1;

  private record Training(Objective objective, Penalty penalty, long batch, long localSteps) {
    static Training of(Penalty penalty) {
      return new Training(LinearObjective.of(new LogisticLoss(), WIDTH, true), penalty, 1, 1000);
    }

    Svrg source(ShardedBlocks blocks) {
      Smoothness smoothness = Smoothness.of(blocks, objective, penalty);
      double rate = Math.max(1e-3, 1 / smoothness.bound());
      return Svrg.of(blocks, objective, rate, penalty, batch, localSteps, 7).guarded(smoothness);
    }

    Trainer trainer(Svrg source, long steps) {
      return Trainer.of(
          source.synchronising(new Sgd()),
          LearningRates.constant(1),
          penalty,
          StopRule.steps(steps));
    }

    TrainResult run(List<Block> blocks, double[] from, long steps, StepListener listener) {
      try (LocalEngine engine = LocalEngine.of(2)) {
        Svrg source = source(engine.blocks(blocks));
        return trainer(source, steps).train(source, source.start(from), listener);
      }
    }

    double[] model(List<Block> blocks, long steps) {
      int d = objective.layout().dimension();
      return Arrays.copyOf(run(blocks, new double[d], steps, StepListener.none()).theta(), d);
    }

    /** By another way: heavy-ball steps by all rows. */
    double[] optimum(List<Block> blocks, double rate, long steps) {
      try (LocalEngine engine = LocalEngine.of(1)) {
        return Trainer.of(
                Momentum.of(0.9), LearningRates.constant(rate), penalty, StopRule.steps(steps))
            .train(
                SampledGradient.of(engine.blocks(blocks), objective, new FullSampler(), 0),
                new double[objective.layout().dimension()],
                StepListener.none())
            .theta();
      }
    }
  }

  /** Newton's steps, written out: no code of the library but rows. */
  private static double[] newton(List<Block> blocks, double l2, int steps) {
    double[] w = new double[D];
    for (int step = 0; step < steps; step++) {
      double[][] system = new double[D][D + 1];
      double total = 0;
      for (Block block : blocks) {
        for (int row = 0; row < block.count(); row++) {
          double[] x = new double[D];
          block.rows().addScaled(row, 1, x, 0);
          x[WIDTH] = 1;
          double z = 0;
          for (int j = 0; j < D; j++) {
            z += x[j] * w[j];
          }
          double p = 1 / (1 + Math.exp(-z));
          double c = block.weight(row);
          for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
              system[i][j] += c * p * (1 - p) * x[i] * x[j];
            }
            system[i][D] -= c * (p - block.label(row)) * x[i];
          }
          total += c;
        }
      }
      for (int i = 0; i < D; i++) {
        for (int j = 0; j <= D; j++) {
          system[i][j] /= total;
        }
        system[i][i] += i < WIDTH ? l2 : 0;
        system[i][D] -= i < WIDTH ? l2 * w[i] : 0;
      }
      for (int i = 0; i < D; i++) {
        for (int k = 0; k < D; k++) {
          double factor = k == i ? 0 : system[k][i] / system[i][i];
          for (int j = i; j <= D; j++) {
            system[k][j] -= factor * system[i][j];
          }
        }
      }
      for (int j = 0; j < D; j++) {
        w[j] += system[j][D] / system[j][j];
      }
    }
    return w;
  }

  /** A round is two steps. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void isNewtonsMethod(double l2) {
    for (boolean sparse : new boolean[] {false, true}) {
      List<Block> blocks = HalfZeros.blocks(sparse, true, 30, 0, 9, 31);
      for (int rounds = 1; rounds <= 3; rounds++) {
        assertThat(Training.of(ElasticNet.of(0, l2)).model(blocks, rounds))
            .as("%d rounds, sparse %s", rounds, sparse)
            .containsExactly(newton(blocks, l2, 2 * rounds), offset(1e-7));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.03, 0, false", "0.02, 0.02, false", "0.02, 0.02, true", "1, 0, false"})
  void sixPassesLeadToTheOptimumWithZeros(double l1, double l2, boolean factors) {
    ElasticNet net = ElasticNet.of(l1, l2);
    Penalty penalty = factors ? net.withFactors(new double[] {1, 0, 2, 1, 5, 1}) : net;
    List<Block> blocks = HalfZeros.blocks(true, true, 60, 0, 25, 40);
    Training training = Training.of(penalty);
    double[] found = training.model(blocks, 3);
    double[] optimum = training.optimum(blocks, 0.5, 3000);
    assertThat(found).containsExactly(optimum, offset(1e-6));
    for (int j = 0; j < D; j++) {
      assertThat(found[j] == 0).isEqualTo(optimum[j] == 0);
    }
  }

  /** log(1 + eʷ) + log(1 + e⁻ʷ) from w = 4: plain Newton steps go farther out with each. */
  @Test
  void aStepThatLeadsUpIsNotTaken() {
    Block block = Block.of(0, DenseRows.of(2, 1, new double[] {1, 1}), new double[] {0, 1}, null);
    double w = 4;
    for (int k = 0; k < 3; k++) {
      double p = 1 / (1 + Math.exp(-w));
      w -= (p - 0.5) / (p * (1 - p));
    }
    assertThat(Math.abs(w)).isGreaterThan(1e6);
    Training training =
        new Training(LinearObjective.of(new LogisticLoss(), 1, false), Penalties.none(), 1, 9);
    List<Double> objectives = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    TrainResult result =
        training.run(
            List.of(block),
            new double[] {4},
            12,
            step -> {
              objectives.add(step.objective());
              rows.add(step.rows());
            });
    assertThat(result.theta()[0]).isCloseTo(0, offset(1e-7));
    for (int k = 1; k < objectives.size(); k++) {
      assertThat(objectives.get(k)).isLessThanOrEqualTo(objectives.get(k - 1));
    }
    // Two passes over the two rows a round, but one in the round that goes back.
    assertThat(rows.get(11)).isEqualTo(46);
  }

  /** Far from labels of some hundreds no row of this loss has a second derivative. */
  @Test
  void aFlatBeginningIsCrossed() {
    Random random = new Random(4);
    double[] x = random.doubles(200, -1, 1).toArray();
    double[] y = Arrays.stream(x).map(v -> 300 + 50 * v + random.nextGaussian()).toArray();
    List<Block> blocks = List.of(Block.of(0, DenseRows.of(200, 1, x), y, null));
    Training training =
        new Training(LinearObjective.of(HuberLoss.of(1), 1, true), ElasticNet.of(0, 1e-4), 1, 999);
    double[] model = training.model(blocks, 20);
    assertThat(model).containsExactly(training.optimum(blocks, 0.9, 30_000), offset(1e-5));
  }

  /** e to a power: no bound on the curvature, and so no rate that would do. */
  @Test
  void countsOfSomeThousandsAreReached() {
    double[] x = new Random(4).doubles(100, -1, 1).toArray();
    double[] y = Arrays.stream(x).map(v -> Math.rint(Math.exp(8 + 2 * v))).toArray();
    Block block = Block.of(0, DenseRows.of(100, 1, x), y, null);
    Training training =
        new Training(LinearObjective.of(new PoissonLoss(), 1, true), Penalties.none(), 1, 999);
    assertThat(training.model(List.of(block), 25))
        .containsExactly(new double[] {2, 8}, offset(1e-3));
  }

  private static List<Block> many(double scale) {
    int rows = 64 * D + 2;
    List<Block> blocks = new ArrayList<>();
    for (Block block : HalfZeros.blocks(true, true, rows / 2, 0, rows - rows / 2)) {
      double[] x = new double[block.count() * WIDTH];
      for (int row = 0; row < block.count(); row++) {
        double[] one = new double[WIDTH];
        block.rows().addScaled(row, 1, one, 0);
        one[3] *= scale;
        System.arraycopy(one, 0, x, row * WIDTH, WIDTH);
      }
      double[] y = new double[block.count()];
      Arrays.setAll(y, block::label);
      blocks.add(Block.of(block.shard(), DenseRows.of(block.count(), WIDTH, x), y, null));
    }
    return blocks;
  }

  private static double damping(double[] theta) {
    return theta[2 * D + 1];
  }

  /** Where rows are many, corrected updates go on while they are fast. */
  @Test
  void manyRowsOfGoodConditionAreLeftToCorrectedUpdates() {
    Training training = Training.of(ElasticNet.of(0, 0.1));
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(many(1));
      double rate = training.source(blocks).rate();
      Svrg plain = Svrg.of(blocks, training.objective, rate, training.penalty, 1, 1000, 7);
      double[] expected =
          training.trainer(plain, 1).train(plain, new double[D], StepListener.none()).theta();
      double[] theta = training.run(many(1), new double[D], 1, StepListener.none()).theta();
      assertThat(Arrays.copyOf(theta, D)).containsExactly(expected, offset(1e-14));
    }
    double[] later = training.run(many(1), new double[D], 3, StepListener.none()).theta();
    assertThat(damping(later)).isEqualTo(-2);
    assertThat(Arrays.copyOf(later, D))
        .containsExactly(training.optimum(many(1), 0.5, 1000), offset(1e-2));
  }

  @Test
  void manyRowsOfBadConditionAreNot() {
    Training training = Training.of(Penalties.none());
    List<Block> blocks = many(30);
    double[] theta = training.run(blocks, new double[D], 6, StepListener.none()).theta();
    assertThat(damping(theta)).isNotNegative();
    double[] twice = training.model(blocks, 9);
    assertThat(Arrays.copyOf(theta, D)).containsExactly(twice, offset(1e-6));
  }

  /** Of corrected updates, of the change to second derivatives, of steps that were not taken. */
  @Test
  void goesOnFromEveryStepAsIfItHadNotStopped() {
    for (double at : new double[] {0, 9}) {
      Training training = Training.of(ElasticNet.of(1e-4, 1e-4));
      List<Block> blocks = at == 0 ? many(30) : HalfZeros.blocks(true, true, 20, 0, 13);
      double[] from = new double[D];
      Arrays.fill(from, at);
      double[] whole = training.run(blocks, from, 8, StepListener.none()).theta();
      assertThat(whole).hasSize(2 * D + 5);
      for (int stop = 0; stop <= 8; stop++) {
        Checkpoint half = training.run(blocks, from, stop, StepListener.none()).checkpoint();
        try (LocalEngine engine = LocalEngine.of(1)) {
          Svrg source = training.source(engine.blocks(blocks));
          assertThat(training.trainer(source, 8).resume(source, half, StepListener.none()).theta())
              .as("resumed after %d steps", stop)
              .isEqualTo(whole);
        }
      }
    }
  }

  /** Where a round is one step; second derivatives where the model and the penalty allow them. */
  @Test
  void isLeftOutWhereItIsNotPossible() {
    Objective narrow = LinearObjective.of(new LogisticLoss(), WIDTH, true);
    Objective wide = LinearObjective.of(new LogisticLoss(), 1024, true);
    Penalty box = Box.of(new double[WIDTH], new double[] {1, 1, 1, 1, 1, 1});
    assertThat(firstDamping(narrow, ElasticNet.of(1, 1))).isEqualTo(-1);
    assertThat(firstDamping(narrow, box)).isEqualTo(-2);
    assertThat(firstDamping(wide, Penalties.none())).isEqualTo(-2);
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(HalfZeros.blocks(true, true, 20, 9));
      Training often = new Training(narrow, Penalties.none(), 1, 3);
      assertThatThrownBy(() -> often.source(blocks)).hasMessageContaining("7 steps");
    }
  }

  private static double firstDamping(Objective objective, Penalty penalty) {
    try (LocalEngine engine = LocalEngine.of(1)) {
      int d = objective.layout().dimension();
      Svrg source =
          new Training(objective, penalty, 1, 100)
              .source(engine.blocks(HalfZeros.blocks(true, true, 20, 9)));
      return source.start(new double[d])[2 * d + 1];
    }
  }

  /** A row a thousand times as steep as the others, and a box, which leaves it to rates. */
  @Test
  void ratesGrowWhileTheyLeadDown() {
    Objective objective = LinearObjective.of(new LogisticLoss(), 1, false);
    double[] x = new double[400];
    double[] y = new double[400];
    for (int i = 0; i < 400; i++) {
      x[i] = i == 7 ? 1000 : 1;
      y[i] = i % 4 == 0 ? 0 : 1;
    }
    Block block = Block.of(0, DenseRows.of(400, 1, x), y, null);
    Penalty box = Box.of(new double[] {-9}, new double[] {9});
    double meanCurvature = (1e6 + 399) / 400 / 4;
    double first = 1 / Math.sqrt(1e6 / 4 * meanCurvature);
    double[] rates = {first, first, 4 * first, 0.25 / meanCurvature, 0.25 / meanCurvature};
    for (int steps = 0; steps < rates.length; steps++) {
      double[] theta =
          new Training(objective, box, 1, 400)
              .run(List.of(block), new double[1], steps, StepListener.none())
              .theta();
      assertThat(theta[5]).as("after %d rounds", steps).isCloseTo(rates[steps], offset(1e-12));
    }
  }

  /** e to a power again, with bounds: the usual rate leads to infinity, and an eighth of it. */
  @Test
  void ratesThatLeadUpFall() {
    double[] x = new Random(4).doubles(100, -1, 1).toArray();
    double[] y = Arrays.stream(x).map(v -> Math.rint(Math.exp(5 + 2 * v))).toArray();
    Block block = Block.of(0, DenseRows.of(100, 1, x), y, null);
    Objective objective = LinearObjective.of(new PoissonLoss(), 1, true);
    Penalty box = Box.of(new double[] {0}, new double[] {9});
    List<Double> course = new ArrayList<>();
    double[] theta;
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(List.of(block));
      Svrg source =
          Svrg.of(blocks, objective, 0.1, box, 1, 100, 7)
              .guarded(Smoothness.of(blocks, objective, box));
      theta =
          new Training(objective, box, 1, 100)
              .trainer(source, 400)
              .train(source, source.start(new double[2]), s -> course.add(s.objective()))
              .theta();
    }
    assertThat(theta[7]).isLessThan(0.1 / 8);
    assertThat(Arrays.copyOf(theta, 2)).containsExactly(new double[] {2, 5}, offset(1e-2));
    for (int k = 1; k < course.size(); k++) {
      assertThat(course.get(k)).isLessThanOrEqualTo(course.get(k - 1) * (1 + 1e-12));
    }
  }
}
