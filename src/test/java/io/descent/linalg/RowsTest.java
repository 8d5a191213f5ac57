package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowsTest {
  private static double[][] random(long seed, int count, int width, double density) {
    Random random = new Random(seed);
    double[][] values = new double[count][width];
    for (double[] row : values) {
      for (int j = 0; j < width; j++) {
        row[j] = random.nextDouble() < density ? (float) random.nextGaussian() : 0;
      }
    }
    return values;
  }

  private static Rows build(double[][] values, Storage storage) {
    RowsBuilder builder = RowsBuilder.with(storage);
    for (double[] row : values) {
      for (int j = 0; j < row.length; j++) {
        builder.add(j, row[j]);
      }
      builder.endRow();
    }
    return builder.build(values[0].length);
  }

  /** The definition of the pinned order, term by term. */
  private static double pinned(double[] x, double[] theta, int offset, int[] columns) {
    double[] s = new double[8];
    double tail = 0;
    int whole = columns.length / 8 * 8;
    for (int k = 0; k < columns.length; k++) {
      double product = x[columns[k]] * theta[offset + columns[k]];
      if (k < whole) {
        s[k % 8] += product;
      } else {
        tail += product;
      }
    }
    return (((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))) + tail;
  }

  static Stream<Integer> widths() {
    return Stream.of(1, 2, 7, 8, 9, 15, 16, 17, 101, 1021);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void manyScaledRowsHaveTheBitsOfOneAfterTheOther(int width) {
    for (Storage storage : Storage.values()) {
      for (double density : new double[] {1, 0.2}) {
        Rows rows = build(random(width, 13, width, density), storage);
        double[] scales = new Random(4).doubles(13, -1, 1).toArray();
        int[] list = {0, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 7, 1};
        for (int count = 0; count <= list.length; count++) {
          double[] together = new Random(5).doubles(width + 2).toArray();
          double[] single = together.clone();
          rows.addScaled(list, scales, count, together, 1);
          for (int k = 0; k < count; k++) {
            rows.addScaled(list[k], scales[k], single, 1);
          }
          assertThat(together).as("%s, %s, %d rows", storage, density, count).isEqualTo(single);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void everyFormKeepsThePinnedOrder(int width) {
    for (Storage storage : Storage.values()) {
      for (double density : new double[] {1, 0.2}) {
        double[][] values = random(width, 5, width, density);
        Rows rows = build(values, storage);
        assertThat(rows.bytes()).isLessThanOrEqualTo(5L * width * storage.bytes());
        double[] theta = new Random(9).doubles(width + 3).toArray();
        for (int i = 0; i < 5; i++) {
          int[] columns =
              rows instanceof DenseRows
                  ? java.util.stream.IntStream.range(0, width).toArray()
                  : nonZeros(values[i]);
          assertThat(rows.dot(i, theta, 3)).isEqualTo(pinned(values[i], theta, 3, columns));
          assertThat(rows.entries(i)).isEqualTo(columns.length);
          double[] target = new double[width + 3];
          rows.addScaled(i, 0.5, target, 3);
          double[] seen = new double[width];
          rows.forEach(i, (column, value) -> seen[column] = value);
          for (int j = 0; j < width; j++) {
            assertThat(target[3 + j]).isEqualTo(0.5 * values[i][j]);
            assertThat(seen[j]).isEqualTo(values[i][j]);
          }
        }
      }
    }
  }

  private static int[] nonZeros(double[] row) {
    return java.util.stream.IntStream.range(0, row.length).filter(j -> row[j] != 0).toArray();
  }

  @Test
  void denseOrSparseByBytes() {
    assertThat(build(random(1, 10, 40, 0.9), Storage.FLOAT)).isInstanceOf(DenseRows.class);
    assertThat(build(random(1, 10, 40, 0.1), Storage.FLOAT)).isInstanceOf(CsrRows.class);
    assertThat(build(random(1, 50, 40, 0.58), Storage.DOUBLE)).isInstanceOf(CsrRows.class);
    assertThat(build(random(1, 50, 40, 0.58), Storage.FLOAT)).isInstanceOf(DenseRows.class);
  }

  @Test
  void denseAndSparseAgree() {
    double[][] values = random(3, 20, 97, 0.5);
    double[] flat = new double[20 * 97];
    for (int i = 0; i < 20; i++) {
      System.arraycopy(values[i], 0, flat, 97 * i, 97);
    }
    Rows dense = DenseRows.of(20, 97, flat);
    Rows sparse = build(random(3, 20, 97, 0.5), Storage.FLOAT);
    assertThat(sparse).isInstanceOf(CsrRows.class);
    double[] theta = new Random(4).doubles(97).toArray();
    for (int i = 0; i < 20; i++) {
      assertThat(sparse.dot(i, theta, 0)).isCloseTo(dense.dot(i, theta, 0), within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void emptyRowsAndNoRows(Storage storage) {
    RowsBuilder builder = RowsBuilder.with(storage);
    builder.endRow();
    builder.endRow();
    Rows rows = builder.build();
    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.dot(1, new double[0], 0)).isZero();
    assertThat(RowsBuilder.with(storage).build().count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void whateverIsToldOfTheRestTheRowsAreTheSame(Storage storage) throws IOException {
    double[][] values = random(41, 700, 90, 0.2);
    Rows expected = build(values, storage);
    for (double factor : new double[] {0, 0.2, 0.98, 1, 1.02, 5, 1e-6, Double.NaN}) {
      RowsBuilder builder = RowsBuilder.with(storage);
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < values[i].length; j++) {
          builder.add(j, values[i][j]);
        }
        builder.endRow();
        builder.done(Math.min(1, factor * (i + 1) / values.length));
      }
      Rows rows = builder.build(90);
      assertThat(rows.bytes()).as("factor %s", factor).isEqualTo(expected.bytes());
      assertThat(entries(rows)).as("factor %s", factor).isEqualTo(entries(expected));
      assertThat((double) wire(rows)).as("factor %s", factor).isLessThan(1.1 * wire(expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void roomIsMadeOnceWhenTheShareThatIsThereIsTold(Storage storage) {
    int rows = 40_000;
    RowsBuilder builder = RowsBuilder.with(storage);
    long before = allocated();
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < 60; k++) {
        builder.add(100 * k + i % 100, 0.5);
      }
      builder.endRow();
      if (i % 400 == 399) {
        builder.done((i + 1.0) / rows);
      }
    }
    Rows built = builder.build();
    assertThat((double) (allocated() - before)).isLessThan(1.45 * built.bytes());
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void denseRowsAreHandedOutInTheArrayTheyWereCollectedIn(Storage storage) {
    int rows = 40_000;
    for (int told : new int[] {0, 60}) {
      RowsBuilder builder = told > 0 ? RowsBuilder.with(storage, told) : RowsBuilder.with(storage);
      long before = allocated();
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < 60; k++) {
          builder.add(k, k % 7 == 3 && i > 0 ? 0 : 0.5);
        }
        builder.endRow();
        if (i % 400 == 399) {
          builder.done((i + 1.0) / rows);
        }
      }
      Rows built = builder.build(60);
      assertThat(built).isInstanceOf(DenseRows.class);
      assertThat((double) (allocated() - before)).isLessThan(1.45 * built.bytes());
    }
  }

  /** Rows of these densities, one run after the other: the builder has to change its mind. */
  @ParameterizedTest
  @EnumSource(Storage.class)
  void whateverFormTheFirstRowsHadAllComeOutAlike(Storage storage) {
    double[][] densities = {{1, 0.05}, {0.05, 1}, {1, 0.05, 1}, {0.6, 0.4}, {0, 1}, {1, 0}, {1}};
    for (double[] runs : densities) {
      for (int told : new int[] {0, 29, 31, 40}) {
        for (int widest : new int[] {29, 31}) {
          double[][] values = new double[40 * runs.length][];
          for (int r = 0; r < values.length; r++) {
            double density = runs[r / 40];
            values[r] = random(100 + r, 1, r < 3 ? 29 : widest, density)[0];
          }
          checkBuilt(values, storage, told, 31);
        }
      }
    }
  }

  @Test
  void zerosOfAllKindsAreThoseOfTheFormThatIsHandedOut() {
    double[][] tiny = new double[30][12];
    for (double[] row : tiny) {
      java.util.Arrays.fill(row, 1.5);
    }
    tiny[7][3] = 1e-60;
    tiny[9][0] = -0.0;
    tiny[29][11] = 0;
    checkBuilt(tiny, Storage.FLOAT, 0, 12);
    checkBuilt(tiny, Storage.DOUBLE, 12, 12);
    for (int row = 8; row < 30; row++) {
      java.util.Arrays.fill(tiny[row], row % 2, 12, 0);
    }
    checkBuilt(tiny, Storage.FLOAT, 0, 12);
    checkBuilt(tiny, Storage.DOUBLE, 0, 12);
  }

  /** Against what the class says of its rows, entry by entry. */
  private static void checkBuilt(double[][] values, Storage storage, int told, int width) {
    RowsBuilder builder = told > 0 ? RowsBuilder.with(storage, told) : RowsBuilder.with(storage);
    long entries = 0;
    for (double[] row : values) {
      for (int j = 0; j < row.length; j++) {
        builder.add(j, row[j]);
        entries += row[j] != 0 ? 1 : 0;
      }
      builder.endRow();
    }
    Rows rows = builder.build(width);
    int bytes = storage.bytes();
    boolean dense =
        (long) values.length * width * bytes <= entries * (4 + bytes) + 4L * (values.length + 1);
    assertThat(rows.count()).isEqualTo(values.length);
    assertThat(rows.width()).isEqualTo(width);
    assertThat(rows).isInstanceOf(dense ? DenseRows.class : CsrRows.class);
    StringBuilder expected = new StringBuilder();
    for (double[] row : values) {
      for (int j = 0; j < width; j++) {
        double value = j < row.length && row[j] != 0 ? row[j] : 0.0;
        if (dense || value != 0) {
          double kept = storage == Storage.FLOAT ? (float) value : value;
          expected.append(j).append(':').append(kept).append(' ');
        }
      }
      expected.append('\n');
    }
    assertThat(entries(rows)).isEqualTo(expected.toString());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static String entries(Rows rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.count(); i++) {
      rows.forEach(i, (column, value) -> text.append(column).append(':').append(value).append(' '));
      text.append('\n');
    }
    return text.toString();
  }

  private static int wire(Rows rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rows);
    }
    return bytes.size();
  }

  @Test
  void wrongShapesAreRefusedWithBothNumbers() {
    RowsBuilder builder = RowsBuilder.with(Storage.DOUBLE);
    builder.add(3, 1);
    assertThatThrownBy(() -> builder.add(3, 1)).hasMessageContaining("column 3 after 3");
    assertThatThrownBy(() -> builder.build(3)).hasMessageContaining("width 3 but column 3");
    assertThatThrownBy(() -> DenseRows.of(2, 3, new double[5])).hasMessageContaining("5 values");
    assertThatThrownBy(() -> CsrRows.of(2, new int[] {0, 2}, new int[] {1, 1}, new double[] {1, 1}))
        .hasMessageContaining("column 1 after 1");
    assertThatThrownBy(() -> CsrRows.of(2, new int[] {0, 1}, new int[] {2}, new double[] {1}))
        .hasMessageContaining("width 2");
    assertThatThrownBy(() -> Block.of(0, DenseRows.of(1, 1, new double[1]), new double[2], null))
        .hasMessageContaining("2 labels");
    assertThatThrownBy(() -> Selection.of(new int[] {2, 2})).hasMessageContaining("ascend");
  }
}
