package io.descent.data;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import io.descent.files.PendingFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Files of a temporary folder, and the smallest store that reads them. */
final class TestFiles implements FileStore {
  static final AtomicLong BYTES_READ = new AtomicLong();

  @Override
  public List<InputFile> find(String path) {
    try {
      return List.of(new InputFile(path, Files.size(Path.of(path))));
    } catch (IOException e) {
      throw UserException.of(ExitCode.NO_INPUT, path, e);
    }
  }

  @Override
  @SuppressWarnings("resource")
  public InputStream open(String path, long offset) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(Path.of(path));
    channel.position(offset);
    InputStream in = Channels.newInputStream(channel);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        BYTES_READ.incrementAndGet();
        return in.read();
      }

      @Override
      public int read(byte[] into, int at, int count) throws IOException {
        int n = in.read(into, at, count);
        BYTES_READ.addAndGet(n);
        return n;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public List<String> list(String folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PendingFolder begin(String folder, boolean overwrite) {
    throw new UnsupportedOperationException();
  }

  /** Writes files of these contents; a name that ends in .gz is compressed on the way. */
  static List<InputFile> write(Path folder, String[] names, byte[][] contents) {
    List<InputFile> files = new ArrayList<>();
    for (int f = 0; f < names.length; f++) {
      Path path = folder.resolve(names[f]);
      try {
        Files.write(path, names[f].endsWith(".gz") ? gzip(contents[f]) : contents[f]);
        files.add(new InputFile(path.toString(), Files.size(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  static byte[] gzip(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The cut of these files when {@code lengths} are those of the uncompressed contents. */
  static TextShards cut(List<InputFile> files, byte[][] contents, int shards) {
    long[] lengths = new long[contents.length];
    for (int f = 0; f < lengths.length; f++) {
      lengths[f] = contents[f].length;
    }
    return TextShards.of(new TestFiles(), files, lengths, shards);
  }
}
