package io.descent.data;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * A mistake in the data: where it is, and what to say about it. It is part of what a task returns,
 * so that a task never fails, and is not tried again, because of the data. Immutable.
 */
public final class Fault implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int NOWHERE = 0;
  private static final int BYTE = 1;
  private static final int ROW = 2;

  private final String path;
  private final int unit;
  private final long position;
  private final String message;

  private Fault(String path, int unit, long position, String message) {
    this.path = path;
    this.unit = unit;
    this.position = position;
    this.message = message;
  }

  /**
   * A mistake in a line of text.
   *
   * @param path the file
   * @param offset any byte of the line, counted from 0 in the uncompressed text
   * @param message what was found; what is allowed; what to do
   */
  public static Fault inLine(String path, long offset, String message) {
    return new Fault(path, BYTE, offset, message);
  }

  /**
   * A mistake in a row of a table.
   *
   * @param row counted from 0
   */
  public static Fault inRow(String path, long row, String message) {
    return new Fault(path, ROW, row, message);
  }

  /** A mistake of a file as a whole, such as a compressed file that is cut short. */
  public static Fault inFile(String path, String message) {
    return new Fault(path, NOWHERE, 0, message);
  }

  public String path() {
    return path;
  }

  /** What was found, what is allowed and what to do, without the position. */
  public String message() {
    return message;
  }

  /**
   * The error to end with: {@code path:line: message}, lines counted from 1. Reads the file up to
   * the line, to count.
   */
  public UserException toException(FileStore store) {
    return UserException.of(ExitCode.DATA, where(store) + ": " + message);
  }

  private String where(FileStore store) {
    return switch (unit) {
      case BYTE -> path + ":" + line(store);
      case ROW -> path + ": row " + (position + 1);
      default -> path;
    };
  }

  private String line(FileStore store) {
    long line = 1;
    try (InputStream in = Compression.open(store, path)) {
      byte[] chunk = new byte[Compression.CHUNK];
      long left = position;
      while (left > 0) {
        int n = in.read(chunk, 0, (int) Math.min(left, chunk.length));
        if (n < 0) {
          break;
        }
        for (int i = 0; i < n; i++) {
          if (chunk[i] == '\n') {
            line++;
          }
        }
        left -= n;
      }
    } catch (IOException e) {
      // The mistake is worth reporting even when its line can no longer be counted.
      return "byte " + position;
    }
    return Long.toString(line);
  }
}
