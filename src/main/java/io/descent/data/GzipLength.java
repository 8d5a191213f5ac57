package io.descent.data;

import io.descent.files.FileStore;
import io.descent.files.InputFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Guesses the length of the text of a {@code .gz} file by its last four bytes: the length of its
 * last member modulo 2³² (RFC 1952), which is that of the text where there is one member. Of a
 * large file, the beginning tells how often 2³² is to be added.
 */
final class GzipLength {
  private static final long MODULUS = 1L << 32;

  /** Stored bytes below which a text of 2³² takes a compression of more than twenty to one. */
  private static final long LARGE = MODULUS / 20;

  /** Bytes of text whose compression stands for that of all. */
  private static final long SAMPLE = 16L << 20;

  private static final int SHORTEST = 18;

  private GzipLength() {}

  /**
   * A guess, to be checked when the text is read.
   *
   * @return −1 when there is none: a text so short cannot take so many bytes, or the file cannot be
   *     read
   */
  static long guess(FileStore store, InputFile file) {
    long stored = file.length();
    if (stored < SHORTEST) {
      return -1;
    }
    try (InputStream in = store.open(file.path(), stored - 4)) {
      byte[] four = in.readNBytes(4);
      if (four.length < 4) {
        return -1;
      }
      long last = ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
      return stored < LARGE ? of(last, stored) : of(last, stored, ratio(store, file.path()));
    } catch (IOException e) {
      // Whoever reads the text will say so.
      return -1;
    }
  }

  /** The length of a text that ends in {@code last} and takes so few bytes, or −1. */
  static long of(long last, long stored) {
    return last > 0 && last >= least(stored) ? last : -1;
  }

  /**
   * The length of a text that ends in {@code last} and takes so many bytes.
   *
   * @param ratio bytes of text for each that is stored
   */
  static long of(long last, long stored, double ratio) {
    long length = last + MODULUS * Math.max(0, Math.round((ratio * stored - last) / MODULUS));
    return length >= least(stored) ? length : length + MODULUS;
  }

  /** Data that cannot be compressed take five bytes more for every block of at least 16 KiB. */
  private static long least(long stored) {
    return stored - SHORTEST - 300 - stored / 1000;
  }

  private static double ratio(FileStore store, String path) throws IOException {
    try (Counting stored = new Counting(store.open(path, 0));
        InputStream in = new GzipStream(path, stored)) {
      byte[] chunk = new byte[Compression.CHUNK];
      long text = 0;
      for (int n = 0; n >= 0 && text < SAMPLE; n = in.read(chunk)) {
        text += n;
      }
      return (double) text / stored.count;
    }
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int n = super.read(into, at, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
