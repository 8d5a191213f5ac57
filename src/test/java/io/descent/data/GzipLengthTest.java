package io.descent.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.data.Tables.Options;
import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.train.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipLengthTest {
  private static final long G = 1L << 30;

  @TempDir Path folder;

  @Test
  void aShortFileHasOneLength() {
    assertThat(GzipLength.of(1000, 300)).isEqualTo(1000);
    assertThat(GzipLength.of(4 * G - 1, 100 << 20)).isEqualTo(4 * G - 1);
    // Stored as it is, with a header that names the file.
    assertThat(GzipLength.of(1 << 20, (1 << 20) + 400)).isEqualTo(1 << 20);
  }

  @Test
  void aLastMemberThatIsTooShortIsNotTheOnlyOne() {
    assertThat(GzipLength.of(1000, 3000)).isEqualTo(-1);
    assertThat(GzipLength.of(0, 100)).isEqualTo(-1);
  }

  @Test
  void ofALongFileItsBeginningTells() {
    assertThat(GzipLength.of(1 * G, 2 * G, 2.4)).isEqualTo(5 * G);
    assertThat(GzipLength.of(1 * G, 2 * G, 7)).isEqualTo(13 * G);
    assertThat(GzipLength.of(1 * G, G / 2, 1.5)).isEqualTo(1 * G);
    assertThat(GzipLength.of(1 * G, 2 * G, 1)).isEqualTo(5 * G);
  }

  private static byte[] gzip(String text) {
    return TestFiles.gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private TrainingInput load(String name, byte[] bytes, boolean table) {
    Path file = folder.resolve(name);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    InputSpec input = new InputSpec(new TestFiles(), file.toString(), null, true, 5);
    Options options = new Options();
    options.label = table ? "y" : null;
    options.labelsRequired = table;
    try (LocalEngine engine = LocalEngine.of(2)) {
      return TrainingInput.load(input, options.spec(), 0, engine);
    }
  }

  /** Several members, the last of which is long, so that the guess is wrong, or one. */
  @Test
  void aWrongGuessIsFoundOut() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder head = new StringBuilder("y,a");
    StringBuilder vectors = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      StringBuilder rows = i < 900 ? head : rest;
      StringBuilder lines = i < 900 ? vectors : more;
      int value = i < 900 ? random.nextInt(1_000_000) : i / 100;
      rows.append('\n').append(i).append(',').append(value);
      lines.append(i).append(" 1:").append(value).append('\n');
    }
    String whole = head.toString() + rest;
    String all = vectors.toString() + more;
    TrainingInput plain = load("t.csv", whole.getBytes(StandardCharsets.UTF_8), true);
    TrainingInput text = load("t.libsvm", all.getBytes(StandardCharsets.UTF_8), false);
    assertThat(plain.blocks().shards().rows()).isEqualTo(4000);
    byte[] trailing = new byte[64];
    for (byte[] end : new byte[][] {new byte[0], trailing, gzip("")}) {
      byte[][] tables = {
        join(gzip(whole), end), join(gzip(head.toString()), gzip(rest.toString()), end)
      };
      byte[][] lines = {
        join(gzip(all), end), join(gzip(vectors.toString()), gzip(more.toString()), end)
      };
      for (int i = 0; i < 2; i++) {
        same(load("u.csv.gz", tables[i], true), plain);
        same(load("u.libsvm.gz", lines[i], false), text);
      }
    }
  }

  private static void same(TrainingInput actual, TrainingInput expected) {
    assertThat(actual.checksums().length(0)).isEqualTo(expected.checksums().length(0));
    assertThat(actual.checksums().crc(0)).isEqualTo(expected.checksums().crc(0));
    for (int shard = 0; shard <= 5; shard++) {
      assertThat(actual.blocks().shards().rowsBefore(shard))
          .isEqualTo(expected.blocks().shards().rowsBefore(shard));
    }
    assertThat(actual.encoding().toJson()).isEqualTo(expected.encoding().toJson());
  }
}
