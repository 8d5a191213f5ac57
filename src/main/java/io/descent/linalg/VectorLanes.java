package io.descent.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * How the eight sums of an inner product lie in vectors: as the lanes of one of 512 bits, or of two
 * of 256, of which one is summed after the other.
 *
 * <p>What the compiler needs in order not to make an object of every vector: one species of
 * doubles, known when it compiles, and loops that call nothing but the vectors' own methods. Those
 * it always inlines; of ours it inlines none once a method has some 8,000 bytes of code, which ten
 * operations of vectors make. One species is one in the whole process: where another library's code
 * goes through the same methods with a second one, compiled in between, loops run at a third of
 * their speed. That of Spark's BLAS is the longest there is.
 */
final class VectorLanes {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_MAX;
  static final int LANES = SPECIES.length();
  static final int SUMS = 8;

  /** Rows that share a pass over θ or the gradient: so many sums fit in sixteen registers. */
  static final int TILE = 8;

  /**
   * Up to so many columns, rows that follow each other are read once in order before their tile is
   * computed. A tile reads eight places at once, and where these are closer than a page the
   * processor does not see that it is one stream, which it would fetch ahead of the reads.
   */
  static final int TOUCHED = 256;

  // Lane i for lane i ± 1, ± 2, ± 4, within groups of twice as many.
  static final VectorShuffle<Double> SWAP_1 = swap(1);
  static final VectorShuffle<Double> SWAP_2 = swap(2);
  static final VectorShuffle<Double> SWAP_4 = swap(LANES / 2);

  // The second halves of these groups.
  static final VectorMask<Double> SECOND_1 = second(1);
  static final VectorMask<Double> SECOND_2 = second(2);
  static final VectorMask<Double> SECOND_4 = second(LANES / 2);

  private VectorLanes() {}

  /**
   * Whether this processor has such vectors.
   *
   * @throws IllegalStateException when it has not
   */
  static void check() {
    if (LANES != SUMS && LANES != SUMS / 2) {
      throw new IllegalStateException("vectors of " + LANES + " doubles");
    }
  }

  private static VectorShuffle<Double> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance);
  }

  private static VectorMask<Double> second(int distance) {
    boolean[] second = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      second[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(SPECIES, second, 0);
  }
}
