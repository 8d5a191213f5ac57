package io.descent.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class NumberChunkTest {
  private static final int ROWS = 257;

  private final SplittableRandom random = new SplittableRandom(5);

  /** Packs rows of one column, and checks that they come out to the bit. */
  private static long bytes(int[] hints, DoubleSupplier next) {
    double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = next.getAsDouble();
    }
    NumberChunk chunk = NumberChunk.of(values, ROWS, 1, hints);
    double[] out = new double[ROWS];
    chunk.unpack(out);
    for (int i = 0; i < ROWS; i++) {
      assertThat(Double.doubleToLongBits(out[i])).isEqualTo(Double.doubleToLongBits(values[i]));
    }
    assertThat(chunk.rows()).isEqualTo(ROWS);
    return chunk.bytes();
  }

  @Test
  void decimalsOfFewDigitsAndFloatsTakeFourBytes() {
    int[] hints = new int[1];
    assertThat(bytes(hints, () -> random.nextInt(-99_999, 100_000) / 1e5)).isEqualTo(4 * ROWS);
    assertThat(hints).containsExactly(5);
    assertThat(bytes(hints, () -> random.nextInt(10) / 10.0)).isEqualTo(4 * ROWS);
    assertThat(bytes(hints, () -> random.nextInt(1 << 24))).isEqualTo(4 * ROWS);
    assertThat(bytes(new int[1], () -> (float) random.nextDouble())).isEqualTo(4 * ROWS);
    assertThat(bytes(new int[1], () -> random.nextInt(2) == 0 ? Double.NaN : -0.0))
        .isEqualTo(4 * ROWS);
    assertThat(bytes(new int[1], () -> random.nextInt(3) == 0 ? Double.NaN : 0.25))
        .isEqualTo(4 * ROWS);
  }

  @Test
  void whatFloatsCannotTellTakesEight() {
    assertThat(bytes(new int[1], random::nextDouble)).isEqualTo(8 * ROWS);
    assertThat(bytes(new int[1], () -> 123_456_789.0 + 2 * random.nextInt(9))).isEqualTo(8 * ROWS);
    assertThat(bytes(new int[1], () -> random.nextInt(2) == 0 ? 1e300 : -1e-300))
        .isEqualTo(8 * ROWS);
    assertThat(bytes(new int[1], () -> random.nextInt(2) == 0 ? 1e-12 : -0.0)).isEqualTo(8 * ROWS);
  }

  @Test
  void columnsArePackedEachForItself() {
    double[] values = {1, 0.1, 2, Math.PI, 3, 0.01, 1, 0.5, 7};
    int[] hints = new int[3];
    NumberChunk chunk = NumberChunk.of(values.clone(), 3, 3, hints);
    double[] out = new double[9];
    chunk.unpack(out);
    assertThat(out).containsExactly(values);
    assertThat(chunk.bytes()).isEqualTo(3 * (4 + 8 + 4));
  }
}
