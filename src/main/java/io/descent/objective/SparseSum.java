package io.descent.objective;

import io.descent.linalg.Rows;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums of the touched elements of a long vector. While rows are added it is an open-addressing hash
 * table; sealed, it is two arrays with ascending elements. <b>Not thread-safe.</b>
 */
final class SparseSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FREE = -1;

  private int[] elements;
  private double[] sums;
  private int size;
  private boolean sealed;

  SparseSum() {
    elements = new int[64];
    Arrays.fill(elements, FREE);
    sums = new double[64];
  }

  private SparseSum(int[] elements, double[] sums) {
    this.elements = elements;
    this.sums = sums;
    this.size = elements.length;
    this.sealed = true;
  }

  /** A sealed sum over arrays that are not copied, elements ascending. */
  static SparseSum of(int[] elements, double[] sums) {
    return new SparseSum(elements, sums);
  }

  int size() {
    return size;
  }

  void add(int element, double value) {
    if (sealed) {
      throw new IllegalStateException("the sum is sealed");
    }
    int at = slot(element);
    if (elements[at] == FREE) {
      elements[at] = element;
      sums[at] = value;
      size++;
      if (2 * size > elements.length) {
        rehash();
      }
    } else {
      sums[at] += value;
    }
  }

  private int slot(int element) {
    int mask = elements.length - 1;
    // Fibonacci hashing: neighbouring elements are spread over the table.
    int at = (element * 0x9E3779B9) >>> (32 - Integer.numberOfTrailingZeros(elements.length));
    while (elements[at] != element && elements[at] != FREE) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void rehash() {
    int[] oldElements = elements;
    double[] oldSums = sums;
    elements = new int[2 * oldElements.length];
    Arrays.fill(elements, FREE);
    sums = new double[elements.length];
    for (int i = 0; i < oldElements.length; i++) {
      if (oldElements[i] != FREE) {
        int at = slot(oldElements[i]);
        elements[at] = oldElements[i];
        sums[at] = oldSums[i];
      }
    }
  }

  void seal() {
    if (sealed) {
      return;
    }
    int[] sorted = new int[size];
    int n = 0;
    for (int element : elements) {
      if (element != FREE) {
        sorted[n++] = element;
      }
    }
    Arrays.sort(sorted);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = sums[slot(sorted[i])];
    }
    elements = sorted;
    sums = values;
    sealed = true;
  }

  /** Adds every sum to its element of an array. */
  void addTo(double[] target) {
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != FREE) {
        target[elements[i]] += sums[i];
      }
    }
  }

  /** Passes every sum to a consumer, elements ascending; as {@link #addTo} would add it to 0. */
  void forEach(Rows.EntryConsumer consumer) {
    seal();
    for (int i = 0; i < size; i++) {
      consumer.accept(elements[i], 0.0 + sums[i]);
    }
  }

  /** This sum + right, element by element; both are sealed first. */
  SparseSum merge(SparseSum right) {
    seal();
    right.seal();
    int[] e = new int[size + right.size];
    double[] v = new double[e.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < size || j < right.size) {
      int left = i < size ? elements[i] : Integer.MAX_VALUE;
      int other = j < right.size ? right.elements[j] : Integer.MAX_VALUE;
      e[n] = Math.min(left, other);
      if (left == other) {
        v[n++] = sums[i++] + right.sums[j++];
      } else {
        v[n++] = left < other ? sums[i++] : right.sums[j++];
      }
    }
    return new SparseSum(Arrays.copyOf(e, n), Arrays.copyOf(v, n));
  }
}
