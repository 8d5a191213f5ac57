package io.descent.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The text of a {@code .gz} file of any number of members (RFC 1952), zero bytes after the last
 * allowed. Unlike {@link java.util.zip.GZIPInputStream} it neither takes a pause of the stored
 * stream for its end nor overlooks a member that is cut short in its header. <b>Not
 * thread-safe.</b>
 */
final class GzipStream extends InputStream {
  static final String CUT_SHORT =
      "the compressed file ends in the middle; was it copied whole? copy or compress it again";
  static final String DAMAGED = "the compressed file is damaged; copy or compress it again: ";

  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final String path;
  private final InputStream stored;
  private final byte[] chunk = new byte[64 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int next;
  private int limit;
  private boolean ended;

  GzipStream(String path, InputStream stored) throws IOException {
    this.path = path;
    this.stored = stored;
    try {
      if (!readHeader(true)) {
        throw new EOFException();
      }
    } catch (EOFException e) {
      inflater.end();
      throw new FaultException(Fault.inFile(path, CUT_SHORT));
    } catch (IOException e) {
      inflater.end();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try {
      while (!ended) {
        int n = inflater.inflate(into, offset, count);
        if (n > 0) {
          crc.update(into, offset, n);
          return n;
        }
        if (inflater.finished()) {
          next = limit - inflater.getRemaining();
          checkTrailer();
          inflater.reset();
          crc.reset();
          ended = !readHeader(false);
        } else if (inflater.needsDictionary()) {
          throw damaged("it needs a dictionary");
        } else {
          // needsInput: everything given so far is used up.
          fill();
          give();
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw damaged(e.getMessage() == null ? "not deflated data" : e.getMessage());
    } catch (EOFException e) {
      throw new FaultException(Fault.inFile(path, CUT_SHORT));
    }
  }

  private FaultException damaged(String what) {
    return new FaultException(Fault.inFile(path, DAMAGED + what));
  }

  private void give() {
    inflater.setInput(chunk, next, limit - next);
    next = limit;
  }

  private void fill() throws IOException {
    int n = stored.read(chunk, 0, chunk.length);
    if (n <= 0) {
      throw new EOFException();
    }
    next = 0;
    limit = n;
  }

  private int octet() throws IOException {
    if (next == limit) {
      fill();
    }
    return chunk[next++] & 0xff;
  }

  private long number(int octets) throws IOException {
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value |= (long) octet() << (8 * i);
    }
    return value;
  }

  private void skipText() throws IOException {
    int c;
    do {
      c = octet();
    } while (c != 0);
  }

  /** Reads a member's header; false when the file has ended instead, which it may but at first. */
  private boolean readHeader(boolean first) throws IOException {
    int magic;
    try {
      magic = octet();
      while (!first && magic == 0) {
        magic = octet();
      }
    } catch (EOFException e) {
      return false;
    }
    if (magic != 0x1f || octet() != 0x8b) {
      throw damaged(first ? "it is not in gzip format" : "something else follows the gzip data");
    }
    if (octet() != 8) {
      throw damaged("its compression method is not deflate");
    }
    int flags = octet();
    number(6);
    if ((flags & EXTRA) != 0) {
      for (long left = number(2); left > 0; left--) {
        octet();
      }
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      number(2);
    }
    give();
    return true;
  }

  private void checkTrailer() throws IOException {
    long sum = number(4);
    long length = number(4);
    if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw damaged("its checksum does not fit");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    ended = true;
    stored.close();
  }
}
