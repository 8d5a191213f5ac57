package io.descent.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Hands out the lines of a stream in batches that lie whole in one array, every line ended by a
 * line feed, the last of the stream too. <b>Not thread-safe.</b>
 */
final class LineBuffer {
  /** A text has no line of 1 GiB; something else that has no line feeds may. */
  private static final int LONGEST = 1 << 30;

  private final int longest;
  private byte[] bytes;
  private InputStream in = InputStream.nullInputStream();
  private String path = "";

  /**
   * Bytes read so far are those before {@code filled}; those before {@code end} are whole lines.
   */
  private int filled;

  private int end;
  private long offset;
  private boolean atEnd;

  LineBuffer() {
    this(Compression.CHUNK, LONGEST);
  }

  /**
   * A buffer that begins with {@code size} bytes and refuses lines that need over {@code longest}.
   */
  LineBuffer(int size, int longest) {
    this.bytes = new byte[size];
    this.longest = longest;
  }

  /**
   * Begins another stream.
   *
   * @param file its path, for a {@link Fault}
   * @param firstByte the offset of its first byte, for {@link #offset}
   */
  void open(InputStream stream, String file, long firstByte) {
    in = stream;
    path = file;
    filled = 0;
    end = 0;
    offset = firstByte;
    atEnd = false;
  }

  /** Reads the next batch of at least one line; false at the end of the stream. */
  boolean next() throws IOException {
    System.arraycopy(bytes, end, bytes, 0, filled - end);
    offset += end;
    filled -= end;
    end = 0;
    while (!atEnd && end == 0) {
      if (filled == bytes.length) {
        grow();
      }
      int n = in.read(bytes, filled, bytes.length - filled);
      if (n < 0) {
        atEnd = true;
      } else {
        int from = filled;
        filled += n;
        end = afterLastLineFeed(from);
      }
    }
    if (end == 0 && filled > 0) {
      if (filled == bytes.length) {
        grow();
      }
      bytes[filled++] = '\n';
      end = filled;
    }
    return end > 0;
  }

  private int afterLastLineFeed(int from) {
    for (int i = filled - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  private void grow() throws IOException {
    if (bytes.length >= longest) {
      throw new FaultException(
          Fault.inLine(
              path,
              offset,
              "the line has more than "
                  + longest
                  + " bytes; a row is one line that ends with a line feed; is this a text file?"));
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(longest, 2L * bytes.length));
  }

  /** The array that holds the batch; another one after each call of {@link #next}. */
  byte[] bytes() {
    return bytes;
  }

  /** The batch is the bytes before this one. */
  int end() {
    return end;
  }

  /** Offset, in the file, of the first byte of the batch. */
  long offset() {
    return offset;
  }
}
