package io.descent.data;

import io.descent.files.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * Goes through one file from a line's first byte on, and hands out runs of whole lines. Between
 * runs it stands at the first byte of a line, or at the end. <b>Not thread-safe.</b>
 */
final class FileCursor implements Closeable {
  private static final int SMALL = 8 * 1024;

  private final String path;
  private final InputStream in;
  private final long length;
  private final long wanted;

  /** Whether the length is a guess. */
  private final boolean guessed;

  private final CRC32C crc = new CRC32C();
  private byte[] chunk = new byte[SMALL];
  private int next;
  private int limit;

  /** Offset of chunk[next] in the uncompressed text. */
  private long position;

  private FileCursor(
      String path, InputStream in, long position, long length, long wanted, boolean guessed) {
    this.path = path;
    this.in = in;
    this.position = position;
    this.length = length;
    this.wanted = wanted;
    this.guessed = guessed;
  }

  /**
   * Opens a file at its first line that begins at {@code from} or later.
   *
   * @param file its number in the text
   * @param from the offset that the first line begins at or behind
   * @param wanted the offset behind which little will be read
   */
  static FileCursor open(TextShards text, int file, long from, long wanted) throws IOException {
    FileStore store = text.store();
    String path = text.path(file);
    long length = text.length(file);
    // A line begins at `from` exactly when the byte before it is a line feed.
    long entry = Math.max(0, from - 1);
    FileCursor cursor;
    if (Compression.isCompressed(path)) {
      InputStream in = Compression.open(store, path);
      InputStream whole = text.readsAhead() ? ReadAhead.of(in) : in;
      cursor = new FileCursor(path, whole, 0, length, length, text.isGuessed(file));
    } else {
      cursor = new FileCursor(path, store.open(path, entry), entry, length, wanted, false);
    }
    try {
      cursor.skipTo(entry);
      if (from <= 0) {
        cursor.skipByteOrderMark();
      } else {
        cursor.skipLine();
        cursor.crc.reset();
      }
    } catch (IOException | RuntimeException e) {
      cursor.close();
      throw e;
    }
    return cursor;
  }

  /** Offset of the next byte in the uncompressed text. */
  long position() {
    return position;
  }

  /** CRC-32C of the bytes since the last call, or since the first line. */
  long takeChecksum() {
    long value = crc.getValue();
    crc.reset();
    return value;
  }

  /**
   * Reads on, up to the end of the last line that begins before a boundary.
   *
   * @return number of bytes; −1 at the end of the file. The lines have ended when the last byte is
   *     a line feed at {@code boundary − 1} or later
   */
  int read(byte[] into, int offset, int count, long boundary) throws IOException {
    if (next == limit && !refill()) {
      return -1;
    }
    int n = Math.min(count, limit - next);
    if (position + n >= boundary) {
      int i = next + (int) Math.max(0, boundary - 1 - position);
      while (i < next + n && chunk[i] != '\n') {
        i++;
      }
      n = Math.min(n, i + 1 - next);
    }
    System.arraycopy(chunk, next, into, offset, n);
    crc.update(chunk, next, n);
    next += n;
    position += n;
    if (guessed && position == length && in.read() >= 0) {
      throw wrongGuess();
    }
    return n;
  }

  private FaultException wrongGuess() {
    return new FaultException(
        Fault.inFile(path, "the compressed file has more text, or less, than its end says"));
  }

  private void skipTo(long offset) throws IOException {
    while (position < offset) {
      if (next == limit && !refill()) {
        return;
      }
      int n = (int) Math.min(offset - position, limit - next);
      next += n;
      position += n;
    }
  }

  private void skipLine() throws IOException {
    while (next < limit || refill()) {
      position++;
      if (chunk[next++] == '\n') {
        return;
      }
    }
  }

  private void skipByteOrderMark() throws IOException {
    refill();
    int a = limit > 0 ? chunk[0] & 0xff : 0;
    int b = limit > 1 ? chunk[1] & 0xff : 0;
    int c = limit > 2 ? chunk[2] & 0xff : 0;
    int d = limit > 3 ? chunk[3] & 0xff : 0;
    boolean utf32 = limit > 3 && ((a | b) == 0 ? c == 0xfe && d == 0xff : (c | d) == 0);
    if ((a == 0xff && b == 0xfe) || (a == 0xfe && b == 0xff) || (utf32 && (a | b) == 0)) {
      throw new FaultException(
          Fault.inFile(
              path,
              "the text is in "
                  + (utf32 ? "UTF-32" : "UTF-16")
                  + "; only UTF-8 is read; save it as UTF-8, for example with iconv"));
    }
    if (a == 0xef && b == 0xbb && c == 0xbf) {
      crc.update(chunk, 0, 3);
      next = 3;
      position = 3;
    }
  }

  /** Fills the used-up chunk with at least 4 bytes, or as many as are left; false when none are. */
  private boolean refill() throws IOException {
    long left = length - position;
    if (left <= 0) {
      return false;
    }
    int most =
        (int) Math.min(left, Math.min(Compression.CHUNK, Math.max(SMALL, wanted - position)));
    if (most > chunk.length) {
      chunk = new byte[Compression.CHUNK];
    }
    next = 0;
    limit = 0;
    while (limit < Math.min(4, most)) {
      int n = in.read(chunk, limit, most - limit);
      if (n <= 0 && guessed) {
        throw wrongGuess();
      }
      if (n <= 0) {
        throw new IOException(
            path + " ended at byte " + (position + limit) + " of " + length + ": did it change?");
      }
      limit += n;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
