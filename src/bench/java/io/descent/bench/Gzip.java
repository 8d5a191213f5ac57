package io.descent.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files as {@code gzip} would leave them, beside those that they were made of. */
final class Gzip {
  private Gzip() {}

  /** Writes {@code file.gz} and gives its path. */
  static Path of(Path file) throws IOException {
    Path packed = Path.of(file + ".gz");
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16)) {
      in.transferTo(out);
    }
    return packed;
  }
}
