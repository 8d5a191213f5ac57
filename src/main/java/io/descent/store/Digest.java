package io.descent.store;

import io.descent.files.FileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Length and CRC-32C of some bytes. Against damage, not against a forger.
 *
 * @param length in bytes
 * @param crc32c in [0, 2³²)
 */
record Digest(long length, long crc32c) {
  /** Of what a file will hold, which is in memory. */
  static Digest of(FileStore.Content content) {
    CRC32C crc = new CRC32C();
    long[] length = new long[1];
    OutputStream counter =
        new OutputStream() {
          @Override
          public void write(int b) {
            length[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            length[0] += count;
          }
        };
    try {
      content.writeTo(new CheckedOutputStream(counter, crc));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Digest(length[0], crc.getValue());
  }

  /** The CRC as eight hexadecimal digits. */
  String hex() {
    return hex(crc32c);
  }

  static String hex(long crc32c) {
    return HexFormat.of().toHexDigits((int) crc32c);
  }
}
