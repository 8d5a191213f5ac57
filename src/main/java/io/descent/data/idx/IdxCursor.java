package io.descent.data.idx;

import io.descent.data.Checksums;
import io.descent.data.Compression;
import io.descent.data.FaultException;
import io.descent.files.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Goes through the numbers of one idx file, from any of them on. <b>Not thread-safe.</b> */
final class IdxCursor implements Closeable {
  private static final int CHUNK = 128 * 1024;

  private final IdxFile file;
  private final InputStream in;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private final CRC32C crc = new CRC32C();

  /** Offset in the uncompressed file of the end of what is in the chunk. */
  private long end;

  /** What lies before it in the chunk is in the checksum, or never will be. */
  private int summed;

  private long length;

  private IdxCursor(IdxFile file, InputStream in, long offset) {
    this.file = file;
    this.in = in;
    this.end = offset;
  }

  /**
   * Opens a file.
   *
   * @param first index of the first number to be read
   * @throws FaultException when it is compressed, and damaged or too short
   */
  static IdxCursor open(FileStore store, IdxFile file, long first) throws IOException {
    long offset = first == 0 ? 0 : file.headerBytes() + first * file.type().bytes();
    IdxCursor cursor =
        file.isCompressed()
            ? new IdxCursor(file, Compression.open(store, file.path()), 0)
            : new IdxCursor(file, store.open(file.path(), offset), offset);
    try {
      cursor.skip(offset - cursor.end);
      cursor.takeChecksum();
      if (first == 0) {
        cursor.skip(file.headerBytes());
      }
    } catch (IOException | RuntimeException e) {
      cursor.close();
      throw e;
    }
    return cursor;
  }

  private void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      if (!chunk.hasRemaining()) {
        fill();
      }
      int n = (int) Math.min(left, chunk.remaining());
      chunk.position(chunk.position() + n);
      left -= n;
    }
  }

  String path() {
    return file.path();
  }

  /** Whether a number can be NaN or infinite. */
  boolean isReal() {
    return file.type().isReal();
  }

  /**
   * Reads numbers, as many as are asked for; behind the last of the file it makes sure that nothing
   * follows.
   *
   * @throws FaultException when the file is compressed and does not have the bytes its header says
   */
  void read(double[] into, int count) throws IOException {
    int size = file.type().bytes();
    for (int done = 0; done < count; ) {
      while (chunk.remaining() < size) {
        fill();
      }
      int n = Math.min(count - done, chunk.remaining() / size);
      file.type().decode(chunk, into, done, n);
      done += n;
    }
    if (end == file.bytes() && !chunk.hasRemaining() && file.isCompressed()) {
      checkEnd();
    }
  }

  private void fill() throws IOException {
    sum();
    chunk.compact();
    summed = 0;
    int most = (int) Math.min(chunk.remaining(), file.bytes() - end);
    int n = in.read(chunk.array(), chunk.position(), most);
    if (n <= 0) {
      if (file.isCompressed()) {
        throw new FaultException(file.lengthFault(end));
      }
      throw new IOException(
          file.path() + " ended at byte " + end + " of " + file.bytes() + ": did it change?");
    }
    end += n;
    chunk.position(chunk.position() + n).flip();
  }

  private void checkEnd() throws IOException {
    byte[] rest = new byte[CHUNK];
    long more = 0;
    for (int n = in.read(rest, 0, CHUNK); n > 0; n = in.read(rest, 0, CHUNK)) {
      more += n;
    }
    if (more > 0) {
      throw new FaultException(file.lengthFault(end + more));
    }
  }

  private void sum() {
    int n = chunk.position() - summed;
    crc.update(chunk.array(), summed, n);
    length += n;
    summed = chunk.position();
  }

  /** Of the bytes read since the last call; the header belongs to the first number. */
  Checksums takeChecksum() {
    sum();
    Checksums taken =
        length == 0 ? Checksums.none() : Checksums.of(file.place(), length, crc.getValue());
    crc.reset();
    length = 0;
    return taken;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
