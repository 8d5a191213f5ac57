package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.WeightOrder;
import io.descent.objective.GradientSum;
import io.descent.objective.HalfSquaredLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.SoftmaxObjective;
import io.descent.objective.SquaredHingeLoss;
import io.descent.optim.Adagrad;
import io.descent.optim.Adam;
import io.descent.optim.Ftrl;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Sgd;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.optim.schedule.RateContext;
import io.descent.optim.schedule.Schedule;
import io.descent.penalty.Box;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalties;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import io.descent.sample.RunOrder;
import io.descent.sample.Shards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalStepsTest {
  private static final int WIDTH = HalfZeros.WIDTH;
  private static final long SEED = 11;

  private static Objective logistic() {
    return LinearObjective.of(new LogisticLoss(), WIDTH, true);
  }

  private record Training(
      UpdateRule inner, LearningRate rate, Penalty penalty, long batch, long localSteps) {
    TrainResult run(List<Block> blocks, UpdateRule outer, double outerRate, long steps) {
      try (LocalEngine engine = LocalEngine.of(2)) {
        LocalSteps source = source(engine.blocks(blocks));
        return trainer(source, outer, outerRate, steps)
            .train(source, source.start(new double[WIDTH + 1]), StepListener.none());
      }
    }

    LocalSteps source(ShardedBlocks blocks) {
      return LocalSteps.of(blocks, logistic(), inner, rate, penalty, batch, localSteps, SEED);
    }

    Trainer trainer(LocalSteps source, UpdateRule outer, double outerRate, long steps) {
      return Trainer.of(
          source.synchronising(outer),
          LearningRates.constant(outerRate),
          penalty,
          StopRule.steps(steps));
    }

    double[] model(List<Block> blocks, long steps) {
      return Arrays.copyOf(run(blocks, new Sgd(), 1, steps).theta(), WIDTH + 1);
    }
  }

  /** The definition, written out for momentum with L1 and L2: no code of the library but rows. */
  @ParameterizedTest
  @MethodSource("weighting")
  void isItsDefinition(boolean weighted) {
    List<Block> blocks = HalfZeros.blocks(false, weighted, 20, 0, 9, 31);
    double rate = 0.05;
    double mu = 0.9;
    double l1 = 0.01;
    double l2 = 0.1;
    int batch = 3;
    int k = 4;
    int steps = 7;
    int perEpoch = 3;
    double[] theta = new double[WIDTH + 1];
    double[] buffer = new double[WIDTH + 1];
    for (int step = 0; step < steps; step++) {
      double[] thetas = new double[WIDTH + 1];
      double[] buffers = new double[WIDTH + 1];
      double all = 0;
      for (Block block : blocks) {
        int n = block.count();
        int i = step % perEpoch;
        int from = i * n / perEpoch;
        int to = (i + 1) * n / perEpoch;
        double[] w = theta.clone();
        double[] v = buffer.clone();
        double shardWeight = 0;
        double total = 0;
        for (int row = 0; row < n; row++) {
          total += block.weight(row);
        }
        for (int at = from; at < to; at += batch) {
          double[] g = new double[WIDTH + 1];
          double read = 0;
          int count = Math.min(batch, to - at);
          for (int r = at; r < at + count; r++) {
            int row = RunOrder.of(n, SEED, step / perEpoch, block.shard()).rows(r, r + 1)[0];
            double c = block.weight(row);
            double z = block.rows().dot(row, w, 0) + w[WIDTH];
            double residual = c * (1 / (1 + Math.exp(-z)) - block.label(row));
            block.rows().addScaled(row, residual, g, 0);
            g[WIDTH] += residual;
            read += c;
          }
          shardWeight += read;
          if (read > 0) {
            long t = (long) step * k + (at - from) / batch + 1;
            double effective = rate * (1 - Math.pow(mu, (double) t)) / (1 - mu);
            for (int j = 0; j <= WIDTH; j++) {
              g[j] = g[j] / (count * total / n) + (j < WIDTH ? l2 * w[j] : 0);
              v[j] = mu * v[j] + g[j];
              w[j] -= rate * v[j];
              if (j < WIDTH) {
                w[j] = Math.signum(w[j]) * Math.max(0, Math.abs(w[j]) - effective * l1);
              }
            }
          }
        }
        for (int j = 0; j <= WIDTH; j++) {
          thetas[j] += shardWeight * w[j];
          buffers[j] += shardWeight * v[j];
        }
        all += shardWeight;
      }
      for (int j = 0; j <= WIDTH; j++) {
        theta[j] = thetas[j] / all;
        buffer[j] = buffers[j] / all;
      }
    }
    Training training =
        new Training(
            Momentum.of(mu), LearningRates.constant(rate), ElasticNet.of(l1, l2), batch, k);
    TrainResult result = training.run(blocks, new Sgd(), 1, steps);
    assertThat(Arrays.copyOf(result.theta(), WIDTH + 1)).containsExactly(theta, offset(1e-12));
    assertThat(Arrays.copyOfRange(result.theta(), WIDTH + 1, 2 * (WIDTH + 1)))
        .containsExactly(buffer, offset(1e-12));
  }

  static Stream<Boolean> weighting() {
    return Stream.of(false, true);
  }

  /** Batches of one shard in its order, as a plain training would take them one after the other. */
  @Test
  void oneShardIsOrdinarySgd() {
    List<Block> one = HalfZeros.blocks(false, false, 40);
    double[] plain = new double[0];
    for (int localSteps : new int[] {1, 5, 10, 100}) {
      Training training =
          new Training(
              Adam.of(0.9, 0.999, 1e-8),
              LearningRates.inverseSqrt(0.01),
              ElasticNet.of(0.001, 0.01),
              4,
              localSteps);
      int steps = 3 * (int) LocalPace.of(Shards.of(40), 4, localSteps).stepsPerEpoch();
      double[] local = training.model(one, steps);
      if (localSteps == 1) {
        plain = local;
        assertThat(steps).isEqualTo(30);
      }
      assertThat(local).as("K = %d", localSteps).containsExactly(plain, offset(1e-12));
    }
  }

  static Stream<UpdateRule> sparseRules() {
    return Stream.of(new Sgd(), Adagrad.of(1e-10), Adagrad.of(1e-3, 0.1, 0.5));
  }

  @ParameterizedTest
  @MethodSource("sparseRules")
  void sparseRowsOneByOneAreTheBatchesOfOne(UpdateRule rule) {
    for (boolean weighted : new boolean[] {false, true}) {
      Training training =
          new Training(rule, LearningRates.inverseSqrt(0.3), Penalties.none(), 1, 7);
      double[] sparse = training.model(HalfZeros.blocks(true, weighted, 20, 0, 13), 9);
      double[] dense = training.model(HalfZeros.blocks(false, weighted, 20, 0, 13), 9);
      assertThat(sparse).as(rule + ", " + weighted).containsExactly(dense, offset(1e-12));
      assertThat(sparse[0]).isGreaterThan(0.05);
    }
  }

  static Stream<Objective> families() {
    return Stream.of(
        SoftmaxObjective.of(3, WIDTH, true),
        SoftmaxObjective.of(2, WIDTH, false),
        OneVersusRestObjective.of(new LogisticLoss(), 3, WIDTH, true),
        OneVersusRestObjective.of(new SquaredHingeLoss(), 2, WIDTH, false));
  }

  /** The penalty's proximal steps wait for a row that needs the weight, L2 as well as L1. */
  @ParameterizedTest
  @MethodSource("families")
  void sparseRowsOfModelsOfClassesAreTheBatchesOfOne(Objective objective) {
    for (UpdateRule rule : List.of(new Sgd(), Adagrad.of(1e-10))) {
      for (Penalty penalty : List.of(Penalties.none(), ElasticNet.of(0.01, 0))) {
        double[] sparse = classes(true, objective, rule, penalty);
        assertThat(sparse)
            .as(rule + ", " + penalty)
            .containsExactly(classes(false, objective, rule, penalty), offset(1e-12));
        assertThat(Math.abs(sparse[0])).isGreaterThan(0.01);
      }
    }
  }

  private static double[] classes(
      boolean sparse, Objective objective, UpdateRule rule, Penalty penalty) {
    try (LocalEngine engine = LocalEngine.of(1)) {
      LocalSteps source =
          LocalSteps.of(
              engine.blocks(HalfZeros.blocks(sparse, true, 20, 0, 13)),
              objective,
              rule,
              LearningRates.constant(0.1),
              penalty,
              1,
              7,
              SEED);
      double[] start = source.start(new double[objective.layout().dimension()]);
      return Arrays.copyOf(
          Trainer.of(
                  source.synchronising(new Sgd()),
                  LearningRates.constant(1),
                  penalty,
                  StopRule.steps(9))
              .train(source, start, StepListener.none())
              .theta(),
          objective.layout().dimension());
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theOrderOfWeightsChangesNoBit(Objective objective) {
    Block block = HalfZeros.blocks(true, true, 20).get(0);
    int[] list = RunOrder.of(20, SEED, 0, 0).rows(0, 20);
    double[] factors = {1, 2, 0, 1, 3, 1};
    int size = objective.layout().dimension();
    int margins = ((MarginObjective) objective).margins();
    for (UpdateRule rule : List.of(new Sgd(), Adagrad.of(1e-10))) {
      for (Penalty penalty :
          List.of(
              Penalties.none(),
              ElasticNet.of(0.01, 0.1),
              ElasticNet.of(0.01, 0.1).withFactors(factors))) {
        InnerUpdates inner =
            new InnerUpdates(objective, rule, LearningRates.constant(0.1), penalty, 1);
        List<double[]> ends = new ArrayList<>();
        for (WeightOrder order :
            List.of(WeightOrder.stored(margins, WIDTH), WeightOrder.byFeatures(margins, WIDTH))) {
          double[] state = inner.pack(new double[size], inner.memory());
          Arrays.setAll(state, j -> state[j] + 0.01 * j);
          double[] theta = inner.theta(state, order);
          Slots memory = inner.memory(state, order);
          GradientSum read = RowUpdates.run(inner, block, list, 3, theta, memory, order);
          GradientSum sum = GradientSum.of(state.length);
          sum.count(read);
          inner.addTo(sum, 2, theta, memory, order);
          sum.gradient(1, state);
          ends.add(state);
        }
        assertThat(ends.get(1)).as(rule + ", " + penalty).isEqualTo(ends.get(0));
      }
    }
  }

  static Stream<UpdateRule> rulesThatArrive() {
    return Stream.of(new Sgd(), Adagrad.of(1e-10));
  }

  /** With falling rates both go to the one optimum, however the penalty is paid. */
  @ParameterizedTest
  @MethodSource("rulesThatArrive")
  void penaltiesThatWaitLeadToTheOptimum(UpdateRule rule) {
    Penalty penalty = ElasticNet.of(0.02, 0.05);
    List<Block> blocks = HalfZeros.blocks(true, false, 60, 0, 60);
    boolean plain = rule instanceof Sgd;
    Training training =
        new Training(
            rule,
            plain ? LearningRates.inverseSqrt(0.3) : LearningRates.constant(0.05),
            penalty,
            1,
            5);
    double[] reached = training.model(blocks, 60_000);
    try (LocalEngine engine = LocalEngine.of(1)) {
      double[] optimum =
          Trainer.of(Momentum.of(0.9), LearningRates.constant(0.5), penalty, StopRule.steps(3000))
              .train(
                  SampledGradient.of(engine.blocks(blocks), logistic(), new FullSampler(), 0),
                  new double[WIDTH + 1],
                  StepListener.none())
              .theta();
      assertThat(reached).containsExactly(optimum, offset(0.02));
      assertThat(Arrays.stream(optimum).filter(w -> w == 0).count()).isPositive();
    }
  }

  @Test
  void aWeightThatIsZeroInEveryShardIsZero() {
    Training training =
        new Training(Adagrad.of(1e-10), LearningRates.constant(0.1), ElasticNet.of(100, 0), 1, 5);
    double[] model = training.model(HalfZeros.blocks(true, false, 20, 0, 13), 4);
    assertThat(Arrays.copyOf(model, WIDTH)).containsOnly(0.0);
    assertThat(model[WIDTH]).isNotZero();
  }

  @Test
  void everyRowOnceAnEpochAndAllShardsEndItTogether() {
    List<Block> blocks = HalfZeros.blocks(false, false, 20, 0, 9, 31);
    Training training =
        new Training(new Sgd(), LearningRates.constant(0.1), Penalties.none(), 2, 4);
    List<Long> rows = new ArrayList<>();
    try (LocalEngine engine = LocalEngine.of(2)) {
      LocalSteps source = training.source(engine.blocks(blocks));
      assertThat(source.stepsPerEpoch()).isEqualTo(4);
      training
          .trainer(source, new Sgd(), 1, 8)
          .train(source, source.start(new double[WIDTH + 1]), step -> rows.add(step.rows()));
    }
    assertThat(rows.get(3)).isEqualTo(60);
    assertThat(rows.get(7)).isEqualTo(120);
  }

  @Test
  void anOuterRuleGetsThePseudoGradient() {
    List<Block> blocks = HalfZeros.blocks(false, false, 20, 0, 9);
    Training training =
        new Training(Momentum.of(0.9), LearningRates.constant(0.1), Penalties.none(), 2, 4);
    double[] whole = training.model(blocks, 1);
    double[] half = Arrays.copyOf(training.run(blocks, new Sgd(), 0.5, 1).theta(), WIDTH + 1);
    for (int j = 0; j <= WIDTH; j++) {
      assertThat(half[j]).isCloseTo(whole[j] / 2, offset(1e-15));
    }
    assertThat(training.run(blocks, Momentum.of(0.9), 1, 3).theta())
        .isNotEqualTo(training.run(blocks, new Sgd(), 1, 3).theta());
  }

  @Test
  void constraintsHoldWhateverTheOuterRuleDoes() {
    double[] lower = new double[WIDTH];
    double[] upper = new double[WIDTH];
    Arrays.fill(upper, 0.1);
    Penalty box = Box.of(lower, upper);
    Training training = new Training(new Sgd(), LearningRates.constant(1), box, 2, 4);
    double[] theta =
        training.run(HalfZeros.blocks(false, false, 20, 0, 9), new Sgd(), 3, 5).theta();
    assertThat(Arrays.stream(theta, 0, WIDTH)).allMatch(w -> w >= 0 && w <= 0.1);
  }

  @Test
  void goesOnFromEveryStepAsIfItHadNotStopped() {
    List<Block> blocks = HalfZeros.blocks(true, true, 20, 0, 13);
    Training training =
        new Training(
            Adagrad.of(1e-10), LearningRates.constant(0.1), ElasticNet.of(0.01, 0.01), 1, 7);
    double[] whole = training.run(blocks, Momentum.of(0.5), 1, 9).theta();
    for (int stop = 0; stop <= 9; stop++) {
      Checkpoint half = training.run(blocks, Momentum.of(0.5), 1, stop).checkpoint();
      try (LocalEngine engine = LocalEngine.of(1)) {
        LocalSteps source = training.source(engine.blocks(blocks));
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
  void stepsOfAnEpochCoverTheLargestShard() {
    assertThat(LocalPace.of(Shards.of(10, 3), 1, 10)).isEqualTo(new LocalPace(1, 10));
    assertThat(LocalPace.of(Shards.of(11, 3), 1, 10)).isEqualTo(new LocalPace(2, 6));
    assertThat(LocalPace.of(Shards.of(11, 3), 3, 1)).isEqualTo(new LocalPace(4, 1));
    assertThat(LocalPace.of(Shards.of(11, 3), 3, 3)).isEqualTo(new LocalPace(2, 2));
    assertThat(LocalPace.of(Shards.of(11, 3), Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(new LocalPace(1, 1));
    assertThat(LocalPace.of(Shards.of(0, 0), 1, 1)).isEqualTo(new LocalPace(1, 1));
    LocalPace pace = new LocalPace(3, 1L << 40);
    assertThat(pace.steps(2.5)).isEqualTo(8);
    assertThat(pace.steps(1e300)).isEqualTo(Long.MAX_VALUE);
    assertThat(pace.updates(4)).isEqualTo(1L << 42);
    assertThat(pace.updates(1L << 23)).isEqualTo(Long.MAX_VALUE);
  }

  /** 0.5 ns a byte against 20 ms and 16 ns an element, at a quarter. */
  @Test
  void howOftenToAverageFollowsFromTheCosts() {
    Shards small = Shards.of(100, 50);
    assertThat(LocalPace.localSteps(small, 1, 150 * 600, 10)).isEqualTo(100);
    assertThat(LocalPace.localSteps(small, 8, 150 * 600, 10)).isEqualTo(13);
    // A shard of 800 MB: 400 ms of updates, 100 of them for averages of 20 ms.
    Shards large = Shards.of(1_000_000, 1_000_000);
    assertThat(LocalPace.localSteps(large, 1, 1_600_000_000L, 10)).isEqualTo(250_000);
    assertThat(LocalPace.localSteps(large, 1, 1_600_000_000L, 5_000_000)).isEqualTo(1_000_000);
    assertThat(LocalPace.localSteps(large, 1, 160_000_000_000L, 10)).isEqualTo(31_250);
    assertThat(LocalPace.localSteps(Shards.of(0), 1, 0, 10)).isEqualTo(1);
  }

  @Test
  void rulesAndRatesThatDoNotGoWithItAreRefused() {
    LearningRate plateau = Schedule.parse("plateau").rate(new RateContext(0.1, 10, epochs -> 1, 0));
    assertThatThrownBy(
            () ->
                new Training(new Sgd(), plateau, Penalties.none(), 1, 1)
                    .run(HalfZeros.blocks(false, false, 3), new Sgd(), 1, 1))
        .hasMessageContaining("memory");
    assertThatThrownBy(
            () ->
                new Training(Ftrl.of(1), LearningRates.constant(0.1), Penalties.none(), 1, 1)
                    .run(HalfZeros.blocks(false, false, 3), new Sgd(), 1, 1))
        .hasMessageContaining("does not start from θ");
  }

  @Test
  void theLossIsThatOfTheModelsThatReadTheRows() {
    List<Block> one =
        List.of(Block.of(0, DenseRows.of(1, 1, new double[] {2}), new double[] {3}, null));
    try (LocalEngine engine = LocalEngine.of(1)) {
      Objective squared = LinearObjective.of(new HalfSquaredLoss(), 1, false);
      LocalSteps source =
          LocalSteps.of(
              engine.blocks(one),
              squared,
              new Sgd(),
              LearningRates.constant(0.1),
              Penalties.none(),
              1,
              1,
              0);
      List<Double> objectives = new ArrayList<>();
      Trainer.of(
              source.synchronising(new Sgd()),
              LearningRates.constant(1),
              Penalties.none(),
              StopRule.steps(2))
          .train(source, source.start(new double[1]), s -> objectives.add(s.objective()));
      // θ: 0, then 0.1·2·3 = 0.6.
      assertThat(objectives.get(0)).isEqualTo(4.5);
      assertThat(objectives.get(1)).isCloseTo(0.5 * 1.8 * 1.8, offset(1e-15));
    }
  }
}
