package io.descent.data.sql;

import io.descent.data.table.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the columns that an SQL expression names, so that they do not become features. */
final class SparkIdentifiers {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*'" // a text, passed over
              + "|\"(?:[^\"\\\\]|\\\\.)*\""
              + "|`((?:[^`]|``)*)`"
              + "|([\\p{L}_][\\p{L}\\p{N}_]*)(\\s*\\()?");

  private SparkIdentifiers() {}

  /** The places of the columns named, without regard to case, as spark-sql finds them. */
  static int[] columns(String expression, TableColumns table) {
    List<Integer> found = new ArrayList<>();
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      String name =
          token.group(1) != null
              ? token.group(1).replace("``", "`")
              : token.group(3) == null ? token.group(2) : null;
      for (int c = 0; name != null && c < table.count(); c++) {
        if (table.name(c).equalsIgnoreCase(name) && !found.contains(c)) {
          found.add(c);
        }
      }
    }
    return found.stream().sorted().mapToInt(Integer::intValue).toArray();
  }
}
