package io.descent.sample;

import java.util.Arrays;

/**
 * A uniform subset of the numbers below n, ascending, by Floyd's algorithm (Bentley &amp; Floyd, "A
 * sample of brilliance", CACM 30(9), 1987): O(size), and where more than half are chosen those left
 * out are drawn.
 */
final class Subset {
  private Subset() {}

  static int[] of(SplitMix random, int n, int size) {
    return size <= n / 2 ? few(random, n, size) : complement(few(random, n, n - size), n);
  }

  private static int[] few(SplitMix random, int n, int size) {
    int[] table = new int[Integer.highestOneBit(Math.max(1, 2 * size - 1)) * 2];
    int[] chosen = new int[size];
    int count = 0;
    for (int last = n - size; last < n; last++) {
      int number = (int) random.below(last + 1L);
      int pick = insert(table, number) ? number : last;
      if (pick == last && pick != number) {
        insert(table, pick);
      }
      chosen[count++] = pick;
    }
    Arrays.sort(chosen);
    return chosen;
  }

  /**
   * Adds a number to an open-addressing set, which holds number + 1 so that 0 is free; false when
   * it was there. The numbers are drawn: their low bits spread as well as those of a hash.
   */
  private static boolean insert(int[] table, int number) {
    int mask = table.length - 1;
    int at = number & mask;
    while (table[at] != 0) {
      if (table[at] == number + 1) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = number + 1;
    return true;
  }

  private static int[] complement(int[] left, int n) {
    int[] kept = new int[n - left.length];
    int size = 0;
    int skip = 0;
    for (int number = 0; number < n; number++) {
      if (skip < left.length && left[skip] == number) {
        skip++;
      } else {
        kept[size++] = number;
      }
    }
    return kept;
  }
}
