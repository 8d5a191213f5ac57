package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a rule stands after five updates from (1, 2, 3) on Σx², as its definition gives it. */
class PublishedTracesTest {
  /** A rule, its rate, an L2 penalty that enters the gradient, and where it stands. */
  private record Row(String label, UpdateRule rule, double rate, double l2, List<Double> trace) {
    @Override
    public String toString() {
      return label;
    }
  }

  private static Row row(
      String label, UpdateRule rule, double rate, double l2, double x, double y, double z) {
    return new Row(label, rule, rate, l2, List.of(x, y, z));
  }

  private static final UpdateRule NADAM = Nadam.of(0.9, 0.999, 1e-8, Nadam.PSI);

  static List<Row> traces() {
    return List.of(
        row("sgd", new Sgd(), 0.1, 0, 0.32768, 0.65536, 0.98304),
        row("momentum", Momentum.of(0.9), 0.1, 0, -0.58042, -1.16084, -1.74126),
        row("dampening", Momentum.of(0.9, 0.5), 0.1, 0, -0.28512, -0.57024, -0.85536),
        row("nesterov", Nesterov.of(0.9), 0.1, 0, -0.4157175808, -0.8314351616, -1.2471527424),
        row("with L2", Momentum.of(0.9), 0.1, 0.1, -0.6142167041, -1.2284334082, -1.8426501123),
        row("ema", EmaMomentum.of(0.9), 0.1, 0, 0.7493164928, 1.4986329856, 2.2479494784),
        row(
            "adam",
            Adam.of(0.9, 0.999, 1e-8),
            0.1,
            0,
            0.507963659264342,
            1.50295578129501,
            2.50177945622729),
        row(
            "adamw",
            AdamW.of(0.9, 0.999, 1e-8, 0.1, null),
            0.1,
            0,
            0.469952656992207,
            1.41556647994574,
            2.36527857324169),
        row(
            "rmsprop",
            RmsProp.of(0.99, 1e-8, 0, false),
            0.01,
            0,
            0.696465788738208,
            1.68548158295808,
            2.68205384187466),
        row(
            "rmsprop with momentum",
            RmsProp.of(0.99, 1e-8, 0.9, false),
            0.01,
            0,
            0.141942507714394,
            1.09073770450376,
            2.07573341053915),
        row(
            "rmsprop centered",
            RmsProp.of(0.99, 1e-8, 0, true),
            0.01,
            0,
            0.692839946595129,
            1.68150631402849,
            2.67797351174745),
        row(
            "adagrad",
            Adagrad.of(1e-10),
            0.1,
            0,
            0.697714862054354,
            1.68676159813338,
            2.68334009272337),
        row(
            "adagrad with decay",
            Adagrad.of(1e-10, 0.1, 0),
            0.1,
            0,
            0.732452257876581,
            1.72446380988314,
            2.72196380206726),
        row(
            "adadelta",
            Adadelta.of(0.9, 1e-6),
            1,
            0,
            0.983631323953412,
            1.98359914179883,
            2.98358843513505),
        row(
            "ftrl",
            Ftrl.published(1, 0.5, 0.1),
            0.1,
            0,
            0.463598417130046,
            1.34184526492573,
            2.29148029771068),
        row(
            "adam with a small beta2",
            Adam.of(0.9, 0.5, 1e-8),
            0.1,
            0,
            0.474139642654889,
            1.48843112411804,
            2.49255721757717),
        row(
            "amsgrad, maximum of the uncorrected",
            AmsGrad.of(0.9, 0.5, 1e-8),
            0.1,
            0,
            0.501097206844451,
            1.49454164635008,
            2.49427173149972),
        row(
            "adam, epsilon beside the corrected root",
            Adam.of(0.9, 0.999, 1e-3),
            0.1,
            0,
            0.508229786480058,
            1.50308554179312,
            2.50186497548624),
        row("nadam", NADAM, 0.1, 0, 0.623662891907288, 1.60845962629415, 2.60379874942156),
        row(
            "adamax",
            Adamax.of(0.9, 0.999, 1e-8),
            0.1,
            0,
            0.551553803061231,
            1.52577754644031,
            2.51696359304825),
        row("lion", Lion.of(0.9, 0.99), 0.1, 0, 0.5, 1.5, 2.5));
  }

  @ParameterizedTest
  @MethodSource("traces")
  void fiveUpdatesOnSquares(Row row) {
    double[] x = {1, 2, 3};
    Slots slots = row.rule().init(3);
    for (int t = 1; t <= 5; t++) {
      double[] gradient = new double[3];
      for (int j = 0; j < 3; j++) {
        gradient[j] = 2 * x[j] + row.l2() * x[j];
      }
      row.rule().apply(gradient, row.rate(), x, slots, t, new EffectiveStep());
    }
    assertThat(x)
        .containsExactly(row.trace().stream().mapToDouble(v -> v).toArray(), within(1e-12));
  }

  /** Values of Σx² after each of five updates that optax prints in its documentation. */
  @Test
  void adagradWithAnInitialSum() {
    double[] x = {1, 2, 3};
    UpdateRule rule = Adagrad.of(1e-7, 0, 0.1);
    Slots slots = rule.init(3);
    double[] printed = {5.01, 2.40, 1.25, 0.686, 0.385};
    for (int t = 1; t <= 5; t++) {
      rule.apply(new double[] {2 * x[0], 2 * x[1], 2 * x[2]}, 1, x, slots, t, new EffectiveStep());
      double value = x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
      assertThat(value).isCloseTo(printed[t - 1], within(0.005));
    }
  }

  /** The sign is that of a mean that β₁ makes, and the memory decays with β₂. */
  @Test
  void lionTakesTheSignOfItsMean() {
    double[] x = {0};
    UpdateRule rule = Lion.of(0.5, 0.75);
    Slots slots = rule.init(1);
    double[] gradients = {4, -1, -0.5, 0, 0.375};
    // Means before: 0, 1, 0.5, 0.25, 0.1875; mixed: 2, 0, 0, 0.125, 0.28125.
    double[] moved = {-1, 0, 0, -1, -1};
    double at = 0;
    for (int t = 1; t <= 5; t++) {
      EffectiveStep step = new EffectiveStep();
      rule.apply(new double[] {gradients[t - 1]}, 0.1, x, slots, t, step);
      at += 0.1 * moved[t - 1];
      assertThat(x[0]).as("update " + t).isCloseTo(at, within(1e-15));
      assertThat(step.at(0)).as("update " + t).isEqualTo(0.1);
    }
  }
}
