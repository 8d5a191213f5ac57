package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the files that a path stands for, on any {@link Tree}. */
final class PathSearch {
  /** Deeper nesting is a link that leads back to a folder above it. */
  private static final int DEEPEST = 100;

  private final Tree tree;

  /** Lengths by path; a map, since a pattern is a set: {data,data/a.csv} names a.csv once. */
  private final SortedMap<String, Long> files = new TreeMap<>(PathNames.CODE_POINTS);

  private PathSearch(Tree tree) {
    this.tree = tree;
  }

  /** What {@link FileStore#find} returns. */
  static List<InputFile> find(Tree tree, String path) {
    if (path.isBlank()) {
      throw UserException.of(ExitCode.USAGE, "an empty path: give a file, a folder or a pattern");
    }
    try {
      return new PathSearch(tree).find(path);
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  private List<InputFile> find(String path) throws IOException {
    Tree.Entry exact = Replaced.status(tree, path);
    if (exact != null) {
      collect(exact, 0);
    } else if (Glob.isGlob(path)) {
      for (String alternative : Glob.alternatives(path)) {
        expand(alternative);
      }
    }
    if (files.isEmpty()) {
      throw nothing(path, exact);
    }
    return files.entrySet().stream().map(f -> new InputFile(f.getKey(), f.getValue())).toList();
  }

  private void collect(Tree.Entry entry, int depth) throws IOException {
    if (!entry.folder()) {
      files.put(entry.path(), entry.length());
    } else if (depth > DEEPEST) {
      throw UserException.of(
          ExitCode.IO,
          entry.path() + ": folders nest deeper than " + DEEPEST + ": remove links that lead back");
    } else {
      for (Tree.Entry inside : tree.list(entry.path())) {
        if (!PathNames.hidden(PathNames.name(inside.path()))) {
          collect(inside, depth + 1);
        }
      }
    }
  }

  private void expand(String pattern) throws IOException {
    int root = PathNames.rootLength(pattern);
    List<String> found = List.of(pattern.substring(0, root));
    for (String name : pattern.substring(root).split("/", -1)) {
      if (!name.isEmpty()) {
        found = expand(found, name);
      }
    }
    for (String path : found) {
      Tree.Entry entry = tree.status(path);
      if (entry != null) {
        collect(entry, 0);
      }
    }
  }

  private List<String> expand(List<String> folders, String name) throws IOException {
    List<String> found = new ArrayList<>();
    Pattern regex = Glob.isGlob(name) ? Glob.compile(name) : null;
    for (String folder : folders) {
      if (regex == null) {
        found.add(PathNames.join(folder, name));
        continue;
      }
      Tree.Entry entry = tree.status(folder);
      if (entry != null && entry.folder()) {
        for (Tree.Entry inside : tree.list(folder)) {
          String candidate = PathNames.name(inside.path());
          if (!PathNames.hidden(candidate) && regex.matcher(candidate).matches()) {
            found.add(inside.path());
          }
        }
      }
    }
    return found;
  }

  private UserException nothing(String path, Tree.@Nullable Entry exact) throws IOException {
    if (exact != null) {
      return UserException.of(
          ExitCode.NO_INPUT,
          path + ": the folder holds no files (names that begin with _ or . do not count)");
    }
    String near = tree.absolute(path);
    String name = PathNames.name(near);
    for (String up = PathNames.parent(near); up != null; up = PathNames.parent(up)) {
      Tree.Entry entry = tree.status(up);
      if (entry != null) {
        return UserException.of(
            ExitCode.NO_INPUT,
            path
                + (Glob.isGlob(path) ? ": no file matches; " : ": no such file or folder; ")
                + up
                + (entry.folder() ? " exists but holds no \"" : " is a file and holds no \"")
                + name
                + "\"; check the path (relative paths start at the current folder)");
      }
      name = PathNames.name(up);
    }
    return UserException.of(ExitCode.NO_INPUT, path + ": no such file or folder; check the path");
  }
}
