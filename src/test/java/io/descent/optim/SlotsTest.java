package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlotsTest {
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
