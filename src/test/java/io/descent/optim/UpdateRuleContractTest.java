package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule and every wrapper keeps. */
class UpdateRuleContractTest {
  static List<RuleTable.Row> all() {
    return RuleTable.all();
  }

  private static double[] noisy(double[] x, long t) {
    double[] gradient = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      gradient[j] = 2 * x[j] + Math.sin(3.0 * t + j);
    }
    return gradient;
  }

  private static double[] descend(
      UpdateRule rule, double[] start, double rate, int from, int to, Slots slots) {
    double[] x = start.clone();
    for (int t = from; t <= to; t++) {
      rule.apply(noisy(x, t), rate, x, slots, t, new EffectiveStep());
    }
    return x;
  }

  @Test
  void everyNameHasARow() {
    assertThat(RuleTable.named().stream().map(row -> row.rule().name()))
        .containsExactlyElementsOf(UpdateRules.names());
  }

  @ParameterizedTest
  @MethodSource("all")
  void resumesBitForBitFromItsSlots(RuleTable.Row row) {
    double[] start = {1, -2, 0.3};
    double[] whole = descend(row.rule(), start, 0.1, 1, 13, row.rule().init(3));
    for (int k = 0; k <= 13; k++) {
      Slots slots = row.rule().init(3);
      double[] half = descend(row.rule(), start, 0.1, 1, k, slots);
      assertThat(descend(row.rule(), half, 0.1, k + 1, 13, slots.copy())).isEqualTo(whole);
    }
  }

  /** A checkpoint writes names and numbers and knows nothing else of the memory. */
  @ParameterizedTest
  @MethodSource("all")
  void namesAndNumbersAreTheWholeMemory(RuleTable.Row row) {
    double[] whole = {1, -2, 0.3};
    Slots slots = row.rule().init(3);
    EffectiveStep step = new EffectiveStep();
    for (int t = 1; t <= 13; t++) {
      double[] resumed = whole.clone();
      Slots read = Slots.none();
      for (String name : slots.names()) {
        read = read.with(name, slots.get(name));
      }
      row.rule().init(3).checkSameShape(read);
      EffectiveStep resumedStep = new EffectiveStep();
      row.rule().apply(noisy(resumed, t), 0.1, resumed, read, t, resumedStep);
      row.rule().apply(noisy(whole, t), 0.1, whole, slots, t, step);
      assertThat(resumed).isEqualTo(whole);
      for (int j = 0; j < 3; j++) {
        assertThat(resumedStep.at(j)).isEqualTo(step.at(j));
      }
      for (String name : slots.names()) {
        assertThat(read.get(name)).as(name).isEqualTo(slots.get(name));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void minimisesAParabolaIn2000Updates(RuleTable.Row row) {
    double[] x = {1, 2, 3};
    Slots slots = row.rule().init(3);
    LearningRate rate = row.parabola().over(2000);
    for (int t = 1; t <= 2000; t++) {
      double[] g = {2 * x[0], 2 * x[1], 2 * x[2]};
      row.rule().apply(g, rate.at(t - 1, slots), x, slots, t, new EffectiveStep());
    }
    assertThat(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void minimisesRosenbrockIn20000Updates(RuleTable.Row row) {
    double[] z = {-1.2, 1};
    Slots slots = row.rule().init(2);
    LearningRate rate = row.rosenbrock().over(20_000);
    for (int t = 1; t <= 20_000; t++) {
      double bend = z[1] - z[0] * z[0];
      double[] g = {-2 * (1 - z[0]) - 400 * z[0] * bend, 200 * bend};
      row.rule().apply(g, rate.at(t - 1, slots), z, slots, t, new EffectiveStep());
    }
    double bend = z[1] - z[0] * z[0];
    assertThat((1 - z[0]) * (1 - z[0]) + 100 * bend * bend).isLessThan(1e-7);
  }

  /**
   * A gradient −λ, balanced by the L1 step λ·(effective step), moves nothing: what the penalised
   * optimum needs of every rule.
   */
  @ParameterizedTest
  @MethodSource("all")
  void aConstantGradientThatThePenaltyBalancesMovesNothing(RuleTable.Row row) {
    if (!row.rule().takesProximalStep()) {
      return;
    }
    double[] lambda = {0.7, 0.02};
    double[] theta = {5, 3};
    Slots slots = row.rule().init(2);
    EffectiveStep effective = new EffectiveStep();
    for (int t = 1; t <= 60; t++) {
      double rate = row.rule().isIncremental() ? 0.01 * (1 + t % 7) : 0.1;
      row.rule().apply(new double[] {-0.7, -0.02}, rate, theta, slots, t, effective);
      for (int j = 0; j < 2; j++) {
        theta[j] -= effective.at(j) * lambda[j];
      }
    }
    // The centred rule divides by a spread that is rounding alone: its steps are 10⁵ and cancel.
    double rounding = row.label().startsWith("centered") ? 1e-7 : 1e-12;
    assertThat(theta).containsExactly(new double[] {5, 3}, within(rounding));
  }

  @ParameterizedTest
  @MethodSource("all")
  void changesNeitherTheGradientNorAnotherRun(RuleTable.Row row) {
    double[] gradient = {1, 2};
    Slots a = row.rule().init(2);
    Slots b = row.rule().init(2);
    double[] theta = {1, 1};
    row.rule().apply(gradient, 0.1, theta, a, 1, new EffectiveStep());
    assertThat(gradient).containsExactly(1, 2);
    assertThat(theta).isNotEqualTo(new double[] {1, 1});
    Slots fresh = row.rule().init(2);
    for (String name : b.names()) {
      assertThat(b.get(name)).isEqualTo(fresh.get(name));
    }
    a.checkSameShape(b);
  }

  /** Spark's AdamWUpdater keeps its moments in the object; a second run goes on from them. */
  @ParameterizedTest
  @MethodSource("all")
  void aSecondRunGivesTheSameBits(RuleTable.Row row) {
    double[] start = {1, 2, 3};
    double[] first = descend(row.rule(), start, 0.1, 1, 20, row.rule().init(3));
    assertThat(descend(row.rule(), start, 0.1, 1, 20, row.rule().init(3))).isEqualTo(first);
  }

  /** Tribuo's copies of AdaGrad and Pegasos lost or swapped constants. */
  @ParameterizedTest
  @MethodSource("all")
  void aCopyKeepsEveryConstant(RuleTable.Row row) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(row.rule());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      UpdateRule copy = (UpdateRule) in.readObject();
      double[] start = {1, 2, 3};
      assertThat(descend(copy, start, 0.1, 1, 9, copy.init(3)))
          .isEqualTo(descend(row.rule(), start, 0.1, 1, 9, row.rule().init(3)));
    }
  }

  /** BigDL trained on through NaN: a rule must not hide it. */
  @ParameterizedTest
  @MethodSource("all")
  void aGradientThatIsNotANumberIsSeenInTheta(RuleTable.Row row) {
    double[] theta = {1, 1};
    Slots slots = row.rule().init(2);
    double[] gradient = {Double.NaN, 1};
    row.rule().apply(gradient, 0.1, theta, slots, 1, new EffectiveStep());
    assertThat(theta[0]).isNaN();
  }

  /**
   * A coordinate whose gradient has always been 0 is 0/0 in the published Adamax. It is not −0
   * either, which a model's text would show.
   */
  @ParameterizedTest
  @MethodSource("all")
  void aCoordinateWithoutGradientStays(RuleTable.Row row) {
    double[] theta = {0, 1};
    Slots slots = row.rule().init(2);
    for (int t = 1; t <= 20; t++) {
      double[] gradient = {0, Math.cos(t)};
      row.rule().apply(gradient, 0.1, theta, slots, t, new EffectiveStep());
    }
    assertThat(Double.toString(theta[0])).isEqualTo("0.0");
  }
}
