package io.descent.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void numbersAreTheNearestDoubles() {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200_000; i++) {
      String text =
          switch (random.nextInt(4)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(-5, 30)).toString();
            case 2 -> BigDecimal.valueOf(random.nextLong(1_000_000), random.nextInt(8)).toString();
            default -> (random.nextBoolean() ? "-" : "+") + "0" + random.nextInt(1000) + ".250";
          };
      double expected = Double.parseDouble(text);
      if (Double.isNaN(expected) || text.contains("Inf")) {
        continue;
      }
      assertThat(Double.doubleToRawLongBits(Numbers.parse(text)))
          .as("'%s', seed %d", text, seed)
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "1e5.",
        "1.2.3",
        "0x1p3",
        "1d",
        "1f",
        "1 2",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "1,5",
        "--1",
        "1-",
        "\u0661",
        "1_000"
      })
  void otherTextsAreNotNumbers(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }

  @Test
  void edgesOfTheGrammar() {
    assertThat(Numbers.parse("1.")).isEqualTo(1.0);
    assertThat(Numbers.parse(".5")).isEqualTo(0.5);
    assertThat(Numbers.parse("+1E-2")).isEqualTo(0.01);
    assertThat(1 / Numbers.parse("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Numbers.parse("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Numbers.parse("-1" + "0".repeat(400))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Numbers.parse("0." + "0".repeat(40) + "1")).isEqualTo(1e-41);
  }

  @Test
  void namesOfValuesThatAreNotFinite() {
    assertThat(Numbers.namesNonFinite("NaN")).isTrue();
    assertThat(Numbers.namesNonFinite("-inf")).isTrue();
    assertThat(Numbers.namesNonFinite("+Infinity")).isTrue();
    assertThat(Numbers.namesNonFinite("Nancy")).isFalse();
    assertThat(Numbers.namesNonFinite("na")).isFalse();
  }

  @Test
  void numbersAsTexts() {
    assertThat(Numbers.text(-0.0)).isEqualTo("0");
    assertThat(Numbers.text(17)).isEqualTo("17");
    assertThat(Numbers.text(0.1)).isEqualTo("0.1");
    assertThat(Numbers.text(1e300)).isEqualTo("1.0E300");
  }
}
