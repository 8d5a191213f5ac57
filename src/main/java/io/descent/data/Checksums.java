package io.descent.data;

import io.descent.reduce.Mergeable;
import java.util.Arrays;

/**
 * Length and CRC-32C of the uncompressed bytes of every file, put together from pieces, which are
 * given for each file from its first byte to its last. A checksum of two adjoining pieces follows
 * from theirs: crc(AB) = crc(A)·x^(8|B|) + crc(B) in the polynomials over GF(2) modulo the CRC's
 * polynomial.
 */
public final class Checksums implements Mergeable<Checksums> {
  private static final long serialVersionUID = 1L;

  /** The Castagnoli polynomial, the coefficient of x⁰ in the highest bit. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int ONE = 1 << 31;
  private static final int X8 = 1 << 23;

  private final int[] files;
  private final long[] lengths;
  private final int[] crcs;

  private Checksums(int[] files, long[] lengths, int[] crcs) {
    this.files = files;
    this.lengths = lengths;
    this.crcs = crcs;
  }

  /** Of no bytes. */
  public static Checksums none() {
    return new Checksums(new int[0], new long[0], new int[0]);
  }

  /**
   * Of one piece of a file.
   *
   * @param file index of the file in the list of input files
   * @param length its bytes
   * @param crc their CRC-32C, as {@link java.util.zip.CRC32C} gives it
   */
  public static Checksums of(int file, long length, long crc) {
    return new Checksums(new int[] {file}, new long[] {length}, new int[] {(int) crc});
  }

  /** Bytes of a file; 0 when there was none of it. */
  public long length(int file) {
    int at = Arrays.binarySearch(files, file);
    return at < 0 ? 0 : lengths[at];
  }

  /** CRC-32C of a file in [0, 2³²); 0, that of no bytes, when there was none of it. */
  public long crc(int file) {
    int at = Arrays.binarySearch(files, file);
    return at < 0 ? 0 : Integer.toUnsignedLong(crcs[at]);
  }

  @Override
  public Checksums merge(Checksums right) {
    int n = files.length;
    int m = right.files.length;
    int[] f = new int[n + m];
    long[] l = new long[n + m];
    int[] c = new int[n + m];
    int size = 0;
    for (int i = 0, j = 0; i < n || j < m; size++) {
      boolean before = j == m || (i < n && files[i] <= right.files[j]);
      boolean after = i == n || (j < m && right.files[j] <= files[i]);
      if (before) {
        f[size] = files[i];
        l[size] = lengths[i];
        c[size] = crcs[i];
        i++;
      }
      if (after) {
        f[size] = right.files[j];
        l[size] += right.lengths[j];
        c[size] = multiply(c[size], power(right.lengths[j])) ^ right.crcs[j];
        j++;
      }
    }
    return new Checksums(Arrays.copyOf(f, size), Arrays.copyOf(l, size), Arrays.copyOf(c, size));
  }

  /** x^(8·bytes) by repeated squaring. */
  private static int power(long bytes) {
    int result = ONE;
    int square = X8;
    for (long n = bytes; n > 0; n >>>= 1) {
      if ((n & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted >>> 1) ^ ((shifted & 1) != 0 ? POLYNOMIAL : 0);
    }
    return product;
  }
}
