package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Publishes a folder on any {@link Tree}: all of it is written under a temporary name beside the
 * final one and forced to the disk, then renamed.
 *
 * <p>Replacing {@code x} takes two renames: {@code x} to {@code .x.replaced}, the new folder to
 * {@code x}; the old one is deleted last. {@link Replaced} reads what a publisher killed in between
 * leaves, and the next publisher of {@code x} tidies up. Whatever is deleted is first renamed in
 * one step, so that a publisher still at work elsewhere fails instead of publishing a part.
 */
final class FolderPublisher {
  private final Tree tree;
  private final String shown;
  private final String folder;
  private final String parent;
  private final String name;

  private FolderPublisher(Tree tree, String shown, String folder, String parent) {
    this.tree = tree;
    this.shown = shown;
    this.folder = folder;
    this.parent = parent;
    this.name = PathNames.name(folder);
  }

  /** What {@link FileStore#publish} does. */
  static void publish(Tree tree, String path, List<FileStore.Part> parts, boolean overwrite) {
    check(parts);
    try {
      String folder = tree.absolute(path);
      String parent = PathNames.parent(folder);
      if (path.isBlank() || parent == null) {
        throw UserException.of(
            ExitCode.CANNOT_CREATE, "\"" + path + "\" cannot be written: give a folder's path");
      }
      new FolderPublisher(tree, path, folder, parent).publish(parts, overwrite);
    } catch (IOException e) {
      throw Failures.writing(path, e);
    }
  }

  /**
   * The lowest folder above a path that exists.
   *
   * @throws UserException CANNOT_CREATE when a file stands there
   */
  static String folderAbove(Tree tree, String path) throws IOException {
    String above = PathNames.parent(tree.absolute(path));
    while (above != null) {
      Tree.Entry there = tree.status(above);
      if (there != null) {
        if (!there.folder()) {
          throw inFile(path, above);
        }
        return above;
      }
      above = PathNames.parent(above);
    }
    throw UserException.of(
        ExitCode.CANNOT_CREATE, "\"" + path + "\" cannot be written: give a folder's path");
  }

  private static UserException inFile(String path, String file) {
    return UserException.of(
        ExitCode.CANNOT_CREATE,
        path + ": " + file + " is a file, no folder can be made in it: give another path");
  }

  private static void check(List<FileStore.Part> parts) {
    Set<String> names = new HashSet<>();
    for (FileStore.Part part : parts) {
      if (part.name().isEmpty() || part.name().contains("/") || !names.add(part.name())) {
        throw new IllegalArgumentException("a file cannot be called \"" + part.name() + "\"");
      }
    }
  }

  private void publish(List<FileStore.Part> parts, boolean overwrite) throws IOException {
    Tree.Entry there = Replaced.status(tree, folder);
    if (there != null && !there.folder()) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE, shown + ": is a file, not a folder: give another path");
    }
    if (there != null && !overwrite) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          shown + ": exists already: give another path, or --overwrite to replace it");
    }
    Deque<String> created = new ArrayDeque<>();
    String fresh = aside("publishing");
    try {
      createFolders(parent, created);
      tidy();
      tree.createFolder(fresh);
      for (FileStore.Part part : parts) {
        tree.write(PathNames.join(fresh, part.name()), part.content());
      }
      tree.sync(fresh);
      swap(fresh);
    } catch (IOException | RuntimeException e) {
      undo(fresh, created, e);
      throw e;
    }
    discardQuietly(replaced());
  }

  private void swap(String fresh) throws IOException {
    boolean replaces = tree.status(folder) != null;
    if (replaces) {
      discard(replaced());
      tree.move(folder, replaced());
    }
    try {
      tree.move(fresh, folder);
      tree.sync(parent);
    } catch (IOException e) {
      putBack(fresh, replaces, e);
      throw e;
    }
  }

  private void putBack(String fresh, boolean replaces, IOException cause) {
    try {
      if (tree.status(fresh) == null) {
        tree.move(folder, fresh);
      }
      if (replaces) {
        tree.move(replaced(), folder);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void createFolders(String path, Deque<String> created) throws IOException {
    Tree.Entry there = tree.status(path);
    if (there == null) {
      String above = PathNames.parent(path);
      if (above != null) {
        createFolders(above, created);
      }
      tree.createFolder(path);
      created.addFirst(path);
      if (above != null) {
        tree.sync(above);
      }
    } else if (!there.folder()) {
      throw inFile(shown, path);
    }
  }

  /** Removes what publishers of this folder left when they were killed. */
  private void tidy() throws IOException {
    for (Tree.Entry entry : tree.list(parent)) {
      String left = PathNames.name(entry.path());
      if (left.startsWith("." + name + ".publishing-")) {
        discardQuietly(entry.path());
      } else if (left.startsWith("." + name + ".discarded-")) {
        deleteQuietly(entry.path());
      }
    }
  }

  private void discard(String path) throws IOException {
    if (tree.status(path) != null) {
      String gone = aside("discarded");
      tree.move(path, gone);
      tree.delete(gone);
    }
  }

  /** For what another publisher may be removing as well, and the next one removes if we cannot. */
  private void discardQuietly(String path) {
    try {
      discard(path);
    } catch (IOException e) {
      return;
    }
  }

  private void deleteQuietly(String path) {
    try {
      tree.delete(path);
    } catch (IOException e) {
      return;
    }
  }

  private void undo(String fresh, Deque<String> created, Exception cause) {
    try {
      if (tree.status(fresh) != null) {
        tree.delete(fresh);
      }
      for (String path : created) {
        if (tree.list(path).isEmpty()) {
          tree.delete(path);
        }
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private String replaced() {
    return Replaced.folder(parent, name);
  }

  private String aside(String what) {
    return PathNames.join(parent, "." + name + "." + what + "-" + UUID.randomUUID());
  }
}
