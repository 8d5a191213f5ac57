package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What to say of a line that is not LIBSVM: what was found; what is allowed; what to do. */
final class LibsvmMistakes {
  private static final int SHOWN = 40;
  private static final String ENTRY =
      "; an entry is index:value, the index a whole number from 1, the value a finite number"
          + " without blanks around the colon; mend or drop the line";

  private LibsvmMistakes() {}

  static boolean tokenHasColon(byte[] bytes, int token) {
    return token(bytes, token).indexOf(':') >= 0;
  }

  /** Of a line whose first token is not a label. */
  static String label(byte[] bytes, int line, int token) {
    String found = token(bytes, token);
    if (found.indexOf(':') >= 0 && found.indexOf(',') < 0) {
      return "the line begins with "
          + quote(found)
          + " and has no label; a line is \"label index:value …\", the label a finite number; put"
          + " a label first";
    }
    if (!lineHasColon(bytes, line)) {
      return notLibsvm(bytes, line);
    }
    if (found.indexOf(',') >= 0 && found.indexOf(':') < 0) {
      return "the labels "
          + quote(found)
          + " are a list; a row has one label, a finite number; to train with any number of labels"
          + " a row give --multilabel true";
    }
    if (found.indexOf(',') >= 0) {
      return notLibsvm(bytes, line);
    }
    return "label "
        + quote(found)
        + " is not allowed; a label is a finite number such as 1, -1 or 2.5; mend or drop the line";
  }

  /** Of a list of labels with an empty one. */
  static String labelList(byte[] bytes, int line, int token) {
    return lineHasColon(bytes, line)
        ? "the labels "
            + quote(token(bytes, token))
            + " have an empty one; a line is \"label,label index:value …\"; mend or drop the line"
        : notLibsvm(bytes, line);
  }

  /**
   * Of an entry whose index is wrong.
   *
   * @param before the index before it, 0 at the first
   */
  static String index(byte[] bytes, int line, int token, int before) {
    String found = token(bytes, token);
    int colon = found.indexOf(':');
    if (colon < 0 && !lineHasColon(bytes, line)) {
      return notLibsvm(bytes, line);
    }
    String digits = found.substring(0, Math.max(0, colon));
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return quote(found) + " is not an entry" + ENTRY;
    }
    String index = digits.replaceFirst("^0+(?=.)", "");
    if (index.equals("0")) {
      return "index 0 in "
          + quote(found)
          + "; indices begin at 1; if they count from 0 throughout the file, add 1 to all of them";
    }
    if (index.length() > 10 || Long.parseLong(index) > LibsvmParser.HIGHEST_INDEX) {
      return "index "
          + cut(index)
          + "; the highest index allowed is "
          + LibsvmParser.HIGHEST_INDEX
          + "; number the features anew, or hash them";
    }
    return "index "
        + index
        + (index.equals(Integer.toString(before)) ? " twice" : " after " + before)
        + "; indices ascend within a line, each at most once; sort the line and drop repetitions";
  }

  /** Of an entry whose value is wrong. */
  static String value(byte[] bytes, int token) {
    String found = token(bytes, token);
    int colon = found.indexOf(':');
    String value = found.substring(colon + 1);
    if (value.isEmpty()) {
      return quote(found) + " has no value" + ENTRY;
    }
    NumberScanner scanner = new NumberScanner();
    byte[] ended = (value + "\n").getBytes(UTF_8);
    boolean tooLarge = scanner.scan(ended, 0) == ended.length - 1;
    return "value "
        + quote(value)
        + " of index "
        + found.substring(0, colon)
        + (tooLarge ? " is beyond the range of a double, ±1.8e308" : " is not a finite number")
        + "; a value is a decimal number such as 1, -0.5 or 3e-4; mend or drop the line";
  }

  private static String notLibsvm(byte[] bytes, int line) {
    return "this is not LIBSVM: "
        + quote(until(bytes, line, false))
        + "; a line is \"label index:value index:value …\"; for CSV name the file .csv or give"
        + " --format csv";
  }

  private static boolean lineHasColon(byte[] bytes, int line) {
    int i = line;
    while (bytes[i] != '\n' && bytes[i] != ':') {
      i++;
    }
    return bytes[i] == ':';
  }

  private static String token(byte[] bytes, int from) {
    return until(bytes, from, true);
  }

  private static String until(byte[] bytes, int from, boolean token) {
    int i = from;
    while (bytes[i] != '\n' && !(token && LibsvmParser.endsToken(bytes[i]))) {
      i++;
    }
    return new String(bytes, from, i - from, UTF_8);
  }

  private static String quote(String text) {
    return "\"" + cut(text.strip()).replaceAll("\\p{Cntrl}", "?") + "\"";
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
