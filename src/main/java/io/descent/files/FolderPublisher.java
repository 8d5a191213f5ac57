package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a folder on any {@link Tree}: all of it is written under a temporary name beside the
 * final one and forced to the disk, then renamed. The temporary folder holds {@code whole}, which
 * will be the folder, and {@code attempts}, where files are until they are complete: a task that is
 * late cannot leave a piece in what was published.
 *
 * <p>Replacing {@code x} takes two renames: {@code x} to {@code .x.replaced}, the new folder to
 * {@code x}; the old one is deleted last. {@link Replaced} reads what a publisher killed in between
 * leaves, and the next publisher of {@code x} tidies up. Whatever is deleted is first renamed in
 * one step, so that a publisher still at work elsewhere fails instead of publishing a part.
 */
final class FolderPublisher implements PendingFolder {
  private static final long serialVersionUID = 1L;

  /** What gives the tree on every machine. */
  interface Place extends Serializable {
    Tree tree();
  }

  private final Place place;
  private final String shown;
  private final String folder;
  private final String parent;
  private final String name;
  private final String work;
  private final boolean overwrite;

  /** Folders above it that were created for it, the innermost first. */
  private final ArrayDeque<String> created = new ArrayDeque<>();

  private FolderPublisher(
      Place place, String shown, String folder, String parent, boolean overwrite) {
    this.place = place;
    this.shown = shown;
    this.folder = folder;
    this.parent = parent;
    this.name = PathNames.name(folder);
    this.work = aside("publishing");
    this.overwrite = overwrite;
  }

  /** What {@link FileStore#begin} does. */
  static PendingFolder begin(Place place, String path, boolean overwrite) {
    try {
      Tree tree = place.tree();
      String folder = tree.absolute(path);
      String parent = PathNames.parent(folder);
      if (path.isBlank() || parent == null) {
        throw UserException.of(
            ExitCode.CANNOT_CREATE, "\"" + path + "\" cannot be written: give a folder's path");
      }
      FolderPublisher publisher = new FolderPublisher(place, path, folder, parent, overwrite);
      publisher.begin();
      return publisher;
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

  private void begin() throws IOException {
    Tree.Entry there = Replaced.status(tree(), folder);
    if (there != null && !there.folder()) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE, shown + ": is a file, not a folder: give another path");
    }
    if (there != null) {
      checkReplaceable();
    }
    try {
      createFolders(parent);
      tidy();
      tree().createFolder(work);
      tree().createFolder(whole());
      tree().createFolder(attempts());
    } catch (IOException | RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  private void checkReplaceable() {
    if (!overwrite) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          shown + ": exists already: give another path, or --overwrite to replace it");
    }
  }

  @Override
  public String uri() {
    return tree().uri(whole());
  }

  @Override
  public PendingFile create(String file) {
    if (!PathNames.isName(file)) {
      throw new IllegalArgumentException("a file cannot be called \"" + file + "\"");
    }
    try {
      // Some file systems create the folders of a file: a late task must not bring them back.
      if (tree().status(attempts()) == null) {
        throw new NoSuchFileException(attempts());
      }
      String attempt = PathNames.join(attempts(), file + "-" + UUID.randomUUID());
      return PendingFile.create(tree(), shown, attempt, PathNames.join(whole(), file));
    } catch (IOException e) {
      throw Failures.writing(shown, e);
    }
  }

  @Override
  public void write(String file, FileStore.Content content) {
    try (PendingFile out = create(file)) {
      content.writeTo(out);
      out.complete();
    } catch (IOException e) {
      throw Failures.writing(shown, e);
    }
  }

  @Override
  public void commit() {
    try {
      tree().sync(whole());
      swap();
    } catch (IOException e) {
      undo(e);
      throw Failures.writing(shown, e);
    } catch (RuntimeException e) {
      undo(e);
      throw e;
    }
    discardQuietly(work);
    discardQuietly(replaced());
  }

  @Override
  public void abort() {
    undo(null);
  }

  private void swap() throws IOException {
    boolean replaces = tree().status(folder) != null;
    if (replaces) {
      // It may have come since the work began.
      checkReplaceable();
      discard(replaced());
      tree().move(folder, replaced());
    }
    try {
      tree().move(whole(), folder);
      tree().sync(parent);
    } catch (IOException e) {
      putBack(replaces, e);
      throw e;
    }
  }

  private void putBack(boolean replaces, IOException cause) {
    try {
      if (tree().status(whole()) == null) {
        tree().move(folder, whole());
      }
      if (replaces) {
        tree().move(replaced(), folder);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void createFolders(String path) throws IOException {
    Tree.Entry there = tree().status(path);
    if (there == null) {
      String above = PathNames.parent(path);
      if (above != null) {
        createFolders(above);
      }
      tree().createFolder(path);
      created.addFirst(path);
      if (above != null) {
        tree().sync(above);
      }
    } else if (!there.folder()) {
      throw inFile(shown, path);
    }
  }

  /** Removes what publishers of this folder left when they were killed. */
  private void tidy() throws IOException {
    for (Tree.Entry entry : tree().list(parent)) {
      String left = PathNames.name(entry.path());
      if (left.startsWith("." + name + ".publishing-")) {
        discardQuietly(entry.path());
      } else if (left.startsWith("." + name + ".discarded-")) {
        deleteQuietly(entry.path());
      }
    }
  }

  private void discard(String path) throws IOException {
    if (tree().status(path) != null) {
      String gone = aside("discarded");
      tree().move(path, gone);
      tree().delete(gone);
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
      tree().delete(path);
    } catch (IOException e) {
      return;
    }
  }

  private void undo(@Nullable Exception cause) {
    try {
      discard(work);
      for (String path : created) {
        if (tree().status(path) != null && tree().list(path).isEmpty()) {
          tree().delete(path);
        }
      }
    } catch (IOException e) {
      if (cause != null) {
        cause.addSuppressed(e);
      }
    }
  }

  private Tree tree() {
    return place.tree();
  }

  private String whole() {
    return PathNames.join(work, "whole");
  }

  private String attempts() {
    return PathNames.join(work, "attempts");
  }

  private String replaced() {
    return Replaced.folder(parent, name);
  }

  private String aside(String what) {
    return PathNames.join(parent, "." + name + "." + what + "-" + UUID.randomUUID());
  }
}
