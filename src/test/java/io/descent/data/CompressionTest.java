package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {
  @TempDir Path folder;

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A stream that, as network streams do, gives a few bytes at a time and says none is there. */
  private static InputStream trickle(byte[] bytes, long seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int count) {
        return super.read(into, offset, Math.min(count, 1 + random.nextInt(9)));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private static String gunzip(byte[] bytes, long seed) throws IOException {
    try (InputStream in = new GzipStream("a.gz", trickle(bytes, seed))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] withNames(byte[] plain) {
    // Flags: header CRC, extra, name, comment; then the fields in the order of RFC 1952.
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 2 | 4 | 8 | 16;
    byte[] fields = {3, 0, 'x', 0, 'y', 'n', 'a', 0, 'c', 0, 7, 7};
    return join(head, fields, Arrays.copyOfRange(plain, 10, plain.length));
  }

  @Test
  void gzipOfSeveralMembersAndWithEveryHeaderField() throws IOException {
    byte[] a = TestFiles.gzip("first\n".getBytes(UTF_8));
    byte[] b = withNames(TestFiles.gzip("second\n".repeat(20_000).getBytes(UTF_8)));
    byte[] empty = TestFiles.gzip(new byte[0]);
    for (int seed = 0; seed < 20; seed++) {
      assertThat(gunzip(join(a, empty, b, a, new byte[5]), seed))
          .isEqualTo("first\n" + "second\n".repeat(20_000) + "first\n");
    }
  }

  @Test
  void gzipCutShortAnywhereIsAFault() throws IOException {
    byte[] a = TestFiles.gzip("first line\nsecond line\n".getBytes(UTF_8));
    byte[] both = join(a, withNames(a));
    for (int length = 0; length < both.length; length++) {
      byte[] cut = Arrays.copyOf(both, length);
      if (length == a.length) {
        assertThat(gunzip(cut, length)).isEqualTo("first line\nsecond line\n");
      } else {
        assertThatThrownBy(() -> gunzip(cut, 1))
            .as("%d bytes", length)
            .isInstanceOf(FaultException.class)
            .hasMessageContaining("a.gz: the compressed file ends in the middle");
      }
    }
  }

  @Test
  void everyDamagedByteOfDataOrTrailerIsAFault() {
    byte[] a = TestFiles.gzip("first line\nsecond line\n".getBytes(UTF_8));
    for (int i = 10; i < a.length; i++) {
      byte[] damaged = a.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> gunzip(damaged, 1))
          .as("byte %d", i)
          .isInstanceOf(FaultException.class);
    }
    assertThatThrownBy(() -> gunzip("1 1:1\n".getBytes(UTF_8), 1))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("not in gzip format");
    assertThatThrownBy(() -> gunzip(join(a, "tail".getBytes(UTF_8)), 1))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("something else follows");
  }

  @Test
  void aFailureOfTheStorageIsNotAFault() throws IOException {
    byte[] a = TestFiles.gzip("x".repeat(100_000).getBytes(UTF_8));
    InputStream failing =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == 50) {
              throw new IOException("disk");
            }
            return a[at++] & 0xff;
          }

          @Override
          public int read(byte[] into, int offset, int count) throws IOException {
            into[offset] = (byte) read();
            return 1;
          }
        };
    assertThatThrownBy(() -> new GzipStream("a.gz", failing).readAllBytes())
        .isNotInstanceOf(FaultException.class)
        .hasMessage("disk");
  }

  private static byte[] bzip2(byte[] text) throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration(false));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  @Test
  void bzip2OfSeveralStreamsAndCutShort() throws IOException {
    byte[] a = bzip2("first\n".repeat(1000).getBytes(UTF_8));
    byte[] both = join(a, bzip2("second\n".getBytes(UTF_8)));
    String path = folder.resolve("a.bz2").toString();
    Files.write(Path.of(path), both);
    try (InputStream in = Compression.open(new TestFiles(), path)) {
      assertThat(new String(in.readAllBytes(), UTF_8))
          .isEqualTo("first\n".repeat(1000) + "second\n");
    }
    for (int length = 0; length < both.length; length++) {
      if (length == a.length) {
        continue;
      }
      Files.write(Path.of(path), Arrays.copyOf(both, length));
      assertThatThrownBy(
              () -> {
                try (InputStream in = Compression.open(new TestFiles(), path)) {
                  in.readAllBytes();
                }
              })
          .as("%d bytes", length)
          .isInstanceOf(FaultException.class);
    }
    Files.write(Path.of(path), "1 1:1\n".repeat(9).getBytes(UTF_8));
    assertThatThrownBy(() -> Compression.open(new TestFiles(), path).readAllBytes())
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("not in bzip2 format");
  }
}
