package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossContractTest {
  /** Losses in which only |z − y| counts. */
  private static final List<String> SYMMETRIC =
      List.of("squared", "huber", "epsilon-insensitive", "squared-epsilon-insensitive");

  static Stream<Loss> all() {
    return Stream.concat(
        Losses.all().stream(),
        Stream.of(
            HuberLoss.of(0.3),
            EpsilonInsensitiveLoss.of(0),
            EpsilonInsensitiveLoss.of(2),
            SquaredEpsilonInsensitiveLoss.of(0),
            QuantileLoss.of(0.9),
            ExpectileLoss.of(0.2)));
  }

  private static double[] labels(Loss loss) {
    return switch (loss.labelDomain()) {
      case BINARY -> new double[] {0, 1};
      case NON_NEGATIVE -> new double[] {0, 0.25, 3, 1e4};
      // y·e^700 is beyond the range of a double for larger ones.
      case POSITIVE -> new double[] {1e-3, 0.25, 3, 1e4};
      default -> new double[] {-3, 0, 0.25, 1e6};
    };
  }

  /** Kinks are at multiples of 0.05 from the labels, which the margins taken here avoid. */
  @ParameterizedTest
  @MethodSource("all")
  void derivativeIsThatOfTheValueAndDoesNotDecrease(Loss loss) {
    for (double y : labels(loss)) {
      double last = Double.NEGATIVE_INFINITY;
      for (double z = -30.03; z < 30; z += 0.1) {
        double h = 1e-3;
        double difference =
            (-loss.value(z + 2 * h, y)
                    + 8 * loss.value(z + h, y)
                    - 8 * loss.value(z - h, y)
                    + loss.value(z - 2 * h, y))
                / (12 * h);
        double scale = Math.max(1, Math.abs(y));
        double derivative = loss.derivative(z, y);
        assertThat(derivative)
            .as("%s at z = %s, y = %s", loss.name(), z, y)
            .isCloseTo(difference, within(1e-8 * Math.max(scale * scale, Math.abs(derivative))))
            .isGreaterThanOrEqualTo(last);
        assertThat(loss.value(z, y)).isGreaterThanOrEqualTo(0);
        last = derivative;
      }
    }
  }

  /** Where the derivative has no kink near. */
  @ParameterizedTest
  @MethodSource("all")
  void secondDerivativeIsThatOfTheDerivative(Loss loss) {
    if (loss.isSmooth()) {
      for (double y : labels(loss)) {
        for (double z = -30.03; z < 30; z += 0.1) {
          double h = 1e-4;
          double difference = (loss.derivative(z + h, y) - loss.derivative(z - h, y)) / (2 * h);
          double scale = Math.max(Math.max(1, Math.abs(y)), Math.abs(loss.derivative(z, y)));
          assertThat(loss.secondDerivative(z, y))
              .as("%s at z = %s, y = %s", loss.name(), z, y)
              .isGreaterThanOrEqualTo(0)
              .isCloseTo(difference, within(1e-7 * scale));
        }
      }
    }
  }

  /** Only what has a kink turns at once, and no bound of the curvature is passed, or far off. */
  @ParameterizedTest
  @MethodSource("all")
  void theDerivativeChangesAsFastAsTheLossSays(Loss loss) {
    double steepest = 0;
    double jump = 0;
    for (double y : labels(loss)) {
      double centre = loss.labelDomain() == LabelDomain.REAL ? y : 0;
      for (int i = -4000; i < 4000; i++) {
        double z = centre + i * 0.001;
        double change = loss.derivative(z + 0.001, y) - loss.derivative(z, y);
        steepest = Math.max(steepest, change / 0.001);
        jump = Math.max(jump, loss.derivative(z + 1e-9, y) - loss.derivative(z - 1e-9, y));
      }
    }
    if (loss.isSmooth()) {
      assertThat(steepest).isLessThanOrEqualTo(loss.curvature() * (1 + 1e-6));
      if (loss.labelDomain() == LabelDomain.REAL || loss.labelDomain() == LabelDomain.BINARY) {
        assertThat(jump).isLessThan(1e-6);
        assertThat(steepest).isGreaterThan(0.99 * loss.curvature());
      }
    } else {
      assertThat(jump).isGreaterThan(0.09);
      assertThat(loss.curvature()).isInfinite();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isConvexAndAtLeastZeroAcrossKinks(Loss loss) {
    Random random = new Random(11);
    for (double y : labels(loss)) {
      for (int i = 0; i < 2000; i++) {
        double a = 6 * random.nextGaussian() + (i % 2 == 0 ? 0 : Math.min(y, 5));
        double b = a + 4 * random.nextGaussian() * random.nextDouble();
        double ends = (loss.value(a, y) + loss.value(b, y)) / 2;
        assertThat(loss.value((a + b) / 2, y))
            .as("%s between %s and %s, y = %s, seed 11", loss.name(), a, b, y)
            .isBetween(0.0, ends * (1 + 1e-12) + 1e-15);
        // The tangent lies below, with the subgradient of a kink too.
        double tangent = loss.value(a, y) + loss.derivative(a, y) * (b - a);
        assertThat(loss.value(b, y))
            .isGreaterThanOrEqualTo(tangent - 1e-11 * (1 + Math.abs(tangent) + loss.value(a, y)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void countingARowGivesTheBitsOfValueAndDerivative(Loss loss) {
    for (double y : labels(loss)) {
      for (double z = -41.1; z < 41; z += 0.37) {
        GradientSum sum = GradientSum.of(1);
        assertThat(loss.count(z, y, 1, sum)).isEqualTo(loss.derivative(z, y));
        assertThat(sum.meanLoss()).isEqualTo(loss.value(z, y));
        assertThat(sum.rows()).isEqualTo(1);
      }
      for (double z : new double[] {0, -0.0, 800, -800, Double.NaN}) {
        GradientSum sum = GradientSum.of(1);
        assertThat(loss.count(z, y, 1, sum)).isEqualTo(Double.valueOf(loss.derivative(z, y)));
        assertThat(sum.meanLoss()).isEqualTo(Double.valueOf(loss.value(z, y)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRunOfRowsHasTheBitsOfEachAlone(Loss loss) {
    double[] margins = {-41.3, 800, -800, 0, -0.0, 1.7, Double.NaN, 36, -1e-9, 0.3, 5, -5, 2};
    for (double y : labels(loss)) {
      LossRun run = LossRun.of(margins.length + 1);
      run.setCount(margins.length);
      for (int k = 0; k < margins.length; k++) {
        run.margins[k] = margins[k];
        run.labels[k] = y;
      }
      loss.evaluate(run);
      for (int k = 0; k < margins.length; k++) {
        assertThat(run.values[k]).isEqualTo(Double.valueOf(loss.value(margins[k], y)));
        assertThat(run.derivatives[k]).isEqualTo(Double.valueOf(loss.derivative(margins[k], y)));
      }
      assertThat(run.values[margins.length]).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void finiteTo700AndNeverNaN(Loss loss) {
    for (double y : labels(loss)) {
      for (double z : new double[] {-700, -36, -1, -0.0, 0, 1, 36, 700}) {
        assertThat(loss.value(z, y)).as("%s(%s, %s)", loss.name(), z, y).isFinite();
        assertThat(loss.derivative(z, y)).isFinite();
      }
      for (double z : new double[] {-1e308, -1e154, -710, 710, 1e154, 1e308}) {
        assertThat(loss.value(z, y)).as("%s(%s, %s)", loss.name(), z, y).isNotNaN();
        assertThat(loss.value(z, y)).isGreaterThanOrEqualTo(0);
        assertThat(loss.derivative(z, y)).isNotNaN();
      }
      assertThat(loss.value(Double.NaN, y)).isNaN();
      assertThat(loss.derivative(Double.NaN, y)).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void flippingLabelAndMarginLeavesSymmetricLossesAlone(Loss loss) {
    for (double z = -5; z < 5; z += 0.37) {
      if (loss.labelDomain() == LabelDomain.BINARY) {
        assertThat(loss.value(z, 1)).isEqualTo(loss.value(-z, 0));
        assertThat(loss.derivative(z, 1)).isEqualTo(-loss.derivative(-z, 0));
      } else if (loss.labelDomain() == LabelDomain.REAL) {
        Loss flipped = loss;
        if (!SYMMETRIC.contains(loss.name())) {
          String parameter = loss.parameters().firstKey();
          flipped = loss.with(parameter, 1 - loss.parameters().get(parameter));
        }
        assertThat(flipped.value(-z, -0.7)).isCloseTo(loss.value(z, 0.7), within(1e-14));
        assertThat(flipped.derivative(-z, -0.7)).isCloseTo(-loss.derivative(z, 0.7), within(1e-15));
      }
    }
  }

  /** The second column is the parameter, 0 where there is none. */
  @ParameterizedTest
  @CsvSource({
    "squared, 0, 3, 1, 2, 2",
    "hinge, 0, 0.5, 1, 0.5, -1",
    "hinge, 0, 1, 1, 0, 0",
    "hinge, 0, 0, 0, 1, 1",
    "squared-hinge, 0, 0.5, 1, 0.25, -1",
    "squared-hinge, 0, 1, 1, 0, 0",
    "squared-hinge, 0, 2, 0, 9, 6",
    "squared-hinge, 0, -3, 0, 0, 0",
    "modified-huber, 0, 1, 1, 0, 0",
    "modified-huber, 0, 0.5, 1, 0.25, -1",
    "modified-huber, 0, -1, 1, 4, -4",
    "modified-huber, 0, -3, 1, 12, -4",
    "modified-huber, 0, 1, 0, 4, 4",
    "modified-huber, 0, 2.5, 0, 10, 4",
    "perceptron, 0, 0, 1, 0, -1",
    "perceptron, 0, 0, 0, 0, 1",
    "perceptron, 0, -0.0, 1, 0, -1",
    "perceptron, 0, 0.25, 1, 0, 0",
    "perceptron, 0, -2, 1, 2, -1",
    "perceptron, 0, 2, 0, 2, 1",
    "huber, 1, 1.5, 1, 0.125, 0.5",
    "huber, 1, 2, 1, 0.5, 1",
    "huber, 1, 4, 1, 2.5, 1",
    "huber, 2, 4, 1, 4, 2",
    "huber, 2, -4, 1, 8, -2",
    "epsilon-insensitive, 0.5, 1.25, 1, 0, 0",
    "epsilon-insensitive, 0.5, 1.5, 1, 0, 0",
    "epsilon-insensitive, 0.5, 0.5, 1, 0, 0",
    "epsilon-insensitive, 0.5, 3, 1, 1.5, 1",
    "epsilon-insensitive, 0.5, -1, 1, 1.5, -1",
    "epsilon-insensitive, 0, 1, 1, 0, 0",
    "squared-epsilon-insensitive, 0.5, 1.25, 1, 0, 0",
    "squared-epsilon-insensitive, 0.5, 3, 1, 2.25, 3",
    "squared-epsilon-insensitive, 0.5, -1, 1, 2.25, -3",
    "quantile, 0.75, 1, 3, 1.5, -0.75",
    "quantile, 0.75, 3, 1, 0.5, 0.25",
    "quantile, 0.75, 3, 3, 0, 0",
    "expectile, 0.75, 1, 3, 3, -3",
    "expectile, 0.75, 3, 1, 1, 1",
    "expectile, 0.75, 3, 3, 0, 0",
    "poisson, 0, 0, 0, 1, 1",
    "poisson, 0, 0, 1, 0, 0",
    "gamma, 0, 0, 1, 0, 0"
  })
  void closedForms(
      String name, double parameter, double z, double y, double value, double derivative) {
    Loss standard = Losses.byName(name);
    Loss loss =
        standard.parameters().isEmpty()
            ? standard
            : standard.with(standard.parameters().firstKey(), parameter);
    assertThat(loss.value(z, y)).isEqualTo(value);
    assertThat(loss.derivative(z, y)).isEqualTo(derivative);
  }

  @Test
  void logisticClosedForms() {
    Loss loss = new LogisticLoss();
    assertThat(loss.value(0, 1)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(loss.value(Math.log(3), 1)).isCloseTo(Math.log(4.0 / 3), within(1e-15));
    assertThat(loss.derivative(Math.log(3), 0)).isCloseTo(0.75, within(1e-15));
    assertThat(loss.value(-1000, 1)).isEqualTo(1000);
    assertThat(loss.derivative(40, 1)).isCloseTo(-Math.exp(-40), within(1e-30));
  }

  @Test
  void lossesWithALinkAreTheirFormulas() {
    Loss poisson = new PoissonLoss();
    Loss gamma = new GammaLoss();
    for (double y : new double[] {1e-3, 0.7, 2, 40}) {
      for (double z = -6.03; z < 6; z += 0.1) {
        double mean = Math.exp(z);
        double large = mean + y * (1 + Math.abs(z) + Math.abs(Math.log(y)));
        assertThat(poisson.value(z, y))
            .isCloseTo(mean - y * z + y * Math.log(y) - y, within(4e-15 * large));
        assertThat(poisson.derivative(z, y)).isCloseTo(mean - y, within(1e-15 * large));
        large = y / mean + 1 + Math.abs(z) + Math.abs(Math.log(y));
        assertThat(gamma.value(z, y))
            .isCloseTo(y / mean + z - 1 - Math.log(y), within(4e-15 * large));
        assertThat(gamma.derivative(z, y)).isCloseTo(1 - y / mean, within(4e-15 * large));
      }
      // Near the optimum the formulas lose every digit, the loss must not.
      double u = 1e-6;
      assertThat(poisson.value(Math.log(y) + u, y))
          .isCloseTo(y * u * u / 2 * (1 + u / 3), within(1e-8 * y * u * u));
      assertThat(gamma.value(Math.log(y) - u, y))
          .isCloseTo(u * u / 2 * (1 + u / 3), within(1e-8 * u * u));
    }
    assertThat(poisson.value(700, 1e-300)).isCloseTo(Math.exp(700), within(1e292));
    assertThat(poisson.value(-700, 0)).isCloseTo(Math.exp(-700), within(1e-316));
    assertThat(poisson.value(1e308, 1e308)).isInfinite();
    assertThat(gamma.value(-700, 1e-300))
        .isCloseTo(1e-300 * Math.exp(700) - 701 - Math.log(1e-300), within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e5, -2.25, 0, 0.5, 1e-9, 3e7})
  void limitsAndSpecialCasesCoincide(double y) {
    Loss squared = new HalfSquaredLoss();
    for (double z = -7.3; z < 7; z += 0.3) {
      double r = z - y;
      assertThat(HuberLoss.of(1e300).value(z, y)).isEqualTo(squared.value(z, y));
      assertThat(HuberLoss.of(1e300).derivative(z, y)).isEqualTo(squared.derivative(z, y));
      assertThat(HuberLoss.of(1e-12).value(z, y) / 1e-12)
          .isCloseTo(Math.abs(r), within(1e-11 + 1e-15 * Math.abs(r)));
      assertThat(EpsilonInsensitiveLoss.of(0).value(z, y)).isEqualTo(Math.abs(r));
      assertThat(EpsilonInsensitiveLoss.of(0).derivative(z, y)).isEqualTo(Math.signum(r));
      assertThat(SquaredEpsilonInsensitiveLoss.of(0).value(z, y)).isEqualTo(r * r);
      assertThat(SquaredEpsilonInsensitiveLoss.of(0).derivative(z, y)).isEqualTo(2 * r);
      assertThat(QuantileLoss.of(0.5).value(z, y)).isEqualTo(Math.abs(r) / 2);
      assertThat(ExpectileLoss.of(0.5).value(z, y)).isEqualTo(squared.value(z, y));
      assertThat(ExpectileLoss.of(0.5).derivative(z, y)).isEqualTo(squared.derivative(z, y));
    }
  }

  @Test
  void modifiedHuberIsSquaredHingeWithATangent() {
    Loss loss = new ModifiedHuberLoss();
    Loss square = new SquaredHingeLoss();
    for (double z = -1; z < 3; z += 0.125) {
      assertThat(loss.value(z, 1)).isEqualTo(square.value(z, 1));
      assertThat(loss.derivative(z, 1)).isEqualTo(square.derivative(z, 1));
      assertThat(loss.value(-2 - z, 1)).isEqualTo(8 + 4 * z);
    }
  }

  @Test
  void aHugeParameterDoesNotMakeNaN() {
    for (Loss loss : List.of(HuberLoss.of(1e308), EpsilonInsensitiveLoss.of(1e308))) {
      for (double z : new double[] {-1e308, 1e308}) {
        assertThat(loss.value(z, -z)).isNotNaN();
        assertThat(loss.derivative(z, -z)).isNotNaN();
      }
    }
  }

  @Test
  void predictsTheMeanWithALinkElseTheMarginOrItsSign() {
    Block block = Block.of(0, DenseRows.of(3, 1, new double[] {-2, 0, 1.5}), null, null);
    for (Loss loss : Losses.all()) {
      Predictions out = Predictions.of(3, 1, loss.hasProbability());
      LinearObjective objective = LinearObjective.of(loss, 1, false);
      objective.predict(block, new double[] {1}, out);
      assertThat(out.margins()).containsExactly(-2, 0, 1.5);
      double[] expected =
          switch (loss.name()) {
            case "poisson", "gamma" -> new double[] {Math.exp(-2), 1, Math.exp(1.5)};
            default ->
                loss.labelDomain() == LabelDomain.BINARY
                    ? new double[] {0, 0, 1}
                    : new double[] {-2, 0, 1.5};
          };
      assertThat(out.predicted()).as(loss.name()).containsExactly(expected, within(1e-15));
      assertThat(objective.hasDeviance())
          .isEqualTo(List.of("poisson", "gamma").contains(loss.name()));
    }
  }

  /** σ(z) is the probability of label 1 under the logistic loss alone. */
  @Test
  void onlyTheLogisticLossHasAProbability() {
    for (Loss loss : Losses.all()) {
      boolean logistic = loss.name().equals("logistic");
      assertThat(loss.hasProbability()).as(loss.name()).isEqualTo(logistic);
      Predictions out = LinearObjective.of(loss, 1, false).predictions(2);
      assertThat(out.probabilities() != null).as(loss.name()).isEqualTo(logistic);
    }
  }

  @Test
  void namesAreUniqueAndUnknownOnesAreNamed() {
    assertThat(Losses.all().stream().map(Loss::name))
        .doesNotHaveDuplicates()
        .contains("squared", "logistic", "hinge", "huber", "quantile", "poisson", "gamma");
    assertThatThrownBy(() -> Losses.byName("log")).hasMessageContaining("squared, logistic, hinge");
  }

  @Test
  void parametersAreCheckedAndKept() {
    assertThat(Losses.of("quantile", Map.of("quantile", 0.9)).parameters())
        .containsExactly(Map.entry("quantile", 0.9));
    assertThat(Losses.of("quantile", Map.of()).parameters())
        .containsExactly(Map.entry("quantile", 0.5));
    assertThat(Losses.having("epsilon"))
        .containsExactly("epsilon-insensitive", "squared-epsilon-insensitive");
    assertThat(Losses.defaultOf("huber-delta")).isEqualTo(1);
    assertThatThrownBy(() -> Losses.of("quantile", Map.of("expectile", 0.9)))
        .hasMessage("the loss quantile has no parameter expectile");
    assertThatThrownBy(() -> Losses.of("hinge", Map.of("epsilon", 0.9)))
        .hasMessage("the loss hinge has no parameter epsilon");
    assertThatThrownBy(() -> Losses.defaultOf("tau")).hasMessageContaining("parameter tau");
  }

  @ParameterizedTest
  @CsvSource({
    "huber, 0",
    "huber, -1",
    "huber, Infinity",
    "huber, NaN",
    "epsilon-insensitive, -1e-9",
    "epsilon-insensitive, NaN",
    "epsilon-insensitive, Infinity",
    "squared-epsilon-insensitive, -1",
    "squared-epsilon-insensitive, NaN",
    "squared-epsilon-insensitive, Infinity",
    "quantile, 0",
    "quantile, 1",
    "quantile, NaN",
    "expectile, 0",
    "expectile, 1",
    "expectile, 1.5",
    "expectile, NaN"
  })
  void parametersOutOfRangeAreRefused(String name, double value) {
    Loss loss = Losses.byName(name);
    String parameter = loss.parameters().firstKey();
    assertThatThrownBy(() -> loss.with(parameter, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parameter + " must be ")
        .hasMessageContaining("got " + value);
  }

  @Test
  void domainsOfQuantities() {
    assertThat(LabelDomain.REAL.allows(-1)).isTrue();
    assertThat(LabelDomain.NON_NEGATIVE.allows(0)).isTrue();
    assertThat(LabelDomain.NON_NEGATIVE.allows(-1e-300)).isFalse();
    assertThat(LabelDomain.POSITIVE.allows(1e-300)).isTrue();
    assertThat(LabelDomain.POSITIVE.allows(0)).isFalse();
    assertThat(LabelDomain.NON_NEGATIVE.allowed()).contains("at least 0");
    assertThat(LabelDomain.POSITIVE.allowed()).contains("above 0");
    assertThat(LabelDomain.BINARY.allowed()).contains("0 and 1");
    for (LabelDomain domain : LabelDomain.values()) {
      assertThat(domain.allows(Double.NaN)).isFalse();
      assertThat(domain.allows(Double.POSITIVE_INFINITY)).isFalse();
      assertThat(domain.isQuantity())
          .isEqualTo(!domain.isClasses() && domain != LabelDomain.LABEL_SETS);
    }
  }
}
