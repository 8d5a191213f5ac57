package io.descent.data.csv;

import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.data.TextSegment;
import java.io.IOException;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a segment, strictly decoded as UTF-8, with the place of every line. Text ends
 * before a mistake in the bytes; {@link #fault} tells then. The last line always ends with a line
 * feed. <b>Not thread-safe.</b>
 */
final class CsvText extends Reader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FEEDS = 0x0101010101010101L * '\n';
  private static final long RETURNS = 0x0101010101010101L * '\r';

  private final TextSegment segment;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Where lines begin, without those that were let go. */
  private long[] lines = new long[1024];

  private long lineCount = 1;
  private long letGo;
  private long wanted = 1;
  private long filled;
  private boolean afterReturn;
  private boolean sourceEnded;
  private boolean ended;
  private char last = '\n';
  private @Nullable Fault fault;

  CsvText(TextSegment segment) {
    this.segment = segment;
    this.filled = segment.offset();
    lines[0] = filled;
  }

  /**
   * The offset in the file of a line that was read and not let go, counted from 1 at the segment's
   * beginning.
   */
  long offset(long line) {
    return lines[(int) (Math.min(line, lineCount) - 1 - letGo)];
  }

  /** Tells that lines before this one will not be asked for. */
  void letGoBefore(long line) {
    wanted = line;
  }

  /** Offset in the file of the first byte that was not taken from the segment. */
  long filled() {
    return filled;
  }

  /** The mistake that ended the text early, or null. */
  @Nullable Fault fault() {
    return fault;
  }

  /** Whether a line was cut short by the mistake. */
  boolean isCut(long line) {
    return fault != null && line >= lineCount;
  }

  @Override
  public int read(char[] into, int at, int count) throws IOException {
    CharBuffer out = CharBuffer.wrap(into, at, count);
    while (!ended && out.position() == at) {
      CoderResult result = decoder.decode(bytes, out, sourceEnded);
      if (result.isError()) {
        fail(bytes.remaining(), "bytes that are not UTF-8; only UTF-8 is read: convert the file");
      } else if (result.isUnderflow() && sourceEnded) {
        ended = true;
      } else if (result.isUnderflow()) {
        fill();
      }
    }
    int n = out.position() - at;
    if (n > 0) {
      last = into[at + n - 1];
      return n;
    }
    if (last != '\n' && count > 0) {
      // A quote left open then holds this line feed, which tells it from one that is closed.
      last = '\n';
      into[at] = '\n';
      return 1;
    }
    return -1;
  }

  private void fail(int bytesBack, String message) {
    if (fault == null) {
      fault = Fault.inLine(segment.path(), filled - bytesBack, message);
    }
    ended = true;
  }

  private void fill() throws IOException {
    bytes.compact();
    int from = bytes.position();
    int n;
    try {
      n = segment.read(bytes.array(), from, bytes.capacity() - from);
    } catch (FaultException e) {
      fault = e.fault();
      n = -1;
    }
    bytes.position(0).limit(from + Math.max(n, 0));
    sourceEnded = n < 0;
    long before = filled - from;
    byte[] chunk = bytes.array();
    for (int i = endOfText(chunk, from, from + n); i < from + n; ) {
      byte b = chunk[i];
      if (afterReturn && b != '\n') {
        filled = before + i;
        fault =
            Fault.inLine(
                segment.path(),
                filled - 1,
                "a carriage return inside a line; lines end with a line feed, or with a carriage"
                    + " return and a line feed");
        bytes.limit(i);
        sourceEnded = true;
        return;
      }
      afterReturn = b == '\r';
      i++;
      if (b == '\n') {
        filled = before + i;
        addLine();
      }
      i = afterReturn ? i : endOfText(chunk, i, from + n);
    }
    filled = before + from + Math.max(n, 0);
  }

  /** The next byte that may end a line, or that ends the chunk; none where a return came before. */
  private int endOfText(byte[] chunk, int from, int to) {
    int i = from;
    while (!afterReturn && i <= to - Long.BYTES) {
      long eight = (long) LONGS.get(chunk, i);
      long hit = zeros(eight ^ FEEDS) | zeros(eight ^ RETURNS);
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += Long.BYTES;
    }
    while (!afterReturn && i < to && chunk[i] != '\n' && chunk[i] != '\r') {
      i++;
    }
    return i;
  }

  /** A set bit in the highest place of every byte that is 0, right up to the lowest such byte. */
  private static long zeros(long bytes) {
    return (bytes - 0x0101010101010101L) & ~bytes & 0x8080808080808080L;
  }

  private void addLine() {
    int kept = (int) (lineCount - letGo);
    if (kept == lines.length) {
      int gone = (int) Math.min(wanted - 1 - letGo, kept);
      kept -= gone;
      letGo += gone;
      long[] room = kept > lines.length / 2 ? new long[2 * lines.length] : lines;
      System.arraycopy(lines, gone, room, 0, kept);
      lines = room;
    }
    lines[kept] = filled;
    lineCount++;
  }

  @Override
  public void close() {
    // The segment belongs to its run.
  }
}
