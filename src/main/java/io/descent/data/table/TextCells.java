package io.descent.data.table;

/** A row of texts, as CSV has them. */
public final class TextCells implements Cells {
  private final String[] texts;

  private TextCells(String[] texts) {
    this.texts = texts;
  }

  /** A row over an array of fields, which is not copied: change it to move to another row. */
  public static TextCells over(String[] fields) {
    return new TextCells(fields);
  }

  /** A text without the blanks around it. */
  public static String stripBlanks(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The number that a text says, as {@link Cells#number} defines it. */
  public static double number(String text) {
    return Numbers.parse(stripBlanks(text));
  }

  /** The text of a number, as {@link Cells#text} has it: whole numbers without a point. */
  public static String text(double number) {
    return Numbers.text(number);
  }

  /** The time that a text says, as {@link Cells#time} defines it. */
  public static int time(String text) {
    return Times.parse(stripBlanks(text));
  }

  /** The cells of the current row as they stand in the file, blanks included. */
  public String[] copyRaw() {
    return texts.clone();
  }

  @Override
  public int count() {
    return texts.length;
  }

  @Override
  public boolean missing(int column) {
    String text = texts[column];
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String text(int column) {
    return stripBlanks(texts[column]);
  }

  @Override
  public double number(int column) {
    return number(texts[column]);
  }

  @Override
  public int time(int column) {
    return time(texts[column]);
  }
}
