package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
   * <p>In a glob, {@code *} stands for any run of characters, {@code ?} for one, {@code [a-c]} for
   * one of these, {@code [!a-c]} or {@code [^a-c]} for one not of these, {@code {x,y}} for either;
   * only braces reach over a slash. A path that exists as it is written is no glob.
   *
   * @throws io.descent.error.UserException NO_INPUT when there is no such file, or no file below
   *     it; PERMISSION; IO; RETRYABLE when the storage cannot be reached
   */
  List<InputFile> find(String path);

  /**
   * The files of a comma list of paths: those of its first path, then those of its second, and so
   * on; each path's files are sorted as {@link #find} says. A file that two paths of the list name
   * is there twice: what is asked is done. Commas inside braces belong to a glob; a name with a
   * comma is written with {@code ?} in its place.
   *
   * @throws io.descent.error.UserException USAGE when a path is empty; else as {@link #find}
   */
  default List<InputFile> findAll(String commaList) {
    List<InputFile> files = new ArrayList<>();
    for (String path : Glob.split(commaList)) {
      if (path.isBlank()) {
        throw UserException.of(
            ExitCode.USAGE,
            "\"" + commaList + "\": an empty path in a comma list: remove the extra comma");
      }
      files.addAll(find(path.strip()));
    }
    return files;
  }

  /**
   * Opens a file at a byte, as it is stored. The stream need not be buffered; reads of large arrays
   * are passed on. Where the file's folder is being replaced, the old folder's file is opened until
   * the new one is in place.
   *
   * @throws io.descent.error.UserException NO_INPUT when there is no such file; PERMISSION; IO;
   *     RETRYABLE when the storage cannot be reached
   * @throws IOException when the stream fails later
   */
  InputStream open(String path, long offset) throws IOException;

  /** Whether a file or folder exists; a folder whose replacement was cut short counts. */
  boolean exists(String path);

  /**
   * Checks, before work is done for it, that a folder could be published: that what stands above it
   * is a folder that may be written to. It may still fail later.
   *
   * @throws io.descent.error.UserException CANNOT_CREATE, PERMISSION
   */
  default void checkPublishable(String folder) {}

  /**
   * The names of all that stands directly in a folder, hidden or not, sorted (code points); those
   * of folders end in {@code /}. A folder whose replacement was cut short is listed as it was.
   *
   * @throws io.descent.error.UserException NO_INPUT when there is no folder of that path;
   *     PERMISSION; IO; RETRYABLE
   */
  List<String> list(String folder);

  /**
   * Publishes a folder: after the call it holds exactly these files; at no time, whatever is
   * killed, can a reader see a part of them, and an earlier folder of that path is lost at no time.
   * Everything is on the disk when the method returns. Folders above it are created. When it fails
   * nothing is left behind, and an earlier folder is as it was. Of two processes that publish the
   * same folder at the same time one may fail; what is published is whole.
   *
   * <p><b>All</b> that an earlier folder holds goes: the caller sees to it that the folder is its
   * own kind.
   *
   * @param parts what is written, in this order
   * @param overwrite whether an earlier folder is replaced
   * @throws io.descent.error.UserException CANNOT_CREATE when it exists and is not to be replaced,
   *     or cannot be created; PERMISSION; IO
   */
  default void publish(String folder, List<Part> parts, boolean overwrite) {
    Set<String> names = new HashSet<>();
    for (Part part : parts) {
      if (!PathNames.isName(part.name()) || !names.add(part.name())) {
        throw new IllegalArgumentException("a file cannot be called \"" + part.name() + "\"");
      }
    }
    PendingFolder pending = begin(folder, overwrite);
    try {
      for (Part part : parts) {
        pending.write(part.name(), part.content());
      }
    } catch (RuntimeException e) {
      pending.abort();
      throw e;
    }
    pending.commit();
  }

  /**
   * Begins a folder whose files are written by other processes, and which is published as {@link
   * #publish} says by {@link PendingFolder#commit}. Folders above it are created.
   *
   * @throws io.descent.error.UserException as {@link #publish}; nothing is left behind then
   */
  PendingFolder begin(String folder, boolean overwrite);

  /** A file of a folder to be published. */
  record Part(String name, Content content) {}

  /** Writes what a file holds. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
