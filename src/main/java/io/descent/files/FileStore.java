package io.descent.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;

/**
 * One file system. It travels to the tasks of a cluster inside closures, so it is serialisable and
 * small. Paths that a method takes are as the user wrote them, or as {@link #find} returned them.
 */
public interface FileStore extends Serializable {
  /**
   * The files that a path stands for, sorted by path (code points): the file itself; the files
   * below a folder; the files that match a glob, and those below folders that match. Names that
   * begin with {@code _} or {@code .} are skipped inside folders and globs.
   *
   * @throws io.descent.error.UserException NO_INPUT when there is no such file, or no file below
   *     it; PERMISSION; IO
   */
  List<InputFile> find(String path);

  /**
   * Opens a file at a byte, as it is stored. The stream need not be buffered; reads of large arrays
   * are passed on.
   */
  InputStream open(String path, long offset) throws IOException;

  /** Whether a file or folder exists; a folder whose replacement was cut short counts. */
  boolean exists(String path);

  /**
   * Publishes a folder: after the call it holds exactly these files; at no time, whatever is
   * killed, can a reader see a part of them, and an earlier folder of that path is lost at no time.
   * Everything is on the disk when the method returns.
   *
   * @param parts what is written, in this order
   * @param overwrite whether an earlier folder is replaced
   * @throws io.descent.error.UserException CANNOT_CREATE when it exists and is not to be replaced,
   *     or cannot be created; PERMISSION; IO
   */
  void publish(String folder, List<Part> parts, boolean overwrite);

  /** A file of a folder to be published. */
  record Part(String name, Content content) {}

  /** Writes what a file holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
