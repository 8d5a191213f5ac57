package io.descent.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of one shard in one file, as a stream of their uncompressed bytes: whole lines, the
 * last of a file perhaps without line feed, perhaps none at all. A byte order mark at the beginning
 * of the file is left out. Belongs to its {@link TextRun} and needs no closing. <b>Not
 * thread-safe.</b>
 */
public final class TextSegment extends InputStream {
  private final FileCursor cursor;
  private final int file;
  private final String path;
  private final boolean startsFile;
  private final long boundary;
  private final long start;
  private final long offset;
  private boolean ended;

  /**
   * @param start where the lines begin, before a byte order mark
   * @param boundary lines that begin before it are of the segment
   */
  TextSegment(
      FileCursor cursor, int file, String path, boolean startsFile, long start, long boundary) {
    this.cursor = cursor;
    this.file = file;
    this.path = path;
    this.startsFile = startsFile;
    this.start = start;
    this.boundary = boundary;
    this.offset = cursor.position();
    this.ended = start >= boundary;
  }

  /** Index of the file in the list of input files. */
  public int file() {
    return file;
  }

  public String path() {
    return path;
  }

  /** Whether the segment begins where the file begins: a header stands here, if anywhere. */
  public boolean startsFile() {
    return startsFile;
  }

  /** Offset of the first byte of this stream in the uncompressed text of the file. */
  public long offset() {
    return offset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws FaultException when the file is compressed and damaged
   */
  @Override
  public int read(byte[] into, int at, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int n = ended ? -1 : cursor.read(into, at, count, boundary);
    ended = n < 0 || (cursor.position() >= boundary && into[at + n - 1] == '\n');
    return n;
  }

  /** Reads what is left; after it the cursor stands where the next segment begins. */
  void drain() throws IOException {
    byte[] waste = new byte[ended ? 0 : Compression.CHUNK];
    while (!ended) {
      read(waste, 0, waste.length);
    }
  }

  /** Checksum of the whole segment, a byte order mark included; once, after {@link #drain}. */
  Checksums takeChecksum() {
    long length = cursor.position() - start;
    long crc = cursor.takeChecksum();
    return length == 0 ? Checksums.none() : Checksums.of(file, length, crc);
  }
}
