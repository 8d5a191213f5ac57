package io.descent.files;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that name files: taking them apart, joining and comparing them. */
final class PathNames {
  /**
   * Ascending code points. Not {@link String#compareTo}, which puts a character beyond U+FFFF
   * before U+E000.
   */
  static final Comparator<String> CODE_POINTS = PathNames::compareCodePoints;

  /** A scheme counts only with a slash behind it: {@code run:1.csv} is a file's name. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/.*");

  private static final Pattern ROOT =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:(?://[^/]*)?)?/*");

  private PathNames() {}

  /** The scheme in lower case, or null when the path has none. */
  static @Nullable String scheme(String path) {
    if (path.regionMatches(true, 0, "file:", 0, 5)) {
      return "file";
    }
    Matcher matcher = SCHEME.matcher(path);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
  }

  /** Number of characters before the first name: scheme, authority and slashes. */
  static int rootLength(String path) {
    if (scheme(path) == null && !path.startsWith("/")) {
      return 0;
    }
    Matcher matcher = ROOT.matcher(path);
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  /** The last name of an absolute path; empty for the root. */
  static String name(String path) {
    int root = rootLength(path);
    return path.substring(Math.max(root, path.lastIndexOf('/') + 1));
  }

  /** The folder that an absolute path stands in, or null for the root. */
  static @Nullable String parent(String path) {
    int root = rootLength(path);
    if (path.length() <= root) {
      return null;
    }
    return path.substring(0, Math.max(root, path.lastIndexOf('/')));
  }

  static String join(String folder, String name) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** Whether a text names one file in a folder. */
  static boolean isName(String name) {
    return !name.isEmpty() && !name.contains("/");
  }

  /** Whether files of this name are passed over in folders: markers, checksums, leftovers. */
  static boolean hidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        if (Character.isSurrogate(x) != Character.isSurrogate(y)) {
          return Character.isSurrogate(x) ? 1 : -1;
        }
        return Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
