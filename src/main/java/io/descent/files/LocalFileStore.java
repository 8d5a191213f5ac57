package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of this machine, by {@code java.nio}. Paths may begin with {@code file:} as Hadoop
 * writes it (nothing in them is escaped). Relative paths start at the folder that the store was
 * made in, on every machine it travels to.
 */
final class LocalFileStore implements FileStore, FolderPublisher.Place {
  private static final long serialVersionUID = 1L;

  private final String base;

  private LocalFileStore(String base) {
    this.base = base;
  }

  /** The store whose relative paths start at the current folder. */
  static LocalFileStore here() {
    return in(Path.of(""));
  }

  /** The store whose relative paths start at a folder. */
  static LocalFileStore in(Path folder) {
    return new LocalFileStore(folder.toAbsolutePath().toString());
  }

  @Override
  public LocalTree tree() {
    return new LocalTree(Path.of(base));
  }

  @Override
  public List<InputFile> find(String path) {
    LocalTree tree = tree();
    List<InputFile> files = PathSearch.find(tree, plain(path));
    for (InputFile file : files) {
      check(tree, file.path());
    }
    return files;
  }

  /**
   * A job should not run for an hour before it finds that it may not read its last file. A file
   * that has moved with its folder since it was found is found again when it is opened.
   */
  private static void check(LocalTree tree, String file) {
    try {
      Path path = tree.resolve(file);
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (!Files.isRegularFile(path)) {
        throw UserException.of(
            ExitCode.NO_INPUT, file + ": neither a file nor a folder, or a link to nothing");
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(file);
      }
    } catch (IOException e) {
      throw Failures.reading(file, e);
    }
  }

  @Override
  public InputStream open(String path, long offset) {
    try {
      return Replaced.open(tree(), plain(path), offset);
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  @Override
  public boolean exists(String path) {
    try {
      return Replaced.status(tree(), plain(path)) != null;
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  @Override
  public void checkPublishable(String folder) {
    try {
      LocalTree tree = tree();
      String above = FolderPublisher.folderAbove(tree, plain(folder));
      if (!Files.isWritable(tree.resolve(above))) {
        throw new AccessDeniedException(above);
      }
    } catch (IOException e) {
      throw Failures.writing(folder, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    return Listing.of(tree(), plain(folder));
  }

  @Override
  public PendingFolder begin(String folder, boolean overwrite) {
    return FolderPublisher.begin(this, plain(folder), overwrite);
  }

  /**
   * The path without {@code file:} and the host, if any: file:/x, file:///x, file://localhost/x.
   */
  private static String plain(String path) {
    if (!path.regionMatches(true, 0, "file:", 0, 5)) {
      return path;
    }
    String rest = path.substring(5);
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      return slash < 0 ? "/" : rest.substring(slash);
    }
    return rest;
  }
}
