package io.descent.sample;

/**
 * A stream of random bits that is a pure function of its key: SplitMix64 (Steele, Lea &amp; Flood,
 * "Fast splittable pseudorandom number generators", OOPSLA 2014), started at a mix of the key's
 * words. <b>Not thread-safe.</b>
 */
final class SplitMix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private SplitMix(long state) {
    this.state = state;
  }

  /** The stream of a key of three words. */
  static SplitMix of(long seed, long step, long stream) {
    long h = mix(seed + GOLDEN);
    h = mix(h + step * GOLDEN + 0x632BE59BD9B4E019L);
    h = mix(h + stream * GOLDEN + 0x8CB92BA72F3D8DD7L);
    return new SplitMix(h);
  }

  /** A bijection of the 64-bit words without visible structure. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform on 0 … bound − 1, exactly: draws that would favour the low values are rejected. */
  long below(long bound) {
    long draw;
    long below;
    do {
      draw = next() >>> 1;
      below = draw % bound;
      // A run of bound numbers that does not end before 2⁶³ − 1 has no place among the others.
    } while (draw - below + bound < 0);
    return below;
  }

  /** Uniform on the multiples of 2⁻⁵³ in (0, 1]. */
  double unit() {
    return ((next() >>> 11) + 1) * 0x1p-53;
  }
}
