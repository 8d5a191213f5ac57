package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.objective.GradientSum;
import io.descent.objective.LossSum;
import io.descent.objective.ParameterLayout;
import io.descent.optim.EmaAverage;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.RuleTable;
import io.descent.optim.Sgd;
import io.descent.optim.WeightAverage;
import io.descent.optim.WeightAverages;
import io.descent.optim.schedule.RateContext;
import io.descent.optim.schedule.Schedule;
import io.descent.penalty.ElasticNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that goes on from a snapshot in memory is the one that never stopped. */
class ResumeTest {
  private static final int STEPS = 14;

  /** One of every kind, short enough to go through what it does. */
  private static final List<String> SCHEDULES =
      List.of(
          "constant",
          "inverse-sqrt",
          "inverse-time 0.1",
          "invscaling 0.25",
          "optimal",
          "exponential 0.9",
          "natural-exponential 0.05",
          "step 0.5 every 3",
          "multi-step 0.1 at 4 9",
          "polynomial 12",
          "cosine 12",
          "cosine-restarts 5",
          "one-cycle 14",
          "warmup 5, cosine all",
          "plateau patience 1",
          "adaptive patience 1");

  /** A noisy parabola of three weights and an intercept; steps 3 and 4 have no rows. */
  private static final class NoisyParabola implements GradientSource {
    @Override
    public ParameterLayout layout() {
      return ParameterLayout.empty().with("weights", true, 3).with("intercept", false, 1);
    }

    @Override
    public long rows() {
      return 10;
    }

    @Override
    public long stepsPerEpoch() {
      return 2;
    }

    @Override
    public boolean readsAll() {
      return false;
    }

    @Override
    public @Nullable GradientSum gradient(double[] theta, long step) {
      if (step == 3 || step == 4) {
        return null;
      }
      GradientSum sum = GradientSum.of(4);
      double loss = 0;
      for (int j = 0; j < 4; j++) {
        double residual = theta[j] - j + 0.3 * Math.sin(7.0 * step + j);
        sum.add(j, residual);
        loss += 0.5 * residual * residual;
      }
      sum.count(1, loss);
      return sum;
    }

    @Override
    public @Nullable GradientSum fullGradient(double[] theta) {
      return null;
    }

    @Override
    public LossSum evaluate(double[] theta) {
      LossSum sum = new LossSum();
      sum.add(1, 7);
      return sum;
    }
  }

  private static final GradientSource SOURCE = new NoisyParabola();
  private static final double[] START = {0.5, -1, 0, 2};

  static List<RuleTable.Row> rows() {
    return RuleTable.all();
  }

  @Test
  void everyKindOfScheduleIsAmongThem() {
    Set<String> kinds = new TreeSet<>();
    for (String schedule : SCHEDULES) {
      kinds.add(schedule.split("[ ,]", -1)[0]);
    }
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(Schedule.names());
  }

  private static Trainer trainer(
      RuleTable.Row row, LearningRate rate, WeightAverage average, long steps) {
    return Trainer.of(row.rule(), rate, ElasticNet.of(0.01, 0.1), StopRule.steps(steps))
        .averaging(average);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyStepOfEveryScheduleAndAverage(RuleTable.Row row) {
    for (String schedule : row.rule().isIncremental() ? SCHEDULES : List.of("constant")) {
      LearningRate rate =
          Schedule.parse(schedule)
              .rate(new RateContext(0.05, STEPS, epochs -> (long) Math.ceil(2 * epochs), 0.11));
      for (String form : List.of("none", "polyak:3", "bottou:2", "ema:4")) {
        WeightAverage average = WeightAverages.parse(form);
        List<StepReport> whole = new ArrayList<>();
        TrainResult straight = trainer(row, rate, average, STEPS).train(SOURCE, START, whole::add);
        for (int k = 0; k <= STEPS; k++) {
          List<StepReport> parts = new ArrayList<>();
          Checkpoint half =
              trainer(row, rate, average, k).train(SOURCE, START, parts::add).checkpoint();
          TrainResult rest = trainer(row, rate, average, STEPS).resume(SOURCE, half, parts::add);
          String where = schedule + ", " + form + ", at " + k;
          assertThat(rest.theta()).as(where).isEqualTo(straight.theta());
          assertThat(rest.checkpoint().theta()).as(where).isEqualTo(straight.checkpoint().theta());
          assertThat(parts).as(where).isEqualTo(whole);
        }
        assertThat(trainer(row, rate, average, STEPS).train(SOURCE, START, r -> {}).theta())
            .as("a second run")
            .isEqualTo(straight.theta());
      }
    }
  }

  /** Averages count updates, also those that move nothing, and no empty batch. */
  @Test
  void averagedWeightsAreTheMeanOfTheIterates() {
    List<double[]> iterates = new ArrayList<>();
    for (int k = 1; k <= STEPS; k++) {
      if (k != 4 && k != 5) {
        iterates.add(plain(k, WeightAverages.none()).checkpoint().theta());
      }
    }
    double[] mean = new double[4];
    for (double[] iterate : iterates) {
      for (int j = 0; j < 4; j++) {
        mean[j] += iterate[j] / iterates.size();
      }
    }
    assertThat(iterates).hasSize(12);
    TrainResult averaged = plain(STEPS, WeightAverages.parse("polyak"));
    assertThat(averaged.theta()).containsExactly(mean, within(1e-13));
    assertThat(averaged.updates()).isEqualTo(12);
  }

  @Test
  void anAverageIsNeverFedBack() {
    double[] alone = plain(STEPS, WeightAverages.none()).theta();
    for (String form : List.of("polyak", "bottou:3", "ema:2")) {
      TrainResult averaged = plain(STEPS, WeightAverages.parse(form));
      assertThat(averaged.checkpoint().theta()).isEqualTo(alone);
      assertThat(averaged.theta()).isNotEqualTo(alone);
    }
  }

  @Test
  void validationLooksAtTheAverage() {
    List<double[]> asked = new ArrayList<>();
    TrainResult result =
        Trainer.of(
                new Sgd(),
                LearningRates.constant(0.1),
                ElasticNet.of(0.1, 0),
                StopRule.steps(STEPS))
            .averaging(WeightAverages.parse("polyak"))
            .validatedBy(
                theta -> {
                  asked.add(theta.clone());
                  LossSum loss = new LossSum();
                  loss.add(1, 1.0 / asked.size());
                  return loss;
                })
            .train(SOURCE, START, StepListener.none());
    double[] last = asked.get(asked.size() - 1);
    assertThat(result.theta()).isEqualTo(last);
    assertThat(plain(result.modelStep(), WeightAverages.parse("polyak")).theta()).isEqualTo(last);
  }

  private static TrainResult plain(long steps, WeightAverage average) {
    return Trainer.of(
            new Sgd(), LearningRates.constant(0.1), ElasticNet.of(0.1, 0), StopRule.steps(steps))
        .averaging(average)
        .train(SOURCE, START, StepListener.none());
  }

  @Test
  void aSnapshotOfAnotherAverageIsRefused() {
    Checkpoint checkpoint = plain(3, WeightAverages.none()).checkpoint();
    Trainer averaging =
        Trainer.of(new Sgd(), LearningRates.constant(0.1), ElasticNet.of(0, 0), StopRule.steps(5))
            .averaging(EmaAverage.from(0.9, 1));
    assertThatThrownBy(() -> averaging.resume(SOURCE, checkpoint, StepListener.none()))
        .hasMessageContaining("average[4]");
  }
}
