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

  @Test
  void whatIsGivenIsCopiedAndWhatIsHandedOutIsLive() {
    double[] given = {1, 2};
    Slots one = Slots.none().with("a", given);
    Slots two = one.with("b", 3);
    given[0] = 7;
    assertThat(one.get("a")).containsExactly(1, 2);
    one.get("a")[1] = 5;
    assertThat(one.get("a")).containsExactly(1, 5);
    // Slots with one more go on with the arrays there are.
    assertThat(two.get("a")).isSameAs(one.get("a"));
    assertThat(one.names()).containsExactly("a");
    assertThat(two.get("b")).containsExactly(0, 0, 0);
    assertThat(Slots.none().names()).isEmpty();
    assertThat(two.copy().names()).containsExactly("a", "b");
    assertThat(two.copy().get("a")).containsExactly(1, 5);
  }

  @Test
  void theShapeIsNamesAndLengthsInOrder() {
    Slots slots = Slots.none().with("a", 2).with("b", 1);
    slots.checkSameShape(Slots.none().with("a", new double[] {3, 4}).with("b", 1));
    Slots swapped = Slots.none().with("b", 1).with("a", 2);
    assertThatThrownBy(() -> slots.checkSameShape(swapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slots [b[1], a[2]] where [a[2], b[1]] are needed");
    assertThatThrownBy(() -> slots.checkSameShape(Slots.none().with("a", 2)))
        .hasMessage("slots [a[2]] where [a[2], b[1]] are needed");
    assertThatThrownBy(() -> Slots.none().checkSameShape(slots)).hasMessageContaining("where []");
  }
}
