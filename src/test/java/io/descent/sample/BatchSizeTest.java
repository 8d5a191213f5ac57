package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
  @Test
  void growsByAFactor() {
    BatchSize size = BatchSize.growing(3, "times 2.5 every 10 max 100");
    long[] expected = {3, 7, 18, 46, 100, 100};
    for (int stage = 0; stage < expected.length; stage++) {
      assertThat(size.at(10L * stage)).isEqualTo(expected[stage]);
      assertThat(size.at(10L * stage + 9)).isEqualTo(expected[stage]);
    }
    assertThat(size.at(Long.MAX_VALUE)).isEqualTo(100);
    assertThat(size).hasToString("3 times 2.5 every 10 max 100");
  }

  @Test
  void growsByASummand() {
    BatchSize size = BatchSize.growing(64, "  add 64 every 1 max 300 ");
    assertThat(new long[] {size.at(0), size.at(1), size.at(2), size.at(3), size.at(4), size.at(5)})
        .containsExactly(64, 128, 192, 256, 300, 300);
    assertThat(size.at(Long.MAX_VALUE)).isEqualTo(300);
    assertThat(BatchSize.growing(7, "add 1 every 1 max 7").at(99)).isEqualTo(7);
  }

  /** The smallest T whose batches hold the rows, counted one by one. */
  @Test
  void stepsOfEpochsAreExact() {
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      int rows = 1 + random.nextInt(400);
      int first = 1 + random.nextInt(30);
      String growth =
          (random.nextBoolean() ? "times " + (1.1 + random.nextInt(20) / 10.0) : "add 3")
              + " every "
              + (1 + random.nextInt(9))
              + " max "
              + (first + random.nextInt(500));
      BatchSize size = BatchSize.growing(first, growth);
      double epochs = (1 + random.nextInt(50)) / 10.0;
      BigDecimal wanted = BigDecimal.valueOf(epochs).multiply(BigDecimal.valueOf(rows));
      for (long cap : new long[] {rows, Long.MAX_VALUE}) {
        long steps = 0;
        for (long drawn = 0; BigDecimal.valueOf(drawn).compareTo(wanted) < 0; steps++) {
          drawn += Math.min(cap, size.at(steps));
        }
        assertThat(size.steps(epochs, rows, cap))
            .as("trial %d: %s, %s epochs of %d", trial, size, epochs, rows)
            .isEqualTo(steps);
      }
    }
  }

  @Test
  void manyRowsTakeNoMoreTimeThanStagesOfGrowth() {
    assertThat(BatchSize.growing(1, "times 2 every 1000 max 1024").steps(1, 1L << 40, 1L << 40))
        .isEqualTo(((1L << 40) - 1000L * 1023 + 1023) / 1024 + 10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "times 2",
        "times 2 every 10",
        "times 1 every 10 max 100",
        "times 0.5 every 10 max 100",
        "times -2 every 10 max 100",
        "times 2 every 0 max 100",
        "add 0 every 10 max 100",
        "add 1.5 every 10 max 100",
        "add 1 every 99999999999999999999 max 100",
        "add 1 every 10 max 99999999999",
        "double every 10 max 100",
        "times NaN every 10 max 100"
      })
  void otherTextsAreToldTheGrammar(String growth) {
    assertThatThrownBy(() -> BatchSize.growing(4, growth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("times F every STEPS max ROWS")
        .hasMessageContaining("got \"" + growth + "\"");
  }

  @Test
  void aLargestBelowTheFirstIsRefused() {
    assertThatThrownBy(() -> BatchSize.growing(101, "times 2 every 10 max 100"))
        .hasMessage("max 100 is below the batch size it begins with, 101");
  }

  /** 2³⁰ is the most of all three. */
  @Test
  void theLargestValuesAreAllowed() {
    assertThat(BatchSize.growing(1, "times 1073741824 every 1 max 1073741824").at(1))
        .isEqualTo(1 << 30);
    assertThat(BatchSize.growing(1, "add 1073741824 every 1 max 1073741824").at(1))
        .isEqualTo(1 << 30);
    for (String beyond :
        new String[] {
          "times 1073741824.5 every 1 max 9",
          "add 1073741825 every 1 max 9",
          "times 2 every 1 max 1073741825"
        }) {
      assertThatThrownBy(() -> BatchSize.growing(1, beyond))
          .hasMessageContaining("at most 1073741824 rows, got \"" + beyond + "\"");
    }
  }

  @Test
  void aConstantSizeIsAtLeastOneRow() {
    assertThat(BatchSize.constant(1).at(Long.MAX_VALUE - 1)).isEqualTo(1);
    assertThat(BatchSize.constant(7)).hasToString("7");
    for (long bad : new long[] {0, -1}) {
      assertThatThrownBy(() -> BatchSize.constant(bad))
          .hasMessage("batch size must be at least 1, got " + bad);
      assertThatThrownBy(() -> BatchSize.growing(bad, "times 2 every 1 max 9"))
          .hasMessage("batch size must be at least 1, got " + bad);
    }
  }
}
