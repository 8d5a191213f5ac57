package io.descent.objective;

import java.io.Serializable;
import java.util.Arrays;

/** Some elements of θ with their values: what is sent of a long θ where little of it is read. */
public final class PartialTheta implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] elements;
  private final double[] values;

  PartialTheta(int[] elements, double[] values) {
    this.elements = elements;
    this.values = values;
  }

  /** Bytes of the arrays. */
  public long bytes() {
    return 12L * elements.length;
  }

  /**
   * The values of some of its elements.
   *
   * @param wanted ascending
   * @throws IllegalArgumentException when one of them is not here
   */
  double[] values(int[] wanted) {
    double[] found = new double[wanted.length];
    int from = 0;
    for (int i = 0; i < wanted.length; i++) {
      int at = Arrays.binarySearch(elements, from, elements.length, wanted[i]);
      if (at < 0) {
        throw new IllegalArgumentException("element " + wanted[i] + " of θ was not sent");
      }
      found[i] = values[at];
      from = at + 1;
    }
    return found;
  }
}
