package io.descent.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of names: {@code *} any run of characters, {@code ?} one, {@code [a-c]} one of these,
 * {@code [!a-c]} or {@code [^a-c]} one not of these, {@code {x,y}} either text. None of them but
 * braces reaches over a slash. A bracket or brace that is not closed stands for itself; a closing
 * bracket that comes first in a set belongs to it.
 */
final class Glob {
  private Glob() {}

  /** Whether a text has a character that is special in patterns. */
  static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  /** The patterns without braces that a pattern stands for, in the order written. */
  static List<String> alternatives(String pattern) {
    int open = pattern.indexOf('{');
    int close = open < 0 ? -1 : closing(pattern, open);
    if (close < 0) {
      return List.of(pattern);
    }
    List<String> all = new ArrayList<>();
    for (String choice : split(pattern.substring(open + 1, close))) {
      for (String tail : alternatives(choice + pattern.substring(close + 1))) {
        all.add(pattern.substring(0, open) + tail);
      }
    }
    return all;
  }

  /** Cuts a text at the commas that are not inside braces. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' && closing(text, i) >= 0) {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The expression that the whole of a matching name matches. */
  static Pattern compile(String name) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < name.length()) {
      int c = name.codePointAt(i);
      int close = c == '[' ? name.indexOf(']', i + (negated(name, i + 1) ? 3 : 2)) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        appendSet(regex, name.substring(i + 1, close));
        i = close;
      } else {
        appendPoint(regex, c);
      }
      i += close > 0 ? 1 : Character.charCount(c);
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static void appendSet(StringBuilder regex, String set) {
    boolean negated = negated(set, 0);
    regex.append(negated ? "[^" : "[");
    int[] points = set.substring(negated ? 1 : 0).codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean range = i + 2 < points.length && points[i + 1] == '-' && points[i] <= points[i + 2];
      appendPoint(regex, points[i]);
      if (range) {
        regex.append('-');
        appendPoint(regex, points[i + 2]);
        i += 2;
      }
    }
    regex.append(']');
  }

  private static boolean negated(String text, int at) {
    return text.startsWith("!", at) || text.startsWith("^", at);
  }

  private static void appendPoint(StringBuilder regex, int point) {
    regex.append("\\x{").append(Integer.toHexString(point)).append('}');
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
