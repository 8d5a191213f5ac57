package io.descent.api;

import io.descent.objective.ParameterLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which weights tell most: by magnitude, those of equal magnitude by number, never one of 0. */
final class LargestWeights {
  private LargestWeights() {}

  /** The numbers of at most so many elements of a slice, the largest first. */
  static List<Integer> of(double[] theta, ParameterLayout.Slice slice, int count) {
    List<Integer> largest = new ArrayList<>();
    Comparator<Integer> byMagnitude =
        Comparator.comparingDouble((Integer i) -> -Math.abs(theta[i])).thenComparing(i -> i);
    for (int i = slice.offset(); i < slice.offset() + slice.size(); i++) {
      if (largest.size() < count || byMagnitude.compare(i, largest.get(count - 1)) < 0) {
        largest.add(i);
        largest.sort(byMagnitude);
        if (largest.size() > count) {
          largest.remove(count);
        }
      }
    }
    largest.removeIf(i -> theta[i] == 0);
    return largest;
  }
}
