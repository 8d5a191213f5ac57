package io.descent.data;

import io.descent.files.FileStore;
import io.descent.files.InputFile;
import io.descent.train.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** Checksums of files that a library reads for us, by reading their stored bytes once more. */
public final class FileChecksums {
  private static final int CHUNK = 1 << 16;

  private FileChecksums() {}

  /** Length and CRC-32C of every file, as it is stored; the files are read at the same time. */
  public static Checksums of(Engine engine, FileStore store, List<InputFile> files) {
    if (files.isEmpty()) {
      return Checksums.none();
    }
    String[] paths = files.stream().map(InputFile::path).toArray(String[]::new);
    return engine.sum(
        paths.length,
        (from, to) ->
            IntStream.range(from, to).mapToObj(f -> checksum(store, paths[f], f)).iterator());
  }

  private static Checksums checksum(FileStore store, String path, int file) {
    CRC32C crc = new CRC32C();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    try (InputStream in = store.open(path, 0)) {
      for (int n = in.read(chunk, 0, CHUNK); n >= 0; n = in.read(chunk, 0, CHUNK)) {
        crc.update(chunk, 0, n);
        length += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return length == 0 ? Checksums.none() : Checksums.of(file, length, crc.getValue());
  }
}
