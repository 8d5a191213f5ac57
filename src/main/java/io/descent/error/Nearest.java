package io.descent.error;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of some names a person probably meant. */
public final class Nearest {
  private Nearest() {}

  /** Advice that names the nearest, or all when none is near. */
  public static String advice(String typed, Collection<String> names) {
    String nearest = of(typed, names);
    return nearest != null
        ? "did you mean " + nearest + "?"
        : "there are " + String.join(", ", names);
  }

  /**
   * Advice that names the nearest, or where to look when none is near: for names that are too many
   * to read.
   *
   * @param list what shows them all, such as a command
   */
  public static String advice(String typed, Collection<String> names, String list) {
    String nearest = of(typed, names);
    return nearest != null ? "did you mean " + nearest + "?" : list + " shows them all";
  }

  /** The name that is nearest, upper and lower case alike, or null when none is near. */
  public static @Nullable String of(String typed, Collection<String> names) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int distance =
          name.startsWith(typed)
              ? 1
              : distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    // As many changes as letters would make any name of any other.
    boolean near =
        least == 0 || (least <= Math.max(2, typed.length() / 3) && least < typed.length());
    return near ? best : null;
  }

  /** Edit distance, neighbours swapped counting as one (Damerau, optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
