package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void aCurveThatEndsGoesOnWithItsLeast() {
    Curve mean =
        Curve.mean(
            List.of(
                Curve.of(List.of(2.0, 4.0), List.of(3.0, 5.0), false),
                Curve.of(List.of(2.0, 4.0, 6.0), List.of(5.0, 3.0, 1.0), false)),
            false);
    assertThat(mean.epochs()).containsExactly(2.0, 4.0, 6.0);
    assertThat(mean.losses()).containsExactly(4.0, 4.0, 2.0);
    assertThat(mean.loss()).isEqualTo(2);
    assertThat(mean.epochOfLoss(0)).isEqualTo(6);
    assertThat(mean.epochOfLoss(1)).isEqualTo(2);
  }

  @Test
  void whatCountsOfATrainingThatConvergesIsItsEnd() {
    List<Double> epochs = List.of(2.0, 4.0, 6.0, 8.0);
    Curve curve = Curve.of(epochs, List.of(1.0, 3.0, 2.001, 2.0), true);
    assertThat(curve.loss()).isEqualTo(2);
    assertThat(curve.epochOfLoss(1e-3)).isEqualTo(6);
    assertThat(curve.epochOfLoss(0)).isEqualTo(8);
    Curve longer =
        Curve.of(List.of(2.0, 4.0, 6.0, 8.0, 10.0), List.of(4.0, 4.0, 4.0, 4.0, 4.0), true);
    List<Double> mean = Curve.mean(List.of(curve, longer), true).losses();
    assertThat(mean.stream().mapToDouble(v -> v).toArray())
        .containsExactly(new double[] {2.5, 3.5, 3.0005, 3.0, 3.0}, within(1e-12));
  }

  @Test
  void withoutALossItIsTheWorst() {
    Curve none = Curve.of(List.of(), List.of(), false);
    assertThat(none.loss()).isInfinite();
    assertThat(none.epochOfLoss(0.1)).isEqualTo(1);
    Curve one = Curve.of(List.of(1.0), List.of(2.0), false);
    assertThat(Curve.mean(List.of(none, one), false).loss()).isInfinite();
  }
}
