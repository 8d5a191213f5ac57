package io.descent.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of schedules, and sequences of them. */
class ScheduleTest {
  private static long stepsOf(double epochs) {
    return (long) Math.ceil(10 * epochs);
  }

  private static LearningRate rate(String schedule, long total) {
    return Schedule.parse(schedule).rate(new RateContext(1, total, ScheduleTest::stepsOf, 0.01));
  }

  private static double at(String schedule, long step) {
    return rate(schedule, 1000).at(step, Slots.none());
  }

  @Test
  void oneAfterTheOtherEachFromItsOwnStart() {
    String text = "warmup 4, constant for 3, cosine 10 end 0.2, step 0.5 every 2";
    double[] warmup = {0.25, 0.5, 0.75, 1};
    for (int s = 0; s < 4; s++) {
      assertThat(at(text, s)).isEqualTo(warmup[s]);
    }
    for (int s = 4; s < 8; s++) {
      assertThat(at(text, s)).as("step " + s).isEqualTo(1);
    }
    assertThat(at(text, 12)).isCloseTo(0.6, within(1e-15));
    assertThat(at(text, 16)).isEqualTo(0.2 + 0.4 * (1 + StrictMath.cos(0.9 * Math.PI)));
    double[] steps = {1, 1, 0.5, 0.5, 0.25};
    for (int s = 0; s < 5; s++) {
      assertThat(at(text, 17 + s)).isEqualTo(steps[s]);
    }
    assertThat(at(text, 17 + 100)).isEqualTo(StrictMath.pow(0.5, 50));
  }

  @Test
  void warmupLeadsToTheFirstRateOfWhatFollows() {
    assertThat(at("warmup 10, one-cycle 100", 9)).isCloseTo(1 / 25.0, within(1e-15));
    assertThat(at("warmup 10, one-cycle 100", 10)).isCloseTo(1 / 25.0, within(1e-15));
    assertThat(at("warmup 10, one-cycle 100", 4)).isCloseTo(0.5 / 25, within(1e-15));
    assertThat(at("warmup 2 for 5, inverse-sqrt", 4)).isEqualTo(1);
    assertThat(at("warmup 2 for 5, inverse-sqrt", 6)).isEqualTo(1 / Math.sqrt(2));
  }

  @ParameterizedTest
  @CsvSource({
    "40, 40",
    "3epochs, 30",
    "1epoch, 10",
    "0.25epochs, 3",
    "5%, 50",
    "0.1%, 1",
    "0.0001%, 1",
    "100%, 1000",
    "all, 1000"
  })
  void stepsMayBeWrittenInEpochsAndShares(String length, int steps) {
    assertThat(rate("polynomial " + length, 1000)).isEqualTo(rate("polynomial " + steps, 1000));
  }

  @Test
  void allIsWhatIsLeft() {
    LearningRate rate = rate("warmup 5%, polynomial all", 200);
    assertThat(rate.at(9, Slots.none())).isEqualTo(1);
    assertThat(rate.at(10, Slots.none())).isEqualTo(1);
    assertThat(rate.at(105, Slots.none())).isCloseTo(0.5, within(1e-15));
    assertThat(rate.at(199, Slots.none())).isCloseTo(1 / 190.0, within(1e-15));
    assertThat(rate.at(200, Slots.none())).isZero();
    LearningRate tooLate = rate("constant for 300, polynomial all", 200);
    assertThat(tooLate.at(300, Slots.none())).isEqualTo(1);
    assertThat(tooLate.at(301, Slots.none())).isZero();
    assertThat(rate("cosine all", Long.MAX_VALUE).at(1000, Slots.none())).isEqualTo(1);
  }

  @Test
  void milestonesAndParametersMayHaveAnyOrder() {
    assertThat(rate("polynomial 9 from 2 power 3 end 0.5", 10))
        .isEqualTo(rate("  polynomial 9   end 0.5 power 3 from 2 ", 10));
    assertThat(at("multi-step 0.5 at 30 10 10", 9)).isEqualTo(1);
    assertThat(at("multi-step 0.5 at 30 10 10", 10)).isEqualTo(0.25);
    assertThat(at("multi-step 0.5 at 30 10 10 for 40, constant", 39)).isEqualTo(0.125);
    assertThat(at("multi-step 0.5 at 30 10 10 for 40, constant", 40)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cosin 10 | there is no schedule cosin; did you mean cosine?",
        "linear | there is no schedule linear; there are constant, inverse-sqrt",
        "Constant | did you mean constant?",
        "'' | a schedule is missing",
        "constant, | a schedule is missing",
        "cosine 10,,constant | a schedule is missing",
        "warmup 10 | nothing follows warmup",
        "constant for 10 | nothing follows constant, which goes on for ever; leave out 'for'",
        "inverse-sqrt, cosine 10 | inverse-sqrt never ends, so nothing can follow it; give it 'for N'",
        "cosine-restarts 5, constant | cosine-restarts never ends",
        "plateau, constant | plateau never ends",
        "constant 5 | constant: '5' is not understood",
        "cosine | cosine: its number is missing",
        "cosine end 0 | cosine: a number of steps was expected, such as 1000, 3epochs, 5% or all, got end",
        "cosine 10 edn 1 | cosine: 'edn' is not understood",
        "cosine 10 end | cosine: no number stands behind end",
        "cosine 10 end 0 end 1 | cosine: 'end' is given twice",
        "cosine 10 11 | cosine: '11' is not understood",
        "cosine 1.5 | a number of steps was expected",
        "cosine -5 | a number of steps was expected",
        "cosine 1e3 | a number of steps was expected",
        "cosine 0 | cosine: length must be at least 1, got 0",
        "cosine 0% | at most 100 is allowed, and only steps may be 0, got 0%",
        "cosine 101% | at most 100 is allowed",
        "cosine -1epochs | at most 1000000 is allowed",
        "cosine 99999999999999999 | at most 9007199254740992 is allowed",
        "cosine 10 end -1 | cosine: end must be at least 0 and finite, got -1.0",
        "cosine 10 end nan | cosine: end: a number was expected, got nan",
        "cosine 10 end 1e999 | cosine: end must be at least 0 and finite, got Infinity",
        "constant for 0, cosine 5 | length must be at least 1, got 0",
        "step 0.5 | step: every is missing",
        "step every 5 | step: a number was expected, got every",
        "step 0.5 every 0 | step: every must be at least 1, got 0",
        "step 1.5 every 5 | step: factor must be in (0, 1], got 1.5",
        "step 0 every 5 | step: factor must be in (0, 1], got 0.0",
        "multi-step 0.5 | multi-step: at is missing",
        "multi-step 0.5 at | multi-step: no number stands behind at",
        "multi-step 0.5 at 1 x | multi-step: at: a number of steps was expected",
        "multi-step 2 at 1 | multi-step: factor must be in (0, 1], got 2.0",
        "inverse-time | inverse-time: its number is missing",
        "inverse-time -1 | inverse-time: decay must be at least 0 and finite, got -1.0",
        "invscaling -1 | invscaling: power must be at least 0 and finite, got -1.0",
        "natural-exponential -1 | natural-exponential: decay must be at least 0",
        "exponential 1.01 | exponential: factor must be in (0, 1], got 1.01",
        "exponential 0.9 every 0 | exponential: every must be at least 1, got 0",
        "exponential 0.9 floor -1 | exponential: floor must be at least 0 and finite",
        "polynomial 10 power 0 | polynomial: power must be above 0 and finite, got 0.0",
        "cosine-restarts 10 times 0 | cosine-restarts: times must be at least 1, got 0",
        "cosine-restarts 10 times 1.5 | cosine-restarts: times: an integer was expected, got 1.5",
        "polynomial 10 power 1e999 | polynomial: power must be above 0 and finite, got Infinity",
        "one-cycle 10 pct-start 0 | one-cycle: pct-start must be in (0, 1), got 0.0",
        "one-cycle 10 div 1e999 | one-cycle: div must be at least 1 and finite, got Infinity",
        "one-cycle 10 pct-start 1 | one-cycle: pct-start must be in (0, 1), got 1.0",
        "one-cycle 10 div 0.5 | one-cycle: div must be at least 1 and finite, got 0.5",
        "one-cycle 10 final-div 0 | one-cycle: final-div must be at least 1 and finite",
        "plateau factor 1 | plateau: factor must be in (0, 1), got 1.0",
        "plateau patience -1 | plateau: patience: an integer was expected, got -1",
        "plateau threshold -1 | plateau: threshold must be at least 0 and finite",
        "plateau floor -1 | plateau: floor must be at least 0 and finite",
        "adaptive patience 0 | adaptive: patience must be at least 1, got 0",
        "adaptive tolerance -1 | adaptive: tolerance must be at least 0 and finite",
      })
  void aWrongTextIsAnsweredWithTheGrammarAndWhatIsWrong(String text, String fault) {
    assertThat(Schedule.fault(text)).contains(fault);
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a schedule is " + Schedule.GRAMMAR + "; got '" + text + "': ")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "inverse-time 0",
        "invscaling 0",
        "natural-exponential 0",
        "exponential 1 every 1 from 0 floor 0",
        "step 1 every 1",
        "multi-step 1 at 0",
        "polynomial 1 end 0 from 0",
        "cosine 9007199254740992 end 0",
        "cosine 1000000epochs",
        "cosine 100%",
        "cosine-restarts 1 times 1",
        "one-cycle 1 div 1 final-div 1",
        "plateau patience 0 threshold 0 cooldown 0 floor 0",
        "plateau patience 999999999",
        "adaptive patience 1 tolerance 0"
      })
  void whatIsAtTheBorderIsAllowed(String text) {
    assertThat(Schedule.fault(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inverse-time K;",
        "step G every N;",
        "multi-step G at N …;",
        "polynomial N [power P=1] [end R=0] [from N=0];",
        "warmup N;",
        "plateau [factor G=0.1] [patience C=10] [threshold X=1e-4] [cooldown C=0] [floor R=0];"
      })
  void theGrammarShowsEachKind(String usage) {
    assertThat(Schedule.GRAMMAR).contains("; " + usage);
  }

  @Test
  void theReadmeExplainsEachKind() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (Kind kind : Kind.ALL) {
      assertThat(readme).contains("\n| `" + kind.usage() + "` | ");
    }
  }

  @Test
  void defaultsAreThoseOfTheGrammar() {
    assertThat(rate("one-cycle 50", 1)).isEqualTo(rate("one-cycle 50 div 25 final-div 1e4", 1));
    assertThat(rate("one-cycle 50", 1)).isEqualTo(rate("one-cycle 50 pct-start 0.3", 1));
    assertThat(rate("exponential 0.9", 1))
        .isEqualTo(rate("exponential 0.9 every 1 from 0 floor 0", 1));
    assertThat(rate("cosine-restarts 9", 1)).isEqualTo(rate("cosine-restarts 9 times 1 end 0", 1));
  }

  @Test
  void optimalMakesItsOwnRateAndNeedsAPenalty() {
    Schedule optimal = Schedule.parse("warmup 5, optimal");
    assertThat(optimal.needsPenalty()).isTrue();
    assertThat(optimal.usesRate()).isFalse();
    assertThat(Schedule.parse("constant for 5, optimal").usesRate()).isTrue();
    assertThat(Schedule.parse("warmup 5, constant").needsPenalty()).isFalse();
    assertThatThrownBy(() -> optimal.rate(new RateContext(1, 1, ScheduleTest::stepsOf, 0)))
        .hasMessageContaining("optimal: strength of the penalty must be above 0");
    assertThatThrownBy(
            () ->
                Schedule.parse("constant")
                    .rate(new RateContext(Double.NaN, 1, ScheduleTest::stepsOf, 0)))
        .hasMessageContaining("rate must be above 0");
  }

  /** Checkpoints hold these names: each begins with the place of its schedule. */
  @Test
  void slotsAreNamedByTheirPlace() {
    assertThat(rate("adaptive", 1).init().names())
        .containsExactly(
            "1.rate", "1.best", "1.bad-epochs", "1.objective-sum", "1.objective-count");
    assertThat(rate("warmup 3, plateau", 1).init().names())
        .containsExactly(
            "2.rate",
            "2.best",
            "2.bad-epochs",
            "2.cooldown",
            "2.objective-sum",
            "2.objective-count");
    assertThat(rate("adaptive for 5, constant for 3, adaptive", 1).init().names())
        .hasSize(10)
        .contains("1.rate", "3.rate");
  }

  /** A training that only its stop rule ends may be given as many steps as a long has. */
  @Test
  void whatBeginsBeyondTheLastStepNeverBegins() {
    String text = "constant for 60%, cosine 60%, polynomial 100% from 100%, polynomial all";
    LearningRate rate = rate(text, Long.MAX_VALUE);
    Slots slots = rate.init();
    assertThat(rate.at(0, slots)).isEqualTo(1);
    assertThat(rate.at(Long.MAX_VALUE / 10 * 5, slots)).isEqualTo(1);
    // The half wave of six tenths began four tenths ago.
    assertThat(rate.at(Long.MAX_VALUE - 1, slots))
        .isCloseTo(0.5 * (1 + Math.cos(Math.PI * 2 / 3)), within(1e-12));
  }

  @Test
  void wordsAreReadByTheTextThatIsShown() {
    Syntax syntax = Syntax.of("R at N … every C [end D=0.5] [for N]");
    assertThat(syntax.text()).isEqualTo("R at N … every C [end D=0.5] [for N]");
    assertThat(syntax.read(List.of("0.1", "every", "3", "at", "7", "2epochs", "for", "9")))
        .containsOnly(
            Map.entry("", List.of(Quantity.number("0.1"))),
            Map.entry("every", List.of(Quantity.count("3"))),
            Map.entry("at", List.of(Quantity.steps("7"), Quantity.steps("2epochs"))),
            Map.entry("for", List.of(Quantity.steps("9"))),
            Map.entry("end", List.of(Quantity.number("0.5"))));
    assertThat(syntax.read(List.of("1", "at", "1", "every", "1", "end", "2")))
        .containsEntry("end", List.of(Quantity.number("2")))
        .doesNotContainKey("for");
    assertThatThrownBy(() -> syntax.read(List.of("1", "at", "1"))).hasMessage("every is missing");
    assertThatThrownBy(() -> syntax.read(List.of("1", "at", "1", "every", "1.5")))
        .hasMessage("every: an integer was expected, got 1.5");
    assertThatThrownBy(() -> syntax.read(List.of())).hasMessage("its number is missing");
    assertThat(Syntax.of("").read(List.of())).isEmpty();
  }
}
