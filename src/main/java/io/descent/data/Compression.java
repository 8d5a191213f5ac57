package io.descent.data;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Compressed files, known by their names: {@code .gz} and {@code .bz2}. */
public final class Compression {
  /** Bytes that are read at a time. */
  static final int CHUNK = 256 * 1024;

  private Compression() {}

  /** Whether a name tells of compression. */
  public static boolean isCompressed(String path) {
    return !bareName(path).equals(path.toLowerCase(Locale.ROOT));
  }

  static boolean isGzip(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The path in lower case and without the ending that tells of compression. */
  public static String bareName(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    for (String ending : new String[] {".gz", ".bz2"}) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  /**
   * Opens a file at the first byte of its uncompressed text.
   *
   * @throws FaultException from here or when read, when the compressed data are damaged or cut
   *     short
   */
  public static InputStream open(FileStore store, String path) throws IOException {
    InputStream stored = store.open(path, 0);
    if (!isCompressed(path)) {
      return stored;
    }
    try {
      return isGzip(path) ? new GzipStream(path, stored) : bzip2(path, stored);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  private static InputStream bzip2(String path, InputStream stored) throws IOException {
    try {
      return Bzip2Stream.over(path, stored);
    } catch (NoClassDefFoundError e) {
      throw UserException.of(
          ExitCode.DATA,
          path
              + ": .bz2 files are read with Hadoop's classes, which are not here; plain and .gz"
              + " files need none; unpack the file, or compress it with gzip",
          e);
    }
  }
}
