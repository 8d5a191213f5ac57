package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMixTest {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The JDK's generator mixes what it is given plus the golden ratio. */
  @Test
  void mixesAsTheGeneratorOfTheJdk() {
    for (long value = -1000; value <= 1000; value++) {
      long spread = value * 0x0123456789ABCDEFL;
      assertThat(SplitMix.mix(spread)).isEqualTo(new SplittableRandom(spread - GOLDEN).nextLong());
    }
  }

  /** A run of an earlier version goes on with the rows it would have had. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 5e727a424458fde5",
    "1, 2, 3, 5ddc7107f2a2de03",
    "7, 0, -1, 8056e20a84296e84",
    "-5, 1099511627776, 1073741824, 960f1070ac11c071"
  })
  void aKeyHasItsStreamInEveryVersion(long seed, long step, long stream, String first) {
    SplitMix random = SplitMix.of(seed, step, stream);
    long word = random.next();
    assertThat(word).isEqualTo(Long.parseUnsignedLong(first, 16));
    SplittableRandom expected = new SplittableRandom(unmixed(word));
    for (int i = 0; i < 100; i++) {
      assertThat(random.next()).as("word %d", i + 1).isEqualTo(expected.nextLong());
    }
  }

  /** The only value that is mixed to this one: multiplications and shifts taken back. */
  private static long unmixed(long mixed) {
    long z = mixed ^ (mixed >>> 31) ^ (mixed >>> 62);
    z *= inverse(0x94D049BB133111EBL);
    z = z ^ (z >>> 27) ^ (z >>> 54);
    z *= inverse(0xBF58476D1CE4E5B9L);
    return z ^ (z >>> 30) ^ (z >>> 60);
  }

  /** Modulo 2⁶⁴, by Newton's iteration: right to 3 bits at first, to twice as many each time. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** The remainder of half a word, among those that hold whole multiples of the bound. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1000, 1L << 40, 3L << 60, (1L << 62) + 1, Long.MAX_VALUE})
  void belowTakesEveryValueFromTheSameNumberOfWords(long bound) {
    SplitMix random = SplitMix.of(1, 2, 3);
    SplitMix words = SplitMix.of(1, 2, 3);
    for (int i = 0; i < 200; i++) {
      long word = words.next() >>> 1;
      while (word / bound >= Long.MAX_VALUE / bound) {
        word = words.next() >>> 1;
      }
      assertThat(random.below(bound)).as("draw %d", i).isEqualTo(word % bound);
    }
    assertThat(random.next()).isEqualTo(words.next());
  }

  @Test
  void unitIsAMultipleOfItsPrecisionAbove0() {
    SplitMix random = SplitMix.of(4, 5, 6);
    SplitMix words = SplitMix.of(4, 5, 6);
    for (int i = 0; i < 200; i++) {
      double next = random.unit();
      assertThat(next).isEqualTo(Math.scalb((double) ((words.next() >>> 11) + 1), -53));
      assertThat(next).isBetween(0x1p-53, 1.0);
    }
  }

  /** Shards have the numbers from 0 up. Nodes and labels are drawn for by different samplers. */
  @Test
  void streamsThatAreNotOfShardsAreBelow0AndDiffer() {
    for (LongStream streams :
        List.of(
            LongStream.concat(
                LongStream.of(Streams.STEP), IntStream.range(0, 1000).mapToLong(Streams::label)),
            LongStream.concat(
                LongStream.of(Streams.STEP),
                IntStream.rangeClosed(1, 1000).mapToLong(Streams::node)))) {
      assertThat(streams.distinct().filter(stream -> stream < 0).count()).isEqualTo(1001);
    }
    assertThat(Streams.label(Integer.MAX_VALUE)).isNegative();
    assertThat(Streams.node(Integer.MAX_VALUE)).isNegative();
  }
}
