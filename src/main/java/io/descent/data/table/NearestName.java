package io.descent.data.table;

import java.util.Locale;

/** Guesses which name was meant. */
final class NearestName {
  private static final int LISTED = 30;

  private NearestName() {}

  /** A sentence with the nearest name and the names that there are. */
  static String advice(String wanted, String[] names) {
    if (names.length == 0) {
      return "there are no columns";
    }
    String nearest = names[0];
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int d = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (d < least) {
        least = d;
        nearest = name;
      }
    }
    StringBuilder out = new StringBuilder();
    if (least <= Math.max(1, wanted.length() / 2)) {
      out.append("did you mean '").append(nearest).append("'? ");
    }
    out.append("The columns are: ");
    for (int i = 0; i < Math.min(names.length, LISTED); i++) {
      out.append(i == 0 ? "" : ", ").append(names[i]);
    }
    if (names.length > LISTED) {
      out.append(" … (").append(names.length).append(" in all)");
    }
    return out.toString();
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
