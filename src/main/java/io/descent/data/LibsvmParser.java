package io.descent.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines {@code label index:value …}: indices from 1, ascending; {@code #} begins a comment;
 * blank lines are skipped; the label may be left out where labels are not required. Works on bytes,
 * without an object per token. <b>Not thread-safe.</b>
 */
final class LibsvmParser {
  /** The highest index, so that one more than the highest column is still an int. */
  static final int HIGHEST_INDEX = Integer.MAX_VALUE - 1;

  private final boolean labelRequired;
  private final boolean labelSets;
  private final RowSink sink;
  private final LineBuffer lines = new LineBuffer();
  private final NumberScanner number = new NumberScanner();
  private int[] columns = new int[64];
  private double[] values = new double[64];
  private @Nullable String problem;

  private LibsvmParser(boolean labelRequired, boolean labelSets, RowSink sink) {
    this.labelRequired = labelRequired;
    this.labelSets = labelSets;
    this.sink = sink;
  }

  LibsvmParser(boolean labelRequired, RowSink sink) {
    this(labelRequired, false, sink);
  }

  /**
   * Of rows with any number of labels: {@code label,label index:value …}, labels being numbers or
   * texts without comma, colon and blanks. A line that begins with an entry, after a blank or not,
   * has none.
   */
  static LibsvmParser ofLabelSets(RowSink sink) {
    return new LibsvmParser(false, true, sink);
  }

  /** Takes the rows. */
  interface RowSink {
    /**
     * Takes a row.
     *
     * @param label its label as it stands, or NaN when it has none
     * @param size number of entries
     * @param columns their columns from 0, ascending; only valid during the call
     * @param values their values, finite; only valid during the call
     * @return null, or what is wrong with the row
     */
    @Nullable String row(double label, int size, int[] columns, double[] values);

    /**
     * Takes a label of the row that is handed over next, where rows have any number.
     *
     * @param label a text; a number in the form of {@link LabelCensus#number}
     * @return null, or what is wrong with it
     */
    default @Nullable String label(String label) {
      throw new IllegalStateException("rows have one label each");
    }

    /** Tells which share of the bytes of the shard the rows so far took. */
    default void done(double share) {}
  }

  /**
   * Reads the current shard of a run, up to the first mistake.
   *
   * @return the mistake, or null when there is none
   */
  @Nullable Fault parse(TextRun run) throws IOException {
    try {
      for (TextSegment s = run.nextSegment(); s != null; s = run.nextSegment()) {
        lines.open(s, s.path(), s.offset());
        while (lines.next()) {
          int mistake = parseBatch(lines.bytes(), lines.end());
          if (mistake >= 0 && problem != null) {
            return Fault.inLine(s.path(), lines.offset() + mistake, problem);
          }
          sink.done(run.share(0));
        }
      }
      return null;
    } catch (FaultException e) {
      return e.fault();
    }
  }

  /** Reads lines; the index of the first byte of the line with a mistake, or −1. */
  private int parseBatch(byte[] bytes, int end) {
    int start = 0;
    while (start < end) {
      int next = parseLine(bytes, start);
      if (next < 0) {
        return start;
      }
      start = next;
    }
    return -1;
  }

  /** Reads a line; the index after its line feed, or −1 when {@link #problem} says why not. */
  private int parseLine(byte[] bytes, int start) {
    int i = skipBlanks(bytes, start);
    if (bytes[i] == '\n' || bytes[i] == '#') {
      return afterLine(bytes, i);
    }
    double label = Double.NaN;
    if (labelSets) {
      int after = LibsvmMistakes.tokenHasColon(bytes, i) ? i : labels(bytes, start, i);
      if (after < 0) {
        return -1;
      }
      return parseEntries(bytes, start, skipBlanks(bytes, after), label);
    }
    int after = number.scan(bytes, i);
    if (after >= 0 && endsToken(bytes[after]) && Double.isFinite(number.value())) {
      label = number.value();
      i = skipBlanks(bytes, after);
    } else if (labelRequired || !LibsvmMistakes.tokenHasColon(bytes, i)) {
      problem = LibsvmMistakes.label(bytes, start, i);
      return -1;
    }
    return parseEntries(bytes, start, i, label);
  }

  /** Hands over the labels of a list; the index after it, or −1 when {@link #problem} says why. */
  private int labels(byte[] bytes, int line, int from) {
    int i = from;
    while (true) {
      int begin = i;
      while (bytes[i] != ',' && !endsToken(bytes[i])) {
        i++;
      }
      if (i == begin) {
        problem = LibsvmMistakes.labelList(bytes, line, from);
        return -1;
      }
      int after = number.scan(bytes, begin);
      boolean numeric = after == i && Double.isFinite(number.value());
      String label =
          numeric
              ? LabelCensus.number(number.value())
              : new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
      problem = sink.label(label);
      if (problem != null) {
        return -1;
      }
      if (bytes[i] != ',') {
        return i;
      }
      i++;
    }
  }

  /** Reads entries; as {@link #parseLine}. */
  private int parseEntries(byte[] bytes, int start, int from, double label) {
    int i = from;
    int size = 0;
    int last = -1;
    while (bytes[i] != '\n' && bytes[i] != '#') {
      int token = i;
      long index = 0;
      int digit = bytes[i] - '0';
      while (digit >= 0 && digit <= 9 && index <= HIGHEST_INDEX) {
        index = index * 10 + digit;
        digit = bytes[++i] - '0';
      }
      int column = (int) (index - 1);
      if (bytes[i] != ':' || index > HIGHEST_INDEX || column <= last) {
        problem = LibsvmMistakes.index(bytes, start, token, last + 1);
        return -1;
      }
      double value;
      digit = bytes[i + 1] - '0';
      if (digit >= 0 && digit <= 9 && endsToken(bytes[i + 2])) {
        // One digit, mostly 1: common enough to be worth a way of its own.
        value = digit;
        i += 2;
      } else {
        i = number.scan(bytes, i + 1);
        value = number.value();
        if (i < 0 || !endsToken(bytes[i]) || !Double.isFinite(value)) {
          problem = LibsvmMistakes.value(bytes, token);
          return -1;
        }
      }
      if (size == columns.length) {
        columns = Arrays.copyOf(columns, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      columns[size] = column;
      values[size++] = value;
      last = column;
      i = skipBlanks(bytes, i);
    }
    problem = sink.row(label, size, columns, values);
    return problem == null ? afterLine(bytes, i) : -1;
  }

  private static int skipBlanks(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r') {
      i++;
    }
    return i;
  }

  private static int afterLine(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  static boolean endsToken(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '#';
  }
}
