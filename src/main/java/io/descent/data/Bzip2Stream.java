package io.descent.data;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.jspecify.annotations.Nullable;

/** The text of a {@code .bz2} file, through Hadoop: the one class here that needs it. */
final class Bzip2Stream extends FilterInputStream {
  private static final byte[] MAGIC = {'B', 'Z', 'h'};
  private static final long END_OF_STREAM = 0x177245385090L;
  private static final int TAIL = 11;
  private static final BigInteger TAIL_BITS =
      BigInteger.ONE.shiftLeft(8 * TAIL).subtract(BigInteger.ONE);

  private final String path;
  private final Stored stored;

  private Bzip2Stream(String path, Stored stored, InputStream text) {
    super(text);
    this.path = path;
    this.stored = stored;
  }

  static InputStream over(String path, InputStream in) throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration(false));
    PushbackInputStream begin = new PushbackInputStream(in, MAGIC.length);
    byte[] magic = begin.readNBytes(MAGIC.length);
    if (magic.length == MAGIC.length && !Arrays.equals(magic, MAGIC)) {
      throw new FaultException(
          Fault.inFile(path, GzipStream.DAMAGED + "it is not in bzip2 format"));
    }
    begin.unread(magic);
    Stored stored = new Stored(begin);
    try {
      return new Bzip2Stream(path, stored, codec.createInputStream(stored));
    } catch (IOException | RuntimeException e) {
      throw stored.explain(path, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    try {
      int n = super.read(into, offset, count);
      if (n < 0 && !stored.endsWithFooter()) {
        // The decoder takes a file that is cut between two blocks for a whole one.
        throw new EOFException();
      }
      return n;
    } catch (IOException | RuntimeException e) {
      // The decoder reports damage as IOException or by running out of its tables.
      throw stored.explain(path, e);
    }
  }

  /** The stored bytes; remembers how reading them ended, which the decoder's errors do not tell. */
  private static final class Stored extends FilterInputStream {
    private @Nullable IOException failure;
    private boolean ended;

    /** The last bytes read, the very last in the lowest byte: more than a footer has. */
    private BigInteger tail = BigInteger.ZERO;

    Stored(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      try {
        int n = super.read(into, offset, count);
        ended |= n < 0;
        if (n > 0) {
          int last = Math.min(n, TAIL);
          byte[] bytes = Arrays.copyOfRange(into, offset + n - last, offset + n);
          tail = tail.shiftLeft(8 * last).or(new BigInteger(1, bytes)).and(TAIL_BITS);
        }
        return n;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    /** Whether 48 bits of magic, 32 of checksum and up to 7 of padding are the last of all. */
    boolean endsWithFooter() throws IOException {
      byte[] waste = new byte[Compression.CHUNK];
      while (!ended) {
        read(waste, 0, waste.length);
      }
      for (int padding = 0; padding < 8; padding++) {
        if ((tail.shiftRight(padding + 32).longValue() & 0xffff_ffff_ffffL) == END_OF_STREAM) {
          return true;
        }
      }
      return false;
    }

    IOException explain(String path, Exception e) {
      if (failure != null) {
        return failure;
      }
      boolean cut = ended || e instanceof EOFException;
      return new FaultException(
          Fault.inFile(path, cut ? GzipStream.CUT_SHORT : GzipStream.DAMAGED + e.getMessage()));
    }
  }
}
