package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.util.List;

/** Lists what a folder holds. */
final class Listing {
  private Listing() {}

  /** What {@link FileStore#list} returns. */
  static List<String> of(Tree tree, String path) {
    try {
      Tree.Entry folder = Replaced.status(tree, path);
      if (folder == null || !folder.folder()) {
        throw UserException.of(
            ExitCode.NO_INPUT,
            path + (folder == null ? ": no such folder" : ": is a file, not a folder"));
      }
      return tree.list(folder.path()).stream()
          .map(e -> PathNames.name(e.path()) + (e.folder() ? "/" : ""))
          .sorted(PathNames.CODE_POINTS)
          .toList();
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }
}
