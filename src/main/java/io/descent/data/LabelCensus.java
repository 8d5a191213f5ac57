package io.descent.data;

import io.descent.reduce.Mergeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct labels that the data hold, as they stand there: numbers or texts, never both. Keeps
 * the first {@code limit} of them in ascending order, numbers by value and texts by code point, and
 * whether there were more. −0 counts as 0. Smallest, largest and finiteness are over all numbers.
 * <b>Not thread-safe.</b>
 */
public final class LabelCensus implements Mergeable<LabelCensus> {
  private static final long serialVersionUID = 1L;

  /** How many labels are kept where they are only to be shown. */
  public static final int FEW = 64;

  /** How many classes a model may have. */
  public static final int MOST_CLASSES = 10_000;

  private final int limit;
  private double[] numbers = new double[0];
  private String[] texts = new String[0];
  private int size;
  private boolean more;
  private boolean finite = true;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private LabelCensus(int limit) {
    this.limit = limit;
  }

  /** A census of no labels that keeps at most {@code limit} distinct ones. */
  public static LabelCensus keeping(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    return new LabelCensus(limit);
  }

  /** Counts a label; NaN and infinities are remembered as {@link #allFinite} only. */
  public void add(double label) {
    if (!Double.isFinite(label)) {
      finite = false;
      return;
    }
    double value = label + 0.0;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (size == limit && value > numbers[size - 1]) {
      more = true;
      return;
    }
    int at = Arrays.binarySearch(numbers, 0, size, value);
    if (at < 0) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.min(limit, Math.max(4, 2 * size)));
      }
      System.arraycopy(numbers, -at - 1, numbers, -at, room() + at + 1);
      numbers[-at - 1] = value;
    }
  }

  /** Counts a label. */
  public void add(String label) {
    if (size == limit && compare(label, texts[size - 1]) > 0) {
      more = true;
      return;
    }
    int at = Arrays.binarySearch(texts, 0, size, label, LabelCensus::compare);
    if (at < 0) {
      if (size == texts.length) {
        texts = Arrays.copyOf(texts, Math.min(limit, Math.max(4, 2 * size)));
      }
      System.arraycopy(texts, -at - 1, texts, -at, room() + at + 1);
      texts[-at - 1] = label;
    }
  }

  /** Makes room for one label, at the cost of the last when full; returns how many precede it. */
  private int room() {
    if (size == limit) {
      more = true;
      return size - 1;
    }
    return size++;
  }

  /** Ascending by code point, which differs from {@link String#compareTo} beyond U+FFFF. */
  public static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean sx = Character.isSurrogate(x);
        boolean sy = Character.isSurrogate(y);
        return sx == sy ? Character.compare(x, y) : sx ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Whether no label was counted. */
  public boolean isEmpty() {
    return size == 0 && finite;
  }

  /** Whether the labels are texts. */
  public boolean isText() {
    return texts.length > 0;
  }

  /** The distinct labels kept, ascending; empty when they are texts. */
  public double[] numbers() {
    return Arrays.copyOf(numbers, isText() ? 0 : size);
  }

  /** The distinct labels kept, ascending by code point; empty when they are numbers. */
  public String[] texts() {
    return Arrays.copyOf(texts, isText() ? size : 0);
  }

  /** Whether there were more distinct labels than are kept. */
  public boolean more() {
    return more;
  }

  /** Whether every number was finite. */
  public boolean allFinite() {
    return finite;
  }

  /** The smallest number; +∞ when there was none. */
  public double min() {
    return min;
  }

  /** The largest number; −∞ when there was none. */
  public double max() {
    return max;
  }

  /**
   * The labels for a message: at most {@code most} of them, and an ellipsis when there are more.
   */
  public String show(int most) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(most, size); i++) {
      parts.add(isText() ? "\"" + texts[i] + "\"" : number(numbers[i]));
    }
    if (!finite) {
      parts.add("not finite");
    }
    return String.join(", ", parts) + (more || size > most ? ", …" : "");
  }

  /** A number as a person would write it: without {@code .0} when it is whole. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public LabelCensus merge(LabelCensus right) {
    for (double label : right.numbers()) {
      add(label);
    }
    for (String label : right.texts()) {
      add(label);
    }
    more |= right.more;
    finite &= right.finite;
    min = Math.min(min, right.min);
    max = Math.max(max, right.max);
    return this;
  }
}
