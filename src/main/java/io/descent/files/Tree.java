package io.descent.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few operations on a file system that finding, reading and publishing are made of. Paths are
 * texts with {@code /} between names. Failures are the exceptions of {@code java.nio.file} where
 * those have a name for them: {@code NoSuchFileException}, {@code FileAlreadyExistsException},
 * {@code AccessDeniedException}.
 */
interface Tree {
  /** What stands at a path, links followed. */
  record Entry(String path, boolean folder, long length) {}

  /** The path from the root, with scheme unless it is local, without {@code .} and {@code ..}. */
  String absolute(String path) throws IOException;

  /** What stands at a path, or null when nothing does. */
  @Nullable Entry status(String path) throws IOException;

  /** What stands directly in a folder, in no particular order; paths begin with the folder's. */
  List<Entry> list(String folder) throws IOException;

  /** A path from the root as a URI's text, in which nothing is escaped. */
  String uri(String absolute);

  /** Opens a file at a byte. */
  InputStream open(String file, long offset) throws IOException;

  /** Creates one folder in a folder that exists; one that is there already is left as it is. */
  void createFolder(String folder) throws IOException;

  /** Creates a file; its bytes are on the disk when it was closed. Fails when there is one. */
  OutputStream create(String file) throws IOException;

  /**
   * Renames a file or folder in one step. A folder is not renamed when something but an empty
   * folder has the new name; a file of the new name may be replaced by a file.
   */
  void move(String from, String to) throws IOException;

  /** Deletes a file or link, or a folder with all it holds; what a link points to stays. */
  void delete(String path) throws IOException;

  /** Returns when the names in a folder are on the disk. */
  void sync(String folder) throws IOException;
}
