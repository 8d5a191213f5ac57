package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void aCurveThatEndsGoesOnWithItsLeast() {
    Curve mean =
        Curve.mean(
            List.of(
                Curve.of(List.of(2.0, 4.0), List.of(3.0, 5.0)),
                Curve.of(List.of(2.0, 4.0, 6.0), List.of(5.0, 3.0, 1.0))));
    assertThat(mean.epochs()).containsExactly(2.0, 4.0, 6.0);
    assertThat(mean.losses()).containsExactly(4.0, 4.0, 2.0);
    assertThat(mean.loss()).isEqualTo(2);
    assertThat(mean.epochOfLoss(0)).isEqualTo(6);
    assertThat(mean.epochOfLoss(1)).isEqualTo(2);
  }

  @Test
  void withoutALossItIsTheWorst() {
    Curve none = Curve.of(List.of(), List.of());
    assertThat(none.loss()).isInfinite();
    assertThat(none.epochOfLoss(0.1)).isEqualTo(1);
    Curve one = Curve.of(List.of(1.0), List.of(2.0));
    assertThat(Curve.mean(List.of(none, one)).loss()).isInfinite();
  }
}
