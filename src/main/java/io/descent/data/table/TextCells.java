package io.descent.data.table;

import java.util.Arrays;

/**
 * A row of texts, as CSV has them: the characters of all fields one after the other, so that no
 * object is made of a cell that is only read as a number. <b>Not thread-safe.</b>
 */
public final class TextCells implements Cells {
  private final int room;
  private char[] chars = new char[256];

  /** Behind the last character of each field, where one follows that is of no field. */
  private int[] ends = new int[16];

  /** The first character of each field that is no blank; its end when there is none. */
  private int[] begins = new int[16];

  private int count;

  /** The numbers that were asked for, each in the row that it was read in. */
  private double[] numbers = new double[0];

  private long[] numberRows = new long[0];
  private long row = 1;

  private TextCells(int room) {
    this.room = room;
  }

  /**
   * A row without fields.
   *
   * @param room how many fields are kept; those beyond are only counted
   */
  public static TextCells of(int room) {
    return new TextCells(room);
  }

  /** A row of fields. */
  public static TextCells over(String[] fields) {
    TextCells cells = of(fields.length);
    for (String field : fields) {
      cells.add(field.toCharArray(), 0, field.length());
    }
    return cells;
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

  /** Begins another row, without fields. */
  public void clear() {
    count = 0;
    row++;
  }

  /** Adds a field behind those that are here. */
  public void add(char[] from, int at, int length) {
    if (count >= room) {
      count++;
      return;
    }
    int used = start(count);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      begins = Arrays.copyOf(begins, 2 * count);
    }
    if (length >= chars.length - used) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, used + length + 1));
    }
    // Most fields are too short for a call of arraycopy to pay.
    if (length < 16) {
      for (int i = 0; i < length; i++) {
        chars[used + i] = from[at + i];
      }
    } else {
      System.arraycopy(from, at, chars, used, length);
    }
    chars[used + length] = '\n';
    int begin = used;
    while (isBlank(chars[begin])) {
      begin++;
    }
    begins[count] = begin;
    ends[count++] = used + length;
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1] + 1;
  }

  /** Where the text of a cell ends, blanks left out; where it begins when it is missing. */
  private int end(int column) {
    int i = ends[column];
    while (i > begins[column] && isBlank(chars[i - 1])) {
      i--;
    }
    return i;
  }

  /** The cells of the current row as they stand in the file, blanks included. */
  public String[] copyRaw() {
    String[] raw = new String[Math.min(count, room)];
    for (int c = 0; c < raw.length; c++) {
      raw[c] = raw(c);
    }
    return raw;
  }

  /** A cell of the current row as it stands in the file, blanks included. */
  public String raw(int column) {
    return new String(chars, start(column), ends[column] - start(column));
  }

  /** Whether one more field would be kept. */
  public boolean hasRoom() {
    return count < room;
  }

  /** Number of fields, with those that there was no room for. */
  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean missing(int column) {
    return begins[column] == ends[column];
  }

  @Override
  public String text(int column) {
    return new String(chars, begins[column], end(column) - begins[column]);
  }

  @Override
  public int find(int column, TextIndex among) {
    return among.find(chars, begins[column], end(column));
  }

  @Override
  public double number(int column) {
    if (column >= numbers.length) {
      numbers = Arrays.copyOf(numbers, count);
      numberRows = Arrays.copyOf(numberRows, count);
    }
    if (numberRows[column] != row) {
      numbers[column] = Numbers.parse(chars, begins[column], end(column));
      numberRows[column] = row;
    }
    return numbers[column];
  }

  @Override
  public int time(int column) {
    return Times.parse(text(column));
  }
}
