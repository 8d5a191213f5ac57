package io.descent.data.idx;

import io.descent.data.Compression;
import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An idx file as its header describes it: two zero bytes, the type, the number of dimensions, their
 * sizes, 4 bytes each; then the numbers, the last dimension fastest. The first dimension counts
 * rows. Immutable.
 */
final class IdxFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
  private static final long MOST_IN_FILE = 1L << 59;

  private final String path;
  private final long stored;
  private final int place;
  private final IdxType type;
  private final long[] sizes;
  private final int width;

  private IdxFile(InputFile file, int place, IdxType type, long[] sizes, int width) {
    this.path = file.path();
    this.stored = file.length();
    this.place = place;
    this.type = type;
    this.sizes = sizes;
    this.width = width;
  }

  /**
   * Reads a header.
   *
   * @param place index of the file among all that are read
   * @throws UserException DATA when it is not idx, or has not the bytes that it says
   */
  static IdxFile read(FileStore store, InputFile file, int place) {
    try (InputStream in = Compression.open(store, file.path())) {
      IdxFile header = read(file, in, place);
      if (!header.isCompressed() && file.length() != header.bytes()) {
        throw new FaultException(header.lengthFault(file.length()));
      }
      return header;
    } catch (FaultException e) {
      throw e.fault().toException(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IdxFile read(InputFile file, InputStream in, int place) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw mistake(file, notIdx(magic));
    }
    IdxType type = IdxType.of(magic[2]);
    if (type == null) {
      throw mistake(
          file,
          String.format("byte 3 is 0x%02x, which no type of numbers has", magic[2])
              + "; there are "
              + IdxType.allowed());
    }
    int dimensions = magic[3] & 0xff;
    byte[] header = in.readNBytes(4 * dimensions);
    if (header.length < 4 * dimensions) {
      throw mistake(
          file,
          "ends in its header, after "
              + (4 + header.length)
              + " bytes of "
              + (4 + 4 * dimensions)
              + "; was it copied whole? copy it again");
    }
    long[] sizes = new long[dimensions];
    Arrays.setAll(sizes, d -> ByteBuffer.wrap(header).getInt(4 * d) & 0xffffffffL);
    if (dimensions == 0 || Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw mistake(
          file,
          "its header says "
              + (dimensions == 0 ? "0 dimensions" : shape(sizes, type))
              + "; at least one row and one number a row are needed");
    }
    long width = 1;
    for (int d = 1; d < dimensions; d++) {
      width = width > MOST_VALUES / sizes[d] ? Long.MAX_VALUE : width * sizes[d];
    }
    if (width > MOST_VALUES || sizes[0] > MOST_IN_FILE / width) {
      throw mistake(
          file,
          "its header says "
              + shape(sizes, type)
              + "; a row has at most "
              + MOST_VALUES
              + " numbers, a file 2^59");
    }
    return new IdxFile(file, place, type, sizes, (int) width);
  }

  private static String notIdx(byte[] magic) {
    StringBuilder found = new StringBuilder();
    for (byte b : magic) {
      found.append(String.format(" %02x", b));
    }
    boolean zipped = magic.length > 1 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
    return "is not in idx format, which begins with two zero bytes, the type and the number of"
        + " dimensions: found"
        + (found.isEmpty() ? " nothing" : found)
        + "; "
        + (zipped
            ? "it is compressed: let its name end in .gz"
            : "name another format with --format");
  }

  private static FaultException mistake(InputFile file, String message) {
    return new FaultException(Fault.inFile(file.path(), message));
  }

  private static String shape(long[] sizes, IdxType type) {
    return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" × "))
        + " of type "
        + type.label();
  }

  String path() {
    return path;
  }

  /** The file as it is stored. */
  InputFile stored() {
    return new InputFile(path, stored);
  }

  /** Index of the file among all that are read. */
  int place() {
    return place;
  }

  IdxType type() {
    return type;
  }

  int dimensions() {
    return sizes.length;
  }

  /** The sizes of its dimensions and its type, for a message. */
  String shape() {
    return shape(sizes, type);
  }

  long rows() {
    return sizes[0];
  }

  /** Numbers a row: the product of all dimensions but the first. */
  int width() {
    return width;
  }

  /** Bytes before the first number. */
  int headerBytes() {
    return 4 + 4 * sizes.length;
  }

  /** Bytes that the file must have, uncompressed. */
  long bytes() {
    return headerBytes() + sizes[0] * width * type.bytes();
  }

  boolean isCompressed() {
    return Compression.isCompressed(path);
  }

  /** What to say of a file of another length, uncompressed. */
  Fault lengthFault(long found) {
    return Fault.inFile(
        path,
        (isCompressed() ? "inflates to " : "has ")
            + found
            + " bytes, but its header says "
            + shape()
            + ", which are "
            + bytes()
            + "; was it copied whole? copy or make it again");
  }
}
