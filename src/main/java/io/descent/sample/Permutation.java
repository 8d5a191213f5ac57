package io.descent.sample;

/**
 * A keyed pseudo-random permutation of the numbers below n, any of whose values is computed in O(1)
 * time and memory: a Feistel network over pairs (l, r) of ⌈√n⌉ × ⌈n/⌈√n⌉⌉ values, in which each
 * half in turn is shifted by a keyed hash of the other, applied again while the value is not below
 * n (Black &amp; Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). Less than a
 * 1/√n-th of the pairs lie outside, so that nearly always one application does. Halves of a few
 * values mix badly, so that up to 64 numbers are shuffled as they are. Immutable.
 */
final class Permutation {
  /** More than twice the four of the theory, since small halves mix slowly. */
  private static final int ROUNDS = 12;

  /** Up to this many numbers are shuffled. */
  private static final int FEW = 64;

  private final long n;
  private final long left;
  private final long right;
  private final long[] keys;
  private final int[] shuffled;

  private Permutation(long n, long left, long right, long[] keys, int[] shuffled) {
    this.n = n;
    this.left = left;
    this.right = right;
    this.keys = keys;
    this.shuffled = shuffled;
  }

  /**
   * A permutation.
   *
   * @param n ≥ 1
   * @param key the stream that its round keys are drawn from
   */
  static Permutation of(long n, SplitMix key) {
    if (n <= FEW) {
      return new Permutation(n, 1, n, new long[0], shuffled((int) n, key));
    }
    long left = (long) Math.ceil(Math.sqrt((double) n));
    long[] keys = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = key.next();
    }
    return new Permutation(n, left, (n + left - 1) / left, keys, new int[0]);
  }

  /** By Durstenfeld's algorithm. */
  private static int[] shuffled(int n, SplitMix random) {
    int[] numbers = new int[n];
    for (int last = 0; last < n; last++) {
      int at = (int) random.below(last + 1L);
      numbers[last] = numbers[at];
      numbers[at] = last;
    }
    return numbers;
  }

  /** The image of a number in [0, n). */
  int at(int number) {
    return (int) at((long) number);
  }

  /** As {@link #at(int)}, of more than 2³¹ − 1 numbers. */
  long at(long number) {
    if (n <= FEW) {
      return shuffled[(int) number];
    }
    long value = number;
    do {
      value = once(value);
    } while (value >= n);
    return value;
  }

  private long once(long value) {
    long l = value / right;
    long r = value % right;
    for (int round = 0; round < ROUNDS; round += 2) {
      l += hash(keys[round], r, left);
      l = l >= left ? l - left : l;
      r += hash(keys[round + 1], l, right);
      r = r >= right ? r - right : r;
    }
    return l * right + r;
  }

  /** A number below the bound b: its excess for some values is below b·2⁻³². */
  private static long hash(long key, long value, long bound) {
    return ((SplitMix.mix(key ^ value) >>> 32) * bound) >>> 32;
  }
}
