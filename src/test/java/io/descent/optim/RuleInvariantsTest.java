package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How rules relate to one another, and mistakes that other systems made. */
class RuleInvariantsTest {
  private static double[] descend(UpdateRule rule, double rate, double scale, int updates) {
    return descend(rule, new double[] {1, -2, 3}, rate, scale, updates);
  }

  private static double[] descend(
      UpdateRule rule, double[] start, double rate, double scale, int updates) {
    double[] x = start.clone();
    Slots slots = rule.init(x.length);
    Random random = new Random(5);
    for (int t = 1; t <= updates; t++) {
      double noise = random.nextGaussian();
      double[] g = new double[x.length];
      for (int j = 0; j < g.length; j++) {
        g[j] = scale * (2 * x[j] + noise);
      }
      rule.apply(g, rate, x, slots, t, new EffectiveStep());
    }
    return x;
  }

  private static void assertSame(UpdateRule a, UpdateRule b, double tolerance) {
    assertThat(descend(a, 0.1, 1, 30)).containsExactly(descend(b, 0.1, 1, 30), within(tolerance));
  }

  @Test
  void momentumZeroIsPlain() {
    double[] plain = descend(new Sgd(), 0.1, 1, 7);
    for (UpdateRule rule :
        List.of(Momentum.of(0), Momentum.of(0, 0.5), Nesterov.of(0), EmaMomentum.of(0))) {
      assertThat(descend(rule, 0.1, 1, 7)).isEqualTo(plain);
    }
  }

  @Test
  void averagedFormIsHeavyBallAtASmallerRateUnderEverySchedule() {
    for (LearningRate rate :
        List.of(
            LearningRates.constant(0.1),
            LearningRates.inverseSqrt(0.1),
            new RuleTable.Rate(0.1, true).over(30))) {
      UpdateRule averaged = EmaMomentum.of(0.9);
      UpdateRule heavy = Momentum.of(0.9);
      Slots a = averaged.init(1);
      Slots b = heavy.init(1);
      double[] x = {1};
      double[] y = {1};
      for (int t = 1; t <= 30; t++) {
        double eta = rate.at(t - 1, rate.init());
        averaged.apply(new double[] {2 * x[0]}, eta, x, a, t, new EffectiveStep());
        heavy.apply(new double[] {2 * y[0]}, eta * (1 - 0.9), y, b, t, new EffectiveStep());
        assertThat(x[0]).isCloseTo(y[0], within(1e-13));
      }
    }
  }

  @Test
  void averagedFormIsNotDampenedMomentum() {
    double[] averaged = descend(EmaMomentum.of(0.9), 0.1, 1, 3);
    assertThat(Math.abs(averaged[2] - descend(Momentum.of(0.9, 0.9), 0.1, 1, 3)[2]))
        .isGreaterThan(0.1);
  }

  @Test
  void leaderWithoutPenaltiesIsAdagrad() {
    double[] zero = new double[3];
    double[] adagrad = descend(Adagrad.of(0.5), zero, 0.1, 1, 30);
    assertThat(descend(Ftrl.of(0.5), zero, 0.1, 1, 30)).containsExactly(adagrad, within(1e-13));
    assertThat(descend(Ftrl.published(0.5, 0, 0), zero, 0.1, 1, 30))
        .containsExactly(adagrad, within(1e-13));
  }

  @Test
  void leaderStartsFromThetaUnlessItIsThePublishedOne() {
    double[] adagrad = descend(Adagrad.of(0.5), 0.1, 1, 30);
    assertThat(descend(Ftrl.of(0.5), 0.1, 1, 30)).containsExactly(adagrad, within(1e-13));
    double published = descend(Ftrl.published(0.5, 0, 0), 0.1, 1, 1)[2];
    assertThat(Math.abs(published - descend(Adagrad.of(0.5), 0.1, 1, 1)[2])).isGreaterThan(0.1);
  }

  @Test
  void publishedLeaderHasExactZeros() {
    double[] x = {0, 0};
    UpdateRule rule = Ftrl.published(1, 0.5, 0);
    Slots slots = rule.init(2);
    rule.apply(new double[] {0.5, -0.75}, 0.1, x, slots, 1, new EffectiveStep());
    assertThat(Double.toString(x[0])).isEqualTo("0.0");
    assertThat(x[1]).isCloseTo(0.25 / ((1 + 0.75) / 0.1), within(1e-15));
  }

  @Test
  void maximumOfGrowingSquaresIsAdam() {
    UpdateRule adam = Adam.of(0.9, 0.999, 1e-8);
    UpdateRule amsgrad = AmsGrad.of(0.9, 0.999, 1e-8);
    Slots a = adam.init(1);
    Slots b = amsgrad.init(1);
    double[] x = {1};
    double[] y = {1};
    for (int t = 1; t <= 30; t++) {
      adam.apply(new double[] {t}, 0.1, x, a, t, new EffectiveStep());
      amsgrad.apply(new double[] {t}, 0.1, y, b, t, new EffectiveStep());
      assertThat(y[0]).isEqualTo(x[0]);
    }
  }

  /** b = g₁, then μ·b + (1 − τ)·g, as torch's documentation has it. */
  @Test
  void theFirstGradientIsNotDampened() {
    UpdateRule rule = Momentum.of(0.5, 0.25);
    Slots slots = rule.init(1);
    double[] gradients = {4, -2, 8};
    double[] buffers = {4, 0.5, 6.25};
    double[] weights = {1, 1.25, 1.375};
    EffectiveStep step = new EffectiveStep();
    double[] x = {0};
    double at = 0;
    for (int t = 1; t <= 3; t++) {
      rule.apply(new double[] {gradients[t - 1]}, 0.5, x, slots, t, step);
      at -= 0.5 * buffers[t - 1];
      assertThat(x[0]).as("update " + t).isEqualTo(at);
      assertThat(step.at(0)).as("update " + t).isCloseTo(0.5 * weights[t - 1], within(1e-15));
    }
  }

  /** Names and values are written to checkpoints, which a later version goes on from. */
  @Test
  void rmsPropRemembersWhatItNeeds() {
    assertThat(RmsProp.of(0.5, 1, 0, false).init(2).names()).containsExactly("squares");
    assertThat(RmsProp.of(0.5, 1, 0, true).init(2).names()).containsExactly("squares", "mean");
    assertThat(RmsProp.of(0.5, 1, 0.5, false).init(2).names())
        .containsExactly("squares", "momentum", "weights");
    UpdateRule rule = RmsProp.of(0.5, 1, 0.5, true);
    Slots slots = rule.init(1);
    double[] x = {0};
    rule.apply(new double[] {2}, 0.25, x, slots, 1, new EffectiveStep());
    // v = 2 and the mean is 1: d = √(2 − 1) + 1.
    assertThat(slots.names()).containsExactly("squares", "mean", "momentum", "weights");
    assertThat(slots.get("squares")).containsExactly(2);
    assertThat(slots.get("mean")).containsExactly(1);
    assertThat(slots.get("momentum")).containsExactly(1);
    assertThat(slots.get("weights")).containsExactly(0.5);
    assertThat(x).containsExactly(-0.25);
  }

  @Test
  void decayZeroIsNone() {
    UpdateRule adam = Adam.of(0.9, 0.999, 1e-8);
    assertSame(AdamW.of(0.9, 0.999, 1e-8, 0, null), adam, 0);
    assertSame(WeightDecay.of(adam, 0, null), adam, 0);
  }

  /** Decoupled decay of the plain rule is L2 in the gradient. */
  @Test
  void decayOfThePlainRuleIsL2() {
    double[] x = {1, 2};
    double[] y = {1, 2};
    UpdateRule decayed = WeightDecay.of(new Sgd(), 0.3, null);
    for (int t = 1; t <= 9; t++) {
      double[] g = {Math.cos(t), Math.sin(t)};
      decayed.apply(g, 0.1 / t, x, Slots.none(), t, new EffectiveStep());
      double[] penalised = {g[0] + 0.3 * y[0], g[1] + 0.3 * y[1]};
      new Sgd().apply(penalised, 0.1 / t, y, Slots.none(), t, new EffectiveStep());
    }
    assertThat(x).containsExactly(y, within(1e-14));
  }

  /** Spark's AdamWUpdater does not multiply the decay by the rate. */
  @Test
  void decayIsMultipliedByTheRate() {
    double[] x = {1};
    UpdateRule rule = AdamW.of(0.9, 0.999, 1e-8, 0.5, null);
    rule.apply(new double[] {0}, 0.1, x, rule.init(1), 1, new EffectiveStep());
    assertThat(x[0]).isCloseTo(0.95, within(1e-15));
  }

  /** MLlib penalises the intercept. */
  @Test
  void decayLeavesAloneWhatIsNotInItsRanges() {
    double[] x = {1, 1, 1, 1, 1};
    UpdateRule rule = WeightDecay.of(new Sgd(), 0.5, new int[] {0, 2, 3, 4});
    rule.apply(new double[5], 0.1, x, Slots.none(), 1, new EffectiveStep());
    assertThat(x).containsExactly(0.95, 0.95, 1, 0.95, 1);
  }

  @Test
  void scaleOfTheLossChangesStepsOfThePlainRuleAlone() {
    List<UpdateRule> scaleFree =
        List.of(
            Adam.of(0.9, 0.999, 1e-30),
            AmsGrad.of(0.9, 0.999, 1e-30),
            Nadam.of(0.9, 0.999, 1e-30, Nadam.PSI),
            RmsProp.of(0.99, 1e-30, 0, false),
            RmsProp.of(0.99, 1e-30, 0.9, true),
            Adagrad.of(1e-30),
            Adamax.of(0.9, 0.999, 1e-30),
            Lion.of(0.9, 0.99));
    for (UpdateRule rule : scaleFree) {
      // Centred steps of equal gradients are rounding, but these gradients differ.
      assertThat(descend(rule, 0.01, 1000, 40))
          .as(rule.name())
          .containsExactly(descend(rule, 0.01, 1, 40), within(1e-9));
    }
    double[] plain = descend(new Sgd(), 0.1, 1, 1);
    double[] scaled = descend(new Sgd(), 0.1, 3, 1);
    assertThat(1 - scaled[0]).isCloseTo(3 * (1 - plain[0]), within(1e-12));
  }

  /** Angel's AdaGrad is a moving average, whose steps do not shrink. */
  @Test
  void adagradAddsUpAndNeverForgets() {
    double[] x = {0};
    UpdateRule rule = Adagrad.of(1e-10);
    Slots slots = rule.init(1);
    for (int t = 1; t <= 100; t++) {
      double before = x[0];
      rule.apply(new double[] {1}, 1, x, slots, t, new EffectiveStep());
      assertThat(before - x[0]).isCloseTo(1 / Math.sqrt(t), within(1e-9));
    }
  }

  /** Rounding makes v − ḡ² negative when gradients hardly change; NaN comes late in a run. */
  @Test
  void centredSpreadIsNeverNegative() {
    for (double g : new double[] {0.1, 1.0 / 3, 0.7, 1e-3, 123.456}) {
      double[] x = {0};
      UpdateRule rule = RmsProp.of(0.9, 1e-8, 0, true);
      Slots slots = rule.init(1);
      for (int t = 1; t <= 5000; t++) {
        rule.apply(new double[] {g}, 1e-12, x, slots, t, new EffectiveStep());
        assertThat(x[0]).isFinite();
      }
    }
  }

  /** torch's two code paths of ASGD differed: coordinates must not know of each other. */
  @Test
  void coordinatesAreIndependent() {
    for (String name : UpdateRules.names()) {
      UpdateRule rule = UpdateRules.byName(name, 0.9);
      double[] three = descend(rule, 0.05, 1, 20);
      double[] start = {1, -2, 3};
      for (int j = 0; j < 3; j++) {
        assertThat(descend(rule, new double[] {start[j]}, 0.05, 1, 20)[0])
            .as(name)
            .isEqualTo(three[j]);
      }
    }
  }

  /** Tribuo's Adam has one β₂ as a field's default and another in its constructor. */
  @Test
  void defaultsAreThoseOfTheDefinitions() {
    Map<String, UpdateRule> defaults =
        Map.of(
            "adagrad", Adagrad.of(1e-10),
            "adadelta", Adadelta.of(0.9, 1e-6),
            "rmsprop", RmsProp.of(0.99, 1e-8, 0, false),
            "adam", Adam.of(0.9, 0.999, 1e-8),
            "adamw", AdamW.of(0.9, 0.999, 1e-8, 0.01, null),
            "nadam", Nadam.of(0.9, 0.999, 1e-8, 4e-3),
            "adamax", Adamax.of(0.9, 0.999, 1e-8),
            "momentum", Momentum.of(0.9),
            "lion", Lion.of(0.9, 0.99),
            "ftrl", Ftrl.of(1));
    for (String name : UpdateRules.names()) {
      UpdateRule expected = defaults.get(name);
      if (expected != null) {
        assertSame(UpdateRules.byName(name, Map.of(), null), expected, 0);
      }
    }
    assertThat(UpdateRules.defaultOf("adam", "rate")).isEqualTo("0.001");
    assertThat(UpdateRules.defaultOf("sgd", "beta1")).isNull();
    assertThat(UpdateRules.defaultOf("sdg", "rate")).isNull();
    assertThat(UpdateRules.defaultsOf("beta2")).isEqualTo("0.999; lion 0.99");
    assertThat(UpdateRules.defaultsOf("weight-decay")).isEqualTo("0; adamw 0.01");
    // Of as many rules each: that of the first is the usual one.
    assertThat(UpdateRules.defaultsOf("decay")).isEqualTo("0.9; rmsprop 0.99");
    assertThat(UpdateRules.defaultsOf("gamma")).isEmpty();
    assertThat(UpdateRules.taking("centered")).containsExactly("rmsprop");
    assertThat(UpdateRules.taking("weight-decay")).doesNotContain("ftrl").hasSize(13);
  }

  @Test
  void settingsReachTheRule() {
    assertSame(
        UpdateRules.byName(
            "rmsprop",
            Map.of(
                "decay", "0.8", "adaptive-epsilon", "0.1", "momentum", "0.5", "centered", "true"),
            null),
        RmsProp.of(0.8, 0.1, 0.5, true),
        0);
    assertSame(
        UpdateRules.byName("momentum", Map.of("momentum", "0.5", "dampening", "0.25"), null),
        Momentum.of(0.5, 0.25),
        0);
    assertSame(
        UpdateRules.byName("amsgrad", Map.of("beta1", "0.5", "beta2", "0.6"), null),
        AmsGrad.of(0.5, 0.6, 1e-8),
        0);
    assertSame(
        UpdateRules.byName("sgd", Map.of("weight-decay", "0.2"), new int[] {1, 3}),
        WeightDecay.of(new Sgd(), 0.2, new int[] {1, 3}),
        0);
    assertSame(UpdateRules.byName("rmsprop", 0.9), RmsProp.of(0.99, 1e-8, 0, false), 0);
    assertSame(UpdateRules.byName("momentum", 0.5), Momentum.of(0.5), 0);
    assertSame(UpdateRules.byName("ema-momentum", 0.5), EmaMomentum.of(0.5), 0);
    assertSame(UpdateRules.byName("nesterov", 0.5), Nesterov.of(0.5), 0);
  }

  @Test
  void wrongConstantsAreNamed() {
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> Momentum.of(bad)).hasMessageContaining("momentum must be in [0, 1)");
      assertThatThrownBy(() -> Momentum.of(0, bad)).hasMessageContaining("dampening");
      assertThatThrownBy(() -> Nesterov.of(bad)).hasMessageContaining("momentum");
      assertThatThrownBy(() -> EmaMomentum.of(bad)).hasMessageContaining("momentum");
      assertThatThrownBy(() -> Adam.of(bad, 0, 1)).hasMessageContaining("beta1");
      assertThatThrownBy(() -> AmsGrad.of(0, bad, 1)).hasMessageContaining("beta2");
      assertThatThrownBy(() -> Nadam.of(0, bad, 1, 1)).hasMessageContaining("beta2");
      assertThatThrownBy(() -> Adamax.of(bad, 0, 1)).hasMessageContaining("beta1");
      assertThatThrownBy(() -> Lion.of(0, bad)).hasMessageContaining("beta2");
      assertThatThrownBy(() -> Adadelta.of(bad, 1)).hasMessageContaining("decay");
      assertThatThrownBy(() -> RmsProp.of(bad, 1, 0, true)).hasMessageContaining("decay");
      assertThatThrownBy(() -> EmaAverage.from(bad, 1)).hasMessageContaining("beta");
    }
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Adagrad.of(bad)).hasMessageContaining("above 0");
      assertThatThrownBy(() -> Adam.of(0, 0, bad)).hasMessageContaining("epsilon");
      assertThatThrownBy(() -> Ftrl.of(bad)).hasMessageContaining("ftrl-beta");
      assertThatThrownBy(() -> ClipNorm.of(new Sgd(), bad)).hasMessageContaining("clip-norm");
      assertThatThrownBy(() -> ClipValue.of(new Sgd(), bad)).hasMessageContaining("clip-value");
      assertThatThrownBy(() -> LearningRates.constant(bad)).hasMessageContaining("above 0");
    }
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> WeightDecay.of(new Sgd(), bad, null))
          .hasMessage("weight-decay must be at least 0 and finite, got " + bad);
      assertThatThrownBy(() -> Adagrad.of(1, bad, 0)).hasMessageContaining("decay of the rate");
      assertThatThrownBy(() -> Adagrad.of(1, 0, bad)).hasMessageContaining("initial sum");
      assertThatThrownBy(() -> Nadam.of(0, 0, 1, bad)).hasMessageContaining("psi");
      assertThatThrownBy(() -> Ftrl.published(1, 0, bad)).hasMessageContaining("l2");
    }
    assertThatThrownBy(() -> WeightDecay.of(new Sgd(), 1, new int[3])).hasMessageContaining("3");
    assertThatThrownBy(() -> Ftrl.published(1, -1, 0)).hasMessageContaining("l1");
    assertThatThrownBy(() -> UpdateRules.byName("adam2", 0.9)).hasMessageContaining("nesterov");
    assertThatThrownBy(() -> UpdateRules.byName("sgd", Map.of("beta1", "0"), null))
        .hasMessageContaining("beta1");
  }
}
