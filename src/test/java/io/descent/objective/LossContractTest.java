package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossContractTest {
  static List<Loss> all() {
    return Losses.all();
  }

  private static double[] labels(Loss loss) {
    return loss.labelDomain() == LabelDomain.BINARY
        ? new double[] {0, 1}
        : new double[] {-3, 0, 0.25, 1e6};
  }

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
        assertThat(loss.derivative(z, y)).isCloseTo(difference, within(1e-8 * scale * scale));
        assertThat(loss.derivative(z, y)).isGreaterThanOrEqualTo(last);
        assertThat(loss.value(z, y)).isGreaterThanOrEqualTo(0);
        last = loss.derivative(z, y);
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
  void finiteTo700AndNeverNaN(Loss loss) {
    for (double y : labels(loss)) {
      for (double z : new double[] {-700, -36, -1, -0.0, 0, 1, 36, 700}) {
        assertThat(loss.value(z, y)).isFinite();
        assertThat(loss.derivative(z, y)).isFinite();
      }
      for (double z : new double[] {-1e308, -1e154, 1e154, 1e308}) {
        assertThat(loss.value(z, y)).isNotNaN();
        assertThat(loss.derivative(z, y)).isNotNaN();
      }
      assertThat(loss.value(Double.NaN, y)).isNaN();
      assertThat(loss.derivative(Double.NaN, y)).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void flippingLabelAndMarginLeavesClassificationLossesAlone(Loss loss) {
    if (loss.labelDomain() == LabelDomain.BINARY) {
      for (double z = -5; z < 5; z += 0.37) {
        assertThat(loss.value(z, 1)).isEqualTo(loss.value(-z, 0));
        assertThat(loss.derivative(z, 1)).isEqualTo(-loss.derivative(-z, 0));
      }
    } else {
      assertThat(loss.value(2, 5)).isEqualTo(loss.value(-2, -5));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "squared, 3, 1, 2, 2",
    "hinge, 0.5, 1, 0.5, -1",
    "hinge, 1, 1, 0, 0",
    "hinge, 0, 0, 1, 1"
  })
  void closedForms(String name, double z, double y, double value, double derivative) {
    Loss loss = Losses.byName(name);
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
  void namesAreUniqueAndUnknownOnesAreNamed() {
    assertThat(Losses.all().stream().map(Loss::name)).doesNotHaveDuplicates();
    assertThatThrownBy(() -> Losses.byName("log")).hasMessageContaining("squared, logistic, hinge");
  }
}
