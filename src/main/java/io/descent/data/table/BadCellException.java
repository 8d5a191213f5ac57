package io.descent.data.table;

/**
 * A row cannot be encoded. The message names the column, what was found, what is allowed and what
 * to do; the reader adds file and line.
 */
public final class BadCellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  private final String finding;

  private BadCellException(String finding) {
    // No stack trace: this is a finding about the data, made once a shard.
    super(finding, null, false, false);
    this.finding = finding;
  }

  /** The message. */
  public String finding() {
    return finding;
  }

  /**
   * A finding.
   *
   * @param column name of the column
   * @param found the text of the cell
   * @param advice what is allowed, and what to do
   */
  public static BadCellException of(String column, String found, String advice) {
    return new BadCellException("column '" + column + "': found " + shown(found) + "; " + advice);
  }

  /** A text as a message shows it: quoted, control characters replaced, at most 60 characters. */
  static String shown(String text) {
    if (text.isEmpty()) {
      return "an empty cell";
    }
    StringBuilder out = new StringBuilder("'");
    int end = Math.min(text.length(), SHOWN);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? '?' : c);
    }
    return out.append(text.length() > SHOWN ? "…'" : "'").toString();
  }
}
