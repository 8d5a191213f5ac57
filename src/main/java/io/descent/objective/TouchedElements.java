package io.descent.objective;

import io.descent.reduce.Mergeable;
import java.util.Arrays;

/** The elements of θ that something reads, ascending. Immutable but for {@link #merge}. */
public final class TouchedElements implements Mergeable<TouchedElements> {
  private static final long serialVersionUID = 1L;

  private int[] elements;

  private TouchedElements(int[] elements) {
    this.elements = elements;
  }

  /** A strictly ascending list, which the caller gives away. */
  public static TouchedElements of(int[] ascending) {
    return new TouchedElements(ascending);
  }

  /** The distinct of the first {@code count} numbers of a list, which is sorted. */
  static int[] distinct(int[] list, int count) {
    Arrays.sort(list, 0, count);
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (size == 0 || list[i] != list[size - 1]) {
        list[size++] = list[i];
      }
    }
    return Arrays.copyOf(list, size);
  }

  /** What either reads. */
  @Override
  public TouchedElements merge(TouchedElements right) {
    int[] a = elements;
    int[] b = right.elements;
    int[] both = new int[Math.addExact(a.length, b.length)];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.length && j < b.length) {
      int least = Math.min(a[i], b[j]);
      i += a[i] == least ? 1 : 0;
      j += b[j] == least ? 1 : 0;
      both[n++] = least;
    }
    System.arraycopy(a, i, both, n, a.length - i);
    n += a.length - i;
    System.arraycopy(b, j, both, n, b.length - j);
    n += b.length - j;
    elements = n == both.length ? both : Arrays.copyOf(both, n);
    return this;
  }

  /** Their values in θ. */
  public PartialTheta of(double[] theta) {
    double[] values = new double[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = theta[elements[i]];
    }
    return new PartialTheta(elements, values);
  }
}
