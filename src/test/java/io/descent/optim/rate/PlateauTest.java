package io.descent.optim.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Slots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The schedules that follow the objective, on sequences worked out by hand. */
class PlateauTest {
  private static LearningRate plateau(
      double factor, long patience, double threshold, long cooldown, double floor) {
    return Plateau.of(
        1, new Plateau.Settings(factor, patience, threshold, cooldown, floor), 1, "1.");
  }

  /** The rates of the steps of a row of objectives, one a step. */
  private static double[] rates(LearningRate rate, double... objectives) {
    Slots slots = rate.init();
    double[] rates = new double[objectives.length];
    for (int s = 0; s < objectives.length; s++) {
      rates[s] = rate.at(s, slots);
      rate.observe(s, objectives[s], slots);
    }
    return rates;
  }

  @Test
  void moreThanPatienceBadEpochsReduceTheRate() {
    // Bad: the 5s after the first. After the third one bad is 3 > 2.
    assertThat(rates(plateau(0.5, 2, 0, 0, 0), 5, 5, 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25);
    // A better epoch in between begins the count again.
    assertThat(rates(plateau(0.5, 2, 0, 0, 0), 5, 5, 5, 4, 5, 5, 5, 5))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 0.5);
    assertThat(rates(plateau(0.1, 0, 0, 0, 0), 5, 5, 4, 4)).containsExactly(1, 1, 0.1, 0.1);
  }

  @Test
  void betterMeansByMoreThanTheThresholdOfTheBest() {
    // 10 → 9.1 is no decrease of a tenth, 10 → 9 is one only when it is less than 9.
    assertThat(rates(plateau(0.5, 0, 0.1, 0, 0), 10, 9.1, 8.9, 8.9))
        .containsExactly(1, 1, 0.5, 0.5);
    assertThat(rates(plateau(0.5, 0, 0.1, 0, 0), 10, 9, 8.9)).containsExactly(1, 1, 0.5);
    // The best is not moved by a decrease that is too small: 9.1, 8.95 is still better than 10.
    assertThat(rates(plateau(0.5, 0, 0.1, 0, 0), 10, 9.1, 8.95, 8.1, 8))
        .containsExactly(1, 1, 0.5, 0.5, 0.25);
  }

  @Test
  void aNegativeObjectiveThatDoesNotImproveIsNotBetter() {
    // By best·(1 − threshold) = −9 the second −10 would be better than the first.
    assertThat(rates(plateau(0.5, 0, 0.1, 0, 0), -10, -10, -10.5, -11.5, -11.5))
        .containsExactly(1, 1, 0.5, 0.25, 0.25);
  }

  @Test
  void badEpochsOfTheCooldownAreNotCounted() {
    assertThat(rates(plateau(0.5, 0, 0, 2, 0), 5, 5, 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25);
    assertThat(rates(plateau(0.5, 1, 0, 1, 0), 5, 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void theFloorHoldsAndNeverRaisesTheRate() {
    assertThat(rates(plateau(0.1, 0, 0, 0, 0.04), 5, 5, 5, 5, 5))
        .containsExactly(1, 1, 0.1, 0.04, 0.04);
    assertThat(rates(plateau(0.1, 0, 0, 0, 3), 5, 5, 5)).containsExactly(1, 1, 1);
  }

  @Test
  void anInfiniteObjectiveIsNotBetter() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(rates(plateau(0.5, 0, 0, 0, 0), inf, 5, 5)).containsExactly(1, 0.5, 0.5);
  }

  @Test
  void anEpochIsTheMeanOfItsObservedSteps() {
    Plateau.Settings settings = new Plateau.Settings(0.5, 0, 0, 0, 0);
    LearningRate rate = Plateau.of(1, settings, 3, "1.");
    // Means 4, 3, 3: single steps rise and fall without effect.
    assertThat(rates(rate, 1, 9, 2, 9, 0, 0, 3, 3, 3, 7))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5);
    // Steps without an objective are not told of: the epoch ends with its third observation.
    Slots slots = rate.init();
    for (long step : new long[] {0, 4, 5, 9, 10}) {
      rate.observe(step, 4, slots);
      assertThat(rate.at(step, slots)).isEqualTo(1);
    }
    rate.observe(14, 4, slots);
    assertThat(rate.at(15, slots)).isEqualTo(0.5);
  }

  @Test
  void adaptiveDividesByFiveAfterPatienceEpochs() {
    LearningRate rate = Adaptive.of(1, 2, 0.1, 1, "1.");
    // Epoch 2 improves by more than 0.1, 3 and 4 do not (each moves the best), nor do 5 and 6.
    assertThat(rates(rate, 5, 4, 3.95, 3.9, 3.85, 3.8, 3.8))
        .containsExactly(1, 1, 1, 1, 0.2, 0.2, 0.2 / 5);
    // A decrease of exactly the tolerance is an improvement.
    assertThat(rates(Adaptive.of(1, 1, 0.5, 1, ""), 5, 4.5, 4.25, 4)).containsExactly(1, 1, 1, 0.2);
  }

  @Test
  void adaptiveStaysWhereScikitLearnWouldStop() {
    double[] objectives = new double[40];
    Arrays.fill(objectives, 3);
    double[] rates = rates(Adaptive.of(1e-3, 1, 0, 1, "1."), objectives);
    assertThat(rates[1]).isEqualTo(1e-3);
    // An equal objective is no improvement only with a tolerance.
    assertThat(rates[39]).isEqualTo(1e-3);
    double[] falling = rates(Adaptive.of(1e-3, 1, 1e-9, 1, "1."), objectives);
    assertThat(falling[39]).isCloseTo(1e-3 / 3125, within(1e-18));
    assertThat(falling[7]).isEqualTo(falling[39]);
  }

  /** scikit-learn stops when the rate is no longer above a millionth. */
  @Test
  void adaptiveDividesARateAboveAMillionthOnly() {
    assertThat(rates(Adaptive.of(1e-6, 1, 1, 1, ""), 5, 5, 5)).containsExactly(1e-6, 1e-6, 1e-6);
    double above = Math.nextUp(1e-6);
    assertThat(rates(Adaptive.of(above, 1, 1, 1, ""), 5, 5, 5))
        .containsExactly(above, above, above / 5);
  }

  /** Neither the sum of an epoch nor its last objective: the tolerance is in their unit. */
  @Test
  void theToleranceIsHeldAgainstTheMeanOfTheEpoch() {
    // Means 5, 4.95, 4.8: bad by 0.1, then good, though the sums fall by 0.15 and 0.45.
    assertThat(rates(Adaptive.of(1, 1, 0.1, 3, ""), 4, 6, 5, 7, 2.95, 4.9, 4.8, 4.7, 4.9, 0))
        .containsExactly(1, 1, 1, 1, 1, 1, 0.2, 0.2, 0.2, 0.2);
  }

  @Test
  void adaptiveHasTheRatesThatScikitLearnUsed() throws IOException {
    JsonNode measured =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/reference/schedules.json").toFile())
            .get("scikitLearnAdaptive");
    double[] losses = new double[measured.get("losses").size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = measured.get("losses").get(i).asDouble();
    }
    double[] rates = rates(Adaptive.of(0.05, 5, 1e-3, 1, "1."), losses);
    assertThat(rates[losses.length - 1]).isLessThan(1e-6);
    for (int i = 0; i < losses.length; i++) {
      double expected = measured.get("rates").get(i).asDouble();
      assertThat(rates[i] / expected).as("epoch " + i).isCloseTo(1, within(1e-7));
    }
  }

  @Test
  void inASequenceEachHearsOfItsOwnStepsOnly() {
    Plateau.Settings settings = new Plateau.Settings(0.5, 0, 0, 0, 0);
    LearningRate rate =
        Sequence.of(
            List.of(
                LearningRates.constant(7),
                Plateau.of(1, settings, 1, "2."),
                Plateau.of(2, settings, 1, "3.")),
            List.of(3L, 3L));
    assertThat(rates(rate, 5, 5, 5, 5, 5, 5, 5, 5, 5)).containsExactly(7, 7, 7, 1, 1, 0.5, 2, 2, 1);
    assertThat(rate.init().names()).contains("2.best", "3.best").hasSize(12);
    assertThatThrownBy(() -> Sequence.of(List.of(LearningRates.constant(1)), List.of(3L)))
        .hasMessageContaining("1 schedules with 1 lengths");
    assertThatThrownBy(() -> Sequence.of(List.of(), List.of())).hasMessageContaining("0 schedules");
  }

  /** A rate that is the number of its step, and that remembers which step it was told of. */
  private record Told() implements LearningRate {
    private static final long serialVersionUID = 1L;

    @Override
    public Slots init() {
      return Slots.none().with("told", new double[] {-1});
    }

    @Override
    public double at(long step, Slots slots) {
      return step;
    }

    @Override
    public void observe(long step, double objective, Slots slots) {
      slots.get("told")[0] = step;
    }
  }

  @Test
  void inASequenceEachIsToldOfStepsByItsOwnCount() {
    LearningRate rate =
        Sequence.of(List.of(LearningRates.constant(1), new Told()), List.of(1_000_000_007L));
    Slots slots = rate.init();
    rate.observe(1_000_000_006L, 1, slots);
    assertThat(slots.get("told")[0]).isEqualTo(-1);
    rate.observe(1_000_000_007L, 1, slots);
    assertThat(slots.get("told")[0]).isZero();
    rate.observe(1_000_000_011L, 1, slots);
    assertThat(slots.get("told")[0]).isEqualTo(4);
    assertThat(rate.at(1_000_000_011L, slots)).isEqualTo(4);
  }

  @Test
  void everyScheduleIsMadeOfARateAboveZero() {
    LearningRate next = LearningRates.constant(1);
    Plateau.Settings settings = new Plateau.Settings(0.5, 0, 0, 0, 0);
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      List<ThrowingCallable> made =
          List.of(
              () -> LearningRates.constant(bad),
              () -> LearningRates.inverseSqrt(bad),
              () -> new InverseTime(bad, 1),
              () -> new InverseScaling(bad, 1),
              () -> new Exponential(bad, 0.5, 1, 0, 0),
              () -> new NaturalExponential(bad, 1),
              () -> new StepDecay(bad, 0.5, 1),
              () -> new MultiStep(bad, 0.5, List.of(1L)),
              () -> new Polynomial(bad, 1, 1, 0, 0),
              () -> new Cosine(bad, 1, 0),
              () -> new CosineRestarts(bad, 1, 1, 0),
              () -> new OneCycle(bad, 1, 0.5, 1, 1),
              () -> Plateau.of(bad, settings, 1, ""),
              () -> Adaptive.of(bad, 1, 0, 1, ""));
      for (ThrowingCallable maker : made) {
        assertThatThrownBy(maker)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("rate must be above 0 and finite, got " + bad);
      }
      assertThatThrownBy(() -> new Optimal(bad))
          .hasMessageContaining("penalty must be above 0 and finite, got " + bad);
    }
    assertThatThrownBy(() -> new Warmup(next, 0)).hasMessageContaining("length");
    assertThatThrownBy(() -> new MultiStep(1, 0.5, List.of(3L, -1L)))
        .hasMessage("milestone must be at least 0, got -1");
    assertThatThrownBy(() -> new Exponential(1, 0.5, 1, -1, 0))
        .hasMessage("from must be at least 0, got -1");
    assertThatThrownBy(() -> new Polynomial(1, 1, 1, 0, -1))
        .hasMessage("from must be at least 0, got -1");
    assertThatThrownBy(() -> Plateau.of(1, settings, 0, ""))
        .hasMessage("steps of an epoch must be at least 1, got 0");
    assertThatThrownBy(() -> Sequence.of(List.of(next, next), List.of(0L)))
        .hasMessage("length must be at least 1, got 0");
  }
}
