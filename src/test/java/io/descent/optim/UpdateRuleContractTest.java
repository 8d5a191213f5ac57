package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateRuleContractTest {
  /** A rule, and where it stands after five steps from (1, 2, 3) on Σx² at a rate of 0.1. */
  private record Row(UpdateRule rule, List<Double> trace) {
    @Override
    public String toString() {
      return rule.name();
    }
  }

  static List<Row> all() {
    return List.of(
        new Row(new Sgd(), List.of(0.32768, 0.65536, 0.98304)),
        new Row(Momentum.of(0.9), List.of(-0.58042, -1.16084, -1.74126)),
        new Row(Nesterov.of(0.9), List.of(-0.4157175808, -0.8314351616, -1.2471527424)),
        new Row(EmaMomentum.of(0.9), List.of(0.7493164928, 1.4986329856, 2.2479494784)));
  }

  private static double[] descend(
      UpdateRule rule, double[] start, double rate, int from, int to, Slots slots) {
    double[] x = start.clone();
    for (int t = from; t <= to; t++) {
      double[] gradient = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        gradient[j] = 2 * x[j];
      }
      rule.apply(gradient, rate, x, slots, t, new EffectiveStep());
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("all")
  void publishedTrace(Row row) {
    double[] x = descend(row.rule(), new double[] {1, 2, 3}, 0.1, 1, 5, row.rule().init(3));
    assertThat(x)
        .containsExactly(row.trace().stream().mapToDouble(v -> v).toArray(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("all")
  void resumesBitForBitFromItsSlots(Row row) {
    double[] start = {1, -2, 0.3};
    double[] whole = descend(row.rule(), start, 0.1, 1, 9, row.rule().init(3));
    for (int k = 0; k <= 9; k++) {
      Slots slots = row.rule().init(3);
      double[] half = descend(row.rule(), start, 0.1, 1, k, slots);
      assertThat(descend(row.rule(), half, 0.1, k + 1, 9, slots.copy())).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void reachesTheMinimumOfAParabolaAndOfRosenbrock(Row row) {
    double[] x = descend(row.rule(), new double[] {1, 2, 3}, 0.05, 1, 2000, row.rule().init(3));
    assertThat(x).containsExactly(new double[3], within(1e-6));
    double[] z = {-1.2, 1};
    Slots slots = row.rule().init(2);
    for (int t = 1; t <= 200_000; t++) {
      double[] g = {
        -2 * (1 - z[0]) - 400 * z[0] * (z[1] - z[0] * z[0]), 200 * (z[1] - z[0] * z[0])
      };
      row.rule().apply(g, 1e-4, z, slots, t, new EffectiveStep());
    }
    assertThat(z).containsExactly(new double[] {1, 1}, within(1e-2));
  }

  @ParameterizedTest
  @MethodSource("all")
  void effectiveStepIsTheWeightOfOneConstantGradient(Row row) {
    Slots slots = row.rule().init(1);
    double[] theta = {0};
    EffectiveStep effective = new EffectiveStep();
    for (int t = 1; t <= 50; t++) {
      double before = theta[0];
      row.rule().apply(new double[] {-1}, 0.01 * t, theta, slots, t, effective);
      assertThat(effective.at(0)).isCloseTo(theta[0] - before, within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void changesNeitherTheGradientNorAnotherRun(Row row) {
    double[] gradient = {1, 2};
    Slots a = row.rule().init(2);
    Slots b = row.rule().init(2);
    row.rule().apply(gradient, 0.1, new double[2], a, 1, new EffectiveStep());
    assertThat(gradient).containsExactly(1, 2);
    for (String name : b.names()) {
      assertThat(b.get(name)).containsOnly(0);
    }
    a.checkSameShape(b);
  }

  @Test
  void momentumZeroIsPlain() {
    double[] start = {1, 2, 3};
    double[] plain = descend(new Sgd(), start, 0.1, 1, 7, Slots.none());
    for (UpdateRule rule : List.of(Momentum.of(0), Nesterov.of(0), EmaMomentum.of(0))) {
      assertThat(descend(rule, start, 0.1, 1, 7, rule.init(3))).isEqualTo(plain);
    }
  }

  @Test
  void averagedFormIsHeavyBallAtASmallerRate() {
    double[] start = {1, 2, 3};
    double[] averaged =
        descend(EmaMomentum.of(0.9), start, 0.1, 1, 30, EmaMomentum.of(0.9).init(3));
    double[] heavy = descend(Momentum.of(0.9), start, 0.01, 1, 30, Momentum.of(0.9).init(3));
    assertThat(averaged).containsExactly(heavy, within(1e-13));
  }

  @Test
  void everyNameHasARuleAndWrongValuesAreNamed() {
    for (String name : UpdateRules.names()) {
      assertThat(UpdateRules.byName(name, 0.5).name()).isEqualTo(name);
    }
    assertThatThrownBy(() -> UpdateRules.byName("adam2", 0.9)).hasMessageContaining("nesterov");
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> Momentum.of(bad)).hasMessageContaining("[0, 1)");
    }
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> LearningRates.constant(bad)).hasMessageContaining("above 0");
    }
  }

  @Test
  void slotsKeepNamesLengthsAndCopies() {
    Slots slots = Slots.none().with("a", 2).with("b", new double[] {1});
    Slots copy = slots.copy();
    copy.get("a")[0] = 5;
    assertThat(slots.get("a")).containsExactly(0, 0);
    assertThat(slots.names()).containsExactly("a", "b");
    assertThatThrownBy(() -> slots.with("a", 1)).hasMessageContaining("two slots");
    assertThatThrownBy(() -> slots.get("c")).hasMessageContaining("[a, b]");
    Slots other = Slots.none().with("a", 3);
    assertThatThrownBy(() -> slots.checkSameShape(other)).hasMessageContaining("a[3]");
  }
}
