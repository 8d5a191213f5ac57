package io.descent.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder whose replacement was cut short. A publisher renames the old folder {@code x} to
 * {@code .x.replaced} before the new one takes its name, because no file system swaps two folders
 * in one step; while there is no {@code x}, {@code .x.replaced} stands for it.
 */
final class Replaced {
  private Replaced() {}

  /** Where the old folder of a name waits. */
  static String folder(String parent, String name) {
    return PathNames.join(parent, "." + name + ".replaced");
  }

  /** What stands at a path, or at its place in the old folder; null when nothing does. */
  static Tree.@Nullable Entry status(Tree tree, String path) throws IOException {
    Tree.Entry entry = tree.status(path);
    if (entry == null) {
      String old = place(tree, path);
      entry = old == null ? null : tree.status(old);
      // The new folder may have taken its name in between.
      return entry == null ? tree.status(path) : entry;
    }
    return entry;
  }

  /** Opens a file, or the one in its place in the old folder. */
  static InputStream open(Tree tree, String path, long offset) throws IOException {
    try {
      return tree.open(path, offset);
    } catch (NoSuchFileException e) {
      String old = place(tree, path);
      if (old == null) {
        return tree.open(path, offset);
      }
      try {
        return tree.open(old, offset);
      } catch (NoSuchFileException gone) {
        // The new folder has taken its name in between, or both lack the file.
        return tree.open(path, offset);
      }
    }
  }

  /** The path of the same folder, or file in a folder, where only the old folder is there. */
  private static @Nullable String place(Tree tree, String path) throws IOException {
    String absolute = tree.absolute(path);
    String parent = PathNames.parent(absolute);
    if (parent == null) {
      return null;
    }
    String name = PathNames.name(absolute);
    String old = folder(parent, name);
    if (tree.status(old) != null) {
      return old;
    }
    String above = PathNames.parent(parent);
    if (above == null || tree.status(parent) != null) {
      return null;
    }
    old = folder(above, PathNames.name(parent));
    return tree.status(old) == null ? null : PathNames.join(old, name);
  }
}
