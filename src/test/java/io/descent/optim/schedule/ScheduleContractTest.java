package io.descent.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every schedule keeps, and its values by its definition; {@code reference/schedules.py} made
 * the numbers.
 */
class ScheduleContractTest {
  private static final JsonNode REFERENCE = reference();

  private static JsonNode reference() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/test/resources/reference/schedules.json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RateContext context(double penalty) {
    double stepsPerEpoch = REFERENCE.get("stepsPerEpoch").asDouble();
    return new RateContext(
        REFERENCE.get("rate").asDouble(),
        REFERENCE.get("totalSteps").asLong(),
        epochs -> (long) Math.ceil(epochs * stepsPerEpoch),
        penalty);
  }

  private static LearningRate rate(String schedule) {
    return Schedule.parse(schedule).rate(context(REFERENCE.get("penalty").asDouble()));
  }

  static Stream<JsonNode> formulas() {
    List<JsonNode> rows = new ArrayList<>();
    REFERENCE.get("formulas").forEach(rows::add);
    return rows.stream();
  }

  static Stream<JsonNode> measured() {
    List<JsonNode> rows = new ArrayList<>();
    REFERENCE.get("scikitLearn").forEach(rows::add);
    return rows.stream();
  }

  static List<String> schedules() {
    List<String> all =
        formulas().map(row -> row.get("schedule").asText()).collect(Collectors.toList());
    all.add("plateau");
    all.add("adaptive patience 1");
    all.add("warmup 3, plateau for 40, adaptive for 2epochs, plateau patience 2");
    all.add("exponential 0.001");
    all.add("one-cycle 1");
    all.add("one-cycle 2");
    all.add("one-cycle 10 pct-start 0.1");
    all.add("cosine-restarts 1 times 900000000");
    return all;
  }

  @Test
  void everyKindIsAmongThem() {
    TreeSet<String> seen = new TreeSet<>();
    for (String schedule : schedules()) {
      for (String part : schedule.split(", ", -1)) {
        seen.add(part.split(" ", -1)[0]);
      }
    }
    assertThat(seen).isEqualTo(new TreeSet<>(Schedule.names()));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void followsItsDefinition(JsonNode row) {
    LearningRate rate = rate(row.get("schedule").asText());
    Slots slots = rate.init();
    for (int i = 0; i < row.get("rates").size(); i++) {
      long step = REFERENCE.get("steps").get(i).asLong();
      double expected = row.get("rates").get(i).asDouble();
      assertThat(rate.at(step, slots)).as("step " + step).isCloseTo(expected, within(1e-12));
      if (expected > 1e-9) {
        assertThat(rate.at(step, slots) / expected).as("step " + step).isCloseTo(1, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("measured")
  void isTheRateThatScikitLearnUsed(JsonNode row) {
    LearningRate rate =
        Schedule.parse(row.get("schedule").asText()).rate(context(row.get("penalty").asDouble()));
    for (int s = 0; s < row.get("rates").size(); s++) {
      double expected = row.get("rates").get(s).asDouble();
      assertThat(rate.at(s, Slots.none()) / expected).as("step " + s).isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void isFiniteAndNeverNegativeAndAboveZeroAtFirst(String schedule) {
    LearningRate rate = rate(schedule);
    Slots slots = rate.init();
    for (long step = 0; step < 2000; step++) {
      assertThat(rate.at(step, slots)).as("step " + step).isFinite().isNotNegative();
    }
    for (long step : new long[] {1L << 31, 1L << 53, Long.MAX_VALUE - 1}) {
      assertThat(rate.at(step, slots)).as("step " + step).isFinite().isNotNegative();
    }
    assertThat(rate.at(0, slots)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void isAFunctionOfTheStepInWhateverOrderItIsAsked(String schedule) {
    LearningRate rate = rate(schedule);
    Slots slots = rate.init();
    double[] first = new double[300];
    for (int step = 0; step < first.length; step++) {
      first[step] = rate.at(step, slots);
    }
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      int step = random.nextInt(first.length);
      assertThat(rate.at(step, slots)).as("step " + step).isEqualTo(first[step]);
    }
    assertSame(slots, rate.init());
    LearningRate again = rate(schedule);
    for (int step = 0; step < first.length; step++) {
      assertThat(again.at(step, again.init())).isEqualTo(first[step]);
    }
  }

  private static void assertSame(Slots a, Slots b) {
    a.checkSameShape(b);
    for (String name : a.names()) {
      assertThat(a.get(name)).as(name).isEqualTo(b.get(name));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void goesOnFromACopyOfItsSlotsAndFromABytesCopyOfItself(String schedule) throws Exception {
    LearningRate rate = rate(schedule);
    Random random = new Random(5);
    double[] objectives = random.doubles(300, 0.5, 1).toArray();
    List<Double> whole = new ArrayList<>();
    List<Slots> memories = new ArrayList<>();
    Slots slots = rate.init();
    for (int step = 0; step < objectives.length; step++) {
      memories.add(slots.copy());
      whole.add(rate.at(step, slots));
      rate.observe(step, objectives[step], slots);
    }
    LearningRate copy = copy(rate);
    for (int k = 0; k < objectives.length; k += 7) {
      Slots resumed = memories.get(k);
      for (int step = k; step < objectives.length; step++) {
        assertThat(copy.at(step, resumed)).as(k + " and " + step).isEqualTo(whole.get(step));
        copy.observe(step, objectives[step], resumed);
      }
      assertSame(resumed, slots);
    }
  }

  private static LearningRate copy(LearningRate rate) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rate);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (LearningRate) in.readObject();
    }
  }

  @Test
  void optaxPolynomial() {
    LearningRate rate =
        Schedule.parse("polynomial 100 power 2 end 0.01 from 5")
            .rate(new RateContext(1, 1000, epochs -> 1, 0));
    double[] published = {1.0000, 0.9803, 0.0101, 0.0100};
    long[] steps = {5, 6, 104, 105};
    for (int i = 0; i < steps.length; i++) {
      assertThat(rate.at(steps[i], Slots.none())).isCloseTo(published[i], within(5e-5));
    }
    assertThat(rate.at(0, Slots.none())).isEqualTo(1);
    assertThat(rate.at(105, Slots.none())).isEqualTo(0.01);
    assertThat(rate.at(1_000_000, Slots.none())).isEqualTo(0.01);
  }

  @Test
  void cosineStaysAtItsEndAndRestartsReturnToTheTop() {
    LearningRate once = rate("cosine 10 end 0.01");
    LearningRate again = rate("cosine-restarts 10 times 3 end 0.01");
    assertThat(once.at(10, Slots.none())).isEqualTo(0.01);
    assertThat(once.at(15, Slots.none())).isEqualTo(0.01);
    for (long start : new long[] {0, 10, 40, 130, 400}) {
      assertThat(again.at(start, Slots.none())).as("step " + start).isEqualTo(0.3);
      assertThat(again.at(start + 1, Slots.none())).isLessThan(0.3);
    }
    assertThat(again.at(39, Slots.none())).isLessThan(0.011);
  }

  @Test
  void oneCycleRisesToTheRateAndFallsFarBelowItsStart() {
    LearningRate rate = rate("one-cycle 100");
    assertThat(rate.at(0, Slots.none())).isCloseTo(0.3 / 25, within(1e-15));
    assertThat(rate.at(29, Slots.none())).isEqualTo(0.3);
    assertThat(rate.at(99, Slots.none())).isCloseTo(0.3 / 25 / 1e4, within(1e-15));
    assertThat(rate("one-cycle 1").at(0, Slots.none())).isEqualTo(0.3);
    assertThat(rate("one-cycle 2").at(0, Slots.none())).isEqualTo(0.3);
    assertThat(rate("one-cycle 2").at(1, Slots.none())).isCloseTo(1.2e-6, within(1e-15));
    assertThat(rate("one-cycle 10 pct-start 0.1").at(0, Slots.none())).isEqualTo(0.3);
  }

  @Test
  void aFloorHolds() {
    assertThat(rate("exponential 0.5 floor 0.1").at(5000, Slots.none())).isEqualTo(0.1);
    assertThat(rate("exponential 0.5").at(5000, Slots.none())).isZero();
  }
}
