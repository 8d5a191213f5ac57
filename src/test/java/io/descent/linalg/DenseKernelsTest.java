package io.descent.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseKernelsTest {
  private static final int ROWS = 23;
  private static final int OFFSET = 3;

  private final DenseKernels scalar = DenseKernels.choose("scalar");
  private final DenseKernels vector = DenseKernels.choose("vector");

  /** Also rows that follow each other, which are read ahead; 521 is past the widest of these. */
  @ParameterizedTest
  @CsvSource({
    "1, 7", "2, 7", "3, 1", "5, 7", "7, 1", "8, 7", "11, 1", "12, 1", "13, 7", "16, 1", "17, 1",
    "31, 7", "101, 1", "101, 7", "257, 1", "521, 7", "1021, 1"
  })
  void vectorsHaveTheBitsOfScalars(int n, int stride) {
    Random random = new Random(n);
    double[] doubles =
        random.doubles((long) ROWS * n, -1, 1).map(v -> v * Math.exp(9 * v)).toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    double[] theta = random.doubles(n + OFFSET, -1, 1).toArray();
    double[] scales = random.doubles(ROWS, -2, 2).toArray();
    int[] rows = IntStream.range(0, ROWS).map(i -> (i * stride) % ROWS).toArray();
    for (int count = 0; count <= ROWS; count++) {
      double[][] into = new double[4][ROWS];
      scalar.dots(doubles, rows, count, theta, OFFSET, n, into[0]);
      vector.dots(doubles, rows, count, theta, OFFSET, n, into[1]);
      scalar.dots(floats, rows, count, theta, OFFSET, n, into[2]);
      vector.dots(floats, rows, count, theta, OFFSET, n, into[3]);
      assertThat(into[1]).isEqualTo(into[0]);
      assertThat(into[3]).isEqualTo(into[2]);

      double[][] target = new double[4][];
      for (int t = 0; t < 4; t++) {
        target[t] = theta.clone();
      }
      scalar.addRows(scales, rows, count, doubles, target[0], OFFSET, n);
      vector.addRows(scales, rows, count, doubles, target[1], OFFSET, n);
      scalar.addRows(scales, rows, count, floats, target[2], OFFSET, n);
      vector.addRows(scales, rows, count, floats, target[3], OFFSET, n);
      assertThat(target[1]).isEqualTo(target[0]);
      assertThat(target[3]).isEqualTo(target[2]);
    }
    double[] one = theta.clone();
    double[] other = theta.clone();
    for (int row = 0; row < ROWS; row++) {
      int from = row * n;
      assertThat(vector.dot(doubles, from, theta, OFFSET, n))
          .isEqualTo(scalar.dot(doubles, from, theta, OFFSET, n));
      assertThat(vector.dot(floats, from, theta, OFFSET, n))
          .isEqualTo(scalar.dot(floats, from, theta, OFFSET, n));
      scalar.addScaled(scales[row], doubles, from, one, OFFSET, n);
      vector.addScaled(scales[row], doubles, from, other, OFFSET, n);
      scalar.addScaled(scales[row], floats, from, one, OFFSET, n);
      vector.addScaled(scales[row], floats, from, other, OFFSET, n);
    }
    assertThat(other).isEqualTo(one);
  }

  @Test
  void notNumbersArePassedOn() {
    double[] x = new double[24];
    x[9] = Double.NaN;
    x[17] = Double.POSITIVE_INFINITY;
    double[] theta = new double[12];
    Arrays.fill(theta, 1);
    double[] into = new double[2];
    vector.dots(x, new int[] {0, 1}, 2, theta, 0, 12, into);
    assertThat(into[0]).isNaN();
    assertThat(into[1]).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void processesOfSparkUseVectorsUnlessToldOtherwise() {
    assertThat(DenseKernels.CHOSEN).isInstanceOf(VectorKernels.class);
    assertThat(scalar).isExactlyInstanceOf(DenseKernels.class);
    assertThatThrownBy(() -> DenseKernels.choose("simd"))
        .hasMessage("-Ddescent.kernels must be auto, scalar or vector, got simd");
  }

  @Test
  void everyProcessFindsTheSameBitsByWhatItHas() throws Exception {
    String bits = run();
    String module = "--add-modules=jdk.incubator.vector";
    assertThat(bits).startsWith("DenseKernels ");
    String hash = bits.substring(bits.indexOf(' '));
    assertThat(run(module)).isEqualTo("VectorKernels" + hash);
    assertThat(run(module, "-XX:MaxVectorSize=32")).isEqualTo("VectorKernels" + hash);
    assertThat(run(module, "-XX:MaxVectorSize=16")).isEqualTo("DenseKernels" + hash);
    assertThat(run(module, "-Ddescent.kernels=scalar")).isEqualTo("DenseKernels" + hash);
  }

  @Test
  void aProcessWithoutTheModuleSaysSoOnce() throws Exception {
    assertThat(errors())
        .containsOnlyOnce("--add-modules=jdk.incubator.vector")
        .containsOnlyOnce("dense rows take scalar loops");
    assertThat(errors("-Ddescent.kernels=scalar")).isEmpty();
  }

  private static String run(String... options) throws IOException, InterruptedException {
    return start(options)[0].strip();
  }

  private static String errors(String... options) throws IOException, InterruptedException {
    return start(options)[1];
  }

  /** What a process that runs {@link #main} prints, and its errors. */
  private static String[] start(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), DenseKernelsTest.class.getName()));
    Path errors = Files.createTempFile("kernels", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
      return new String[] {output, Files.readString(errors)};
    } finally {
      Files.delete(errors);
    }
  }

  /** Prints which kernels this process has, and a hash of what they find in some rows. */
  public static void main(String[] args) {
    Random random = new Random(7);
    int[] rows = IntStream.range(0, ROWS).toArray();
    int hash = 0;
    for (int n = 1; n < 70; n++) {
      double[] doubles = random.doubles((long) ROWS * n, -1, 1).toArray();
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      double[] theta = random.doubles(n, -1, 1).toArray();
      double[] into = new double[ROWS];
      DenseKernels kernels = DenseKernels.CHOSEN;
      kernels.dots(doubles, rows, ROWS, theta, 0, n, into);
      kernels.addRows(into, rows, ROWS, doubles, theta, 0, n);
      kernels.dots(floats, rows, ROWS, theta, 0, n, into);
      kernels.addRows(into, rows, ROWS, floats, theta, 0, n);
      into[0] += kernels.dot(doubles, 0, theta, 0, n) + kernels.dot(floats, 0, theta, 0, n);
      kernels.addScaled(into[0], doubles, 0, theta, 0, n);
      kernels.addScaled(into[1], floats, 0, theta, 0, n);
      hash = 31 * hash + Arrays.hashCode(theta);
    }
    System.out.println(DenseKernels.CHOSEN.getClass().getSimpleName() + " " + hash);
  }
}
