package io.descent.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberScannerTest {
  private final NumberScanner scanner = new NumberScanner();

  private int scan(String text) {
    return scanner.scan((text + "\n").getBytes(US_ASCII), 0);
  }

  @Test
  void hasTheBitsOfParseDouble() {
    for (int seed = 0; seed < 200_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      text.append(new String[] {"", "-", "+"}[random.nextInt(3)]);
      int whole = random.nextInt(random.nextInt(5) == 0 ? 25 : 8);
      for (int i = 0; i < whole; i++) {
        text.append(random.nextInt(10));
      }
      int fraction = random.nextInt(random.nextInt(5) == 0 ? 25 : 8);
      if (fraction > 0 || whole == 0 || random.nextBoolean()) {
        text.append('.');
        for (int i = 0; i < fraction + (whole == 0 ? 1 : 0); i++) {
          text.append(random.nextInt(10));
        }
      }
      if (random.nextInt(3) == 0) {
        text.append(random.nextBoolean() ? 'e' : 'E');
        text.append(new String[] {"", "-", "+"}[random.nextInt(3)]);
        text.append(random.nextInt(random.nextBoolean() ? 30 : 400));
      }
      String number = text.toString();
      assertThat(scan(number)).as(number).isEqualTo(number.length());
      assertThat(Double.doubleToRawLongBits(scanner.value()))
          .as(number)
          .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
    }
  }

  private void sameBits(String number) {
    assertThat(scan(number)).as(number).isEqualTo(number.length());
    assertThat(Double.doubleToRawLongBits(scanner.value()))
        .as(number)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
  }

  @Test
  void hasTheBitsOfParseDoubleForShortestDigitsAndTheirNeighbours() {
    Random random = new Random(7);
    for (int i = 0; i < 300_000; i++) {
      double x = Math.scalb(random.nextDouble() - 0.5, random.nextInt(300) - 200);
      sameBits(Double.toString(x));
      long digits = Math.floorMod(random.nextLong(), 1_000_000_000_000_000_000L);
      sameBits(digits + "e" + (random.nextInt(104) - 62));
    }
  }

  @Test
  void halfwayBetweenTwoDoublesGoesToTheEvenOne() {
    Random random = new Random(8);
    for (int i = 0; i < 100_000; i++) {
      // Odd numbers of 54 bits lie in the middle of two doubles, and so do their multiples by 2^k.
      long middle = (1L << 53 | random.nextLong() >>> 11) | 1;
      int power = random.nextInt(6);
      long number = middle << power;
      sameBits(Long.toString(number));
      sameBits(number + 1 + "");
      sameBits(number - 1 + "");
      // 5^k in the denominator: middles with decimals.
      sameBits(BigDecimal.valueOf(middle).divide(BigDecimal.valueOf(1L << power)).toPlainString());
      sameBits(number + "e" + (random.nextInt(20) - 10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740992",
        "9007199254740993",
        "9007199254740992e22",
        "9007199254740993e22",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "5e-324",
        "2e-324",
        "1.7976931348623157e308",
        "1e309",
        "-0",
        "0e999999999999",
        "1e-999999999999",
        "1e2147483648",
        "000000000000000000000000001",
        "0.000000000000000000000000000001",
        "123456789012345678",
        "1234567890123456789"
      })
  void atTheEdges(String number) {
    assertThat(scan(number)).isEqualTo(number.length());
    assertThat(Double.doubleToRawLongBits(scanner.value()))
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "nan", "NaN", "inf", "x1", " 1"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(scan(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "1f", "1L", "0x10", "1_000", "1,5", "1 ", "1-2", "1.2.3", "1e5.0"})
  void stopsBeforeWhatIsNotPartOfTheNumber(String text) {
    assertThat(scan(text)).isBetween(1, text.length() - 1);
  }
}
