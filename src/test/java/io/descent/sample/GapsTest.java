package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.9, 0.9999, 1 - 0x1p-53})
  void aTableChangesNoDraw(double p) {
    // Another probability between them, or the table would be kept.
    Gaps.of(0.123, 1e9);
    Gaps computed = Gaps.of(p, 1);
    Gaps tabulated = Gaps.of(p, 1e9);
    assertThat(Gaps.of(p, 1)).isSameAs(tabulated).isNotSameAs(computed);
    SplitMix one = SplitMix.of(7, 3, 1);
    SplitMix other = SplitMix.of(7, 3, 1);
    SplitMix raw = SplitMix.of(7, 3, 1);
    for (int draw = 0; draw < 100_000; draw++) {
      double expected = Math.floor(StrictMath.log(raw.unit()) / StrictMath.log1p(-p));
      int gap = tabulated.next(one);
      assertThat(gap).isEqualTo(computed.next(other));
      assertThat((double) gap).isEqualTo(Math.min(expected, Integer.MAX_VALUE));
    }
  }
}
