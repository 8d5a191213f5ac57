package io.descent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final double[] WEIGHTS = {
    1.5, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, -2.0
  };

  private static List<Tensor> golden() {
    return List.of(
        Tensor.of("weights", new int[] {2, 3}, WEIGHTS, 0),
        Tensor.of("intercept", new int[] {1}, new double[] {0, Math.PI}, 1),
        Tensor.of("é \"x\"", new int[] {0}, new double[0], 0));
  }

  private static byte[] write(List<Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(tensors, out);
    return out.toByteArray();
  }

  private static List<Tensor> read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "w.safetensors");
  }

  private static byte[] file(byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  /** A file with a header padded to a multiple of 8. */
  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return file(padded, data);
  }

  private static void assertSame(List<Tensor> actual, List<Tensor> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).name()).isEqualTo(expected.get(i).name());
      assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(bits(actual.get(i))).isEqualTo(bits(expected.get(i)));
    }
  }

  private static long[] bits(Tensor tensor) {
    return Arrays.stream(tensor.toArray()).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** The file was made by safetensors-golden.py beside it. */
  @Test
  void writesTheBytesThatAnotherProgramWrites() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("golden.safetensors")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      assertThat(write(golden())).isEqualTo(bytes);
      assertSame(read(bytes), golden());
    }
  }

  @Test
  void readsBackTensorsOfManyChunks() throws IOException {
    double[] values = new Random(1).doubles(20_001).toArray();
    values[8191] = Double.longBitsToDouble(0x7ff0_0000_0000_0001L);
    values[8192] = Double.NEGATIVE_INFINITY;
    List<Tensor> tensors =
        List.of(
            Tensor.of("a", new int[] {3, 6667}, values, 0),
            Tensor.of("b", new int[] {}, values, 8192),
            Tensor.of("c", new int[] {8192}, values, 8191));
    assertSame(read(write(tensors)), tensors);
    assertSame(read(write(List.of())), List.of());
  }

  @Test
  void padsTheHeaderToAMultipleOfEight() throws IOException {
    for (int length = 1; length <= 16; length++) {
      byte[] bytes =
          write(List.of(Tensor.of("n".repeat(length), new int[] {1}, new double[] {1}, 0)));
      assertThat(bytes.length % 8).isZero();
      assertThat(bytes[bytes.length - 9]).isIn((byte) '}', (byte) ' ');
    }
  }

  @Test
  void refusesNamesThatAreTaken() {
    Tensor a = Tensor.of("a", new int[] {0}, new double[0], 0);
    Tensor meta = Tensor.of("__metadata__", new int[] {0}, new double[0], 0);
    assertThatThrownBy(() -> write(List.of(a, a))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> write(List.of(meta))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noticesEveryTruncationAndExtension() throws IOException {
    byte[] whole = write(golden());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertDamaged("cut at " + length, cut, cut.length);
      assertDamaged("cut at " + length + " of the announced", cut, whole.length);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertDamaged("extended", longer, longer.length);
    assertDamaged("extended unnoticed", longer, whole.length);
  }

  private static void assertDamaged(String what, byte[] bytes, long length) {
    Throwable thrown =
        catchThrowable(
            () -> Safetensors.read(new ByteArrayInputStream(bytes), length, "w.safetensors"));
    assertThat(thrown).as(what).isInstanceOf(UserException.class);
    assertThat(((UserException) thrown).code()).isEqualTo(ExitCode.DATA);
    assertThat(thrown.getMessage()).startsWith("w.safetensors is damaged").doesNotContain("\n");
  }

  @Test
  void throwsNothingElseWhateverTheBytes() throws IOException {
    byte[] whole = write(golden());
    long seed = 20_240_607;
    Random random = new Random(seed);
    int refused = 0;
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        // Mostly in length and header, where the meaning is.
        int at = random.nextInt(random.nextInt(10) > 0 ? whole.length - 56 : whole.length);
        bytes[at] =
            (byte) (random.nextBoolean() ? bytes[at] ^ (1 << random.nextInt(8)) : random.nextInt());
      }
      try {
        read(bytes);
      } catch (UserException e) {
        refused++;
      } catch (RuntimeException | IOException e) {
        throw new AssertionError("seed " + seed + ", input " + n, e);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(10_000, 19_999);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}x",
        "{}\n",
        " {}}",
        "{'w':{}}",
        "{\"w\":{}}",
        "{\"__metadata__\":{\"a\":\"b\"}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"shape\":[1],\"dtype\":\"F64\",\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8],\"x\":1}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,-8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[-1,-1],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1.0],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[4294967297],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[2147483647],\"data_offsets\":[0,17179869176]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[2000000000],\"data_offsets\":[0,16000000000]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[9223372036854775807],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"
            + "\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"w\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[8,8]}}",
        "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"v\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
      })
  void refusesHostileHeaders(String header) {
    byte[] bytes = file(header, 8);
    assertDamaged(header, bytes, bytes.length);
  }

  @Test
  void refusesHeadersOfOtherEncodingsDepthsAndLengths() {
    String right = "{\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
    for (Charset charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
      byte[] header = (right + "        ".substring(right.length() % 8)).getBytes(charset);
      byte[] bytes = file(Arrays.copyOf(header, header.length / 8 * 8), 8);
      assertDamaged(charset.name(), bytes, bytes.length);
    }
    byte[] latin = file(right.replace("w", "é").getBytes(StandardCharsets.ISO_8859_1), 8);
    assertDamaged("not UTF-8", latin, latin.length);
    byte[] deep = file("[".repeat(100_000), 0);
    assertDamaged("deep", deep, deep.length);
    deep = file("{\"a\":".repeat(100_000), 0);
    assertDamaged("deep", deep, deep.length);
    for (long length :
        new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_008, 1L << 32, 12}) {
      byte[] bytes = file(right, 8);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertDamaged("header of " + length, bytes, bytes.length);
      assertDamaged("header of " + length, bytes, Long.MAX_VALUE);
    }
  }

  @Test
  void tensorsDoNotReachBeyondTheirArray() {
    assertThatThrownBy(() -> Tensor.of("w", new int[] {2, 2}, new double[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("w: 4 elements from 2 of 5");
    assertThatThrownBy(() -> Tensor.of("w", new int[] {-1}, new double[5], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
