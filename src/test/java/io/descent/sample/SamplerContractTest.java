package io.descent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Selection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler owes; a new one is a line in {@link #all}. */
class SamplerContractTest {
  /** Shards of very unequal size, labels of three unequal classes, weights 0 … 3. */
  private static final Rows UNEVEN =
      Rows.of(new int[] {10, 0, 37, 1, 200, 52}, row -> row % 10 < 6 ? 0 : row % 10 < 9 ? 2 : 1, 3);

  /** One class, one weight: inside a shard every sampler then draws uniformly. */
  private static final Rows PLAIN = Rows.of(new int[] {40, 40, 25, 55}, row -> 0, 0);

  private static final int N = 300;

  /**
   * A sampler with what is expected of it.
   *
   * @param size rows of every step, or −1 where it is random
   * @param repeats whether a step may select a row more than once
   * @param period steps apart that are independent
   */
  private record Case(Sampler sampler, int size, boolean repeats, int period) {
    @Override
    public String toString() {
      return sampler.toString();
    }
  }

  private static Case distinct(Sampler sampler, int size) {
    return new Case(sampler, size, false, 1);
  }

  static Stream<Case> all() {
    return Stream.of(
        distinct(new FullSampler(), N),
        distinct(FixedSampler.of(1), 1),
        distinct(FixedSampler.of(17), 17),
        distinct(FixedSampler.of(250), 250),
        distinct(FixedSampler.of(1000), N),
        distinct(BernoulliSampler.of(0.03), -1),
        distinct(BernoulliSampler.of(0.7), -1),
        distinct(BernoulliSampler.of(1), N),
        new Case(EpochSampler.of(1), 1, false, 300),
        new Case(EpochSampler.of(20), 20, false, 15),
        new Case(EpochSampler.of(150), 150, false, 2),
        distinct(EpochSampler.of(1000), N),
        new Case(ReplacementSampler.uniform(BatchSize.constant(1)), 1, true, 1),
        new Case(ReplacementSampler.uniform(BatchSize.constant(17)), 17, true, 1),
        new Case(ReplacementSampler.uniform(BatchSize.constant(400)), 400, true, 1),
        new Case(ReplacementSampler.byImportance(BatchSize.constant(1)), 1, true, 1),
        new Case(ReplacementSampler.byImportance(BatchSize.constant(400)), 400, true, 1),
        distinct(StratifiedSampler.of(BatchSize.constant(1)), 1),
        distinct(StratifiedSampler.of(BatchSize.constant(17)), 17),
        distinct(StratifiedSampler.of(BatchSize.constant(250)), 250),
        distinct(StratifiedSampler.of(BatchSize.constant(1000)), N));
  }

  /** Rows in shards, and how often each was selected. */
  private static final class Rows {
    final Block[] blocks;
    final Shards shards;
    final double[] weights;
    final int[] labels;

    private Rows(Block[] blocks, Shards shards, double[] weights, int[] labels) {
      this.blocks = blocks;
      this.shards = shards;
      this.weights = weights;
      this.labels = labels;
    }

    static Rows of(int[] sizes, java.util.function.IntUnaryOperator label, int mostWeight) {
      int n = Arrays.stream(sizes).sum();
      Random random = new Random(9);
      double[] weights =
          IntStream.range(0, n)
              .mapToDouble(row -> mostWeight == 0 ? 1 : random.nextInt(mostWeight + 1))
              .toArray();
      int[] labels = IntStream.range(0, n).map(label).toArray();
      Block[] blocks = new Block[sizes.length];
      int first = 0;
      for (int s = 0; s < sizes.length; s++) {
        int last = first + sizes[s];
        blocks[s] =
            Block.of(
                s,
                DenseRows.of(sizes[s], 1, new float[sizes[s]]),
                Arrays.stream(labels, first, last).asDoubleStream().toArray(),
                mostWeight == 0 ? null : Arrays.copyOfRange(weights, first, last));
        first = last;
      }
      Shards shards = Shards.of(sizes);
      shards = shards.withLabels(census(blocks, true)).withWeights(census(blocks, false));
      return new Rows(blocks, shards, weights, labels);
    }

    private static ShardCensus census(Block[] blocks, boolean ofLabels) {
      return Arrays.stream(blocks)
          .map(block -> ofLabels ? ShardCensus.ofLabels(block) : ShardCensus.ofWeights(block))
          .reduce(ShardCensus::merge)
          .orElseThrow();
    }

    int[] hits(Sampler sampler, long seed, long step) {
      int[] hits = new int[weights.length];
      for (int s = 0; s < blocks.length; s++) {
        Selection selection = sampler.select(seed, step, shards, blocks[s]);
        for (int k = 0; k < selection.size(); k++) {
          hits[(int) shards.rowsBefore(s) + selection.row(k)]++;
        }
      }
      return hits;
    }
  }

  private static int sum(int[] counts) {
    return Arrays.stream(counts).sum();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPureFunctionOfSeedAndStep(Case one) {
    Sampler sampler = one.sampler();
    int[] first = UNEVEN.hits(sampler, 3, 8);
    UNEVEN.hits(sampler, 4, 1);
    assertThat(UNEVEN.hits(sampler, 3, 8)).isEqualTo(first);
    if (sampler.readsAll(N)) {
      assertThat(first).containsOnly(1);
    } else {
      boolean seedMatters = false;
      boolean stepMatters = false;
      for (int i = 1; i < 8; i++) {
        seedMatters |= !Arrays.equals(UNEVEN.hits(sampler, 3 + i, 8), first);
        stepMatters |= !Arrays.equals(UNEVEN.hits(sampler, 3, 8 + i), first);
      }
      assertThat(seedMatters && stepMatters).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void ascendsWithinTheShardAndHasItsSizeInEveryStep(Case one) {
    for (int step = 0; step < 100; step++) {
      int size = 0;
      for (Block block : UNEVEN.blocks) {
        Selection rows = one.sampler().select(12, step, UNEVEN.shards, block);
        int last = -1;
        for (int k = 0; k < rows.size(); k++) {
          assertThat(rows.row(k)).isBetween(one.repeats() ? last : last + 1, block.count() - 1);
          last = rows.row(k);
        }
        size += rows.size();
      }
      if (one.size() >= 0) {
        assertThat(size).as("step %d", step).isEqualTo(one.size());
      }
    }
  }

  /** A task on another machine has the shard, and nothing that was looked up in it before. */
  @ParameterizedTest
  @MethodSource("all")
  void dependsOnTheShardAloneWhereverItLies(Case one) throws Exception {
    for (int s = UNEVEN.blocks.length - 1; s >= 0; s--) {
      for (int step = 0; step < 5; step++) {
        Selection here = one.sampler().select(2, step, UNEVEN.shards, UNEVEN.blocks[s]);
        Selection there =
            sent(one.sampler()).select(2, step, sent(UNEVEN.shards), sent(UNEVEN.blocks[s]));
        assertThat(list(there)).isEqualTo(list(here));
      }
    }
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T sent(T value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static List<Integer> list(Selection selection) {
    return IntStream.range(0, selection.size()).mapToObj(selection::row).toList();
  }

  /** The mean number of times that a step selects a row. */
  private static double mean(Case one, int row) {
    double batch =
        one.size() >= 0 ? one.size() : ((BernoulliSampler) one.sampler()).steps(1, 1) > 5 ? 9 : 210;
    return one.sampler().drawsByWeight()
        ? batch * UNEVEN.weights[row] / Arrays.stream(UNEVEN.weights).sum()
        : batch / N;
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRowIsSelectedAsOftenAsItShould(Case one) {
    int steps = one.size() == 1 ? 20_000 : 3000;
    long[] hits = new long[N];
    for (int step = 0; step < steps; step++) {
      // A period apart, and at every place of the period.
      int[] now = UNEVEN.hits(one.sampler(), 5, (long) step * one.period() + 7 % one.period());
      for (int i = 0; i < N; i++) {
        hits[i] += now[i];
      }
    }
    double chiSquare = 0;
    int freedom = 0;
    for (int row = 0; row < N; row++) {
      double mean = mean(one, row);
      double share = one.repeats() ? mean / one.size() : mean;
      double variance = one.repeats() ? mean * (1 - share) : mean * (1 - mean);
      if (variance == 0) {
        assertThat(hits[row]).isEqualTo(Math.round(mean * steps));
      } else {
        double deviation = hits[row] - steps * mean;
        chiSquare += deviation * deviation / (steps * variance);
        freedom++;
      }
    }
    if (freedom > 0) {
      // Two-sided p ≥ 0.001. Exact sizes take a share of the freedom: 1 − batch/n where it is
      // large.
      double spread = 3.3 * Math.sqrt(2.0 * freedom);
      assertThat(chiSquare).isBetween(freedom - spread - 30, freedom + spread);
    }
  }

  /** Rows that two steps, or two shards at the same places, select both. */
  @ParameterizedTest
  @MethodSource("plain")
  void neighbouringStepsAndShardsAreUncorrelated(Case one) {
    double steps = 0;
    double expectedOfSteps = 0;
    double shards = 0;
    double expectedOfShards = 0;
    for (int step = 0; step < 4000; step++) {
      int[] now = PLAIN.hits(one.sampler(), 6, step);
      int[] next = PLAIN.hits(one.sampler(), 6, step + one.period());
      for (int s = 0; s < PLAIN.blocks.length; s++) {
        int from = (int) PLAIN.shards.rowsBefore(s);
        int to = (int) PLAIN.shards.rowsBefore(s + 1);
        int[] first = Arrays.copyOfRange(now, from, to);
        int[] second = Arrays.copyOfRange(next, from, to);
        steps += both(first, second);
        expectedOfSteps += (double) sum(first) * sum(second) / (to - from);
      }
      int[] left = Arrays.copyOfRange(now, 0, 40);
      int[] right = Arrays.copyOfRange(now, 40, 80);
      shards += both(left, right);
      expectedOfShards += sum(left) * sum(right) / 40.0;
    }
    // Given how many rows each shard has in each step, the variance is below the mean.
    assertThat(steps).isCloseTo(expectedOfSteps, within(3.3 * Math.sqrt(expectedOfSteps)));
    assertThat(shards).isCloseTo(expectedOfShards, within(3.3 * Math.sqrt(expectedOfShards)));
    assertThat(expectedOfShards).isGreaterThan(1000);
  }

  static Stream<Case> plain() {
    BatchSize size = BatchSize.constant(32);
    return Stream.of(
        distinct(BernoulliSampler.of(0.2), -1),
        distinct(FixedSampler.of(32), 32),
        new Case(EpochSampler.of(32), 32, false, 5),
        new Case(ReplacementSampler.uniform(size), 32, true, 1),
        new Case(ReplacementSampler.byImportance(size), 32, true, 1),
        distinct(StratifiedSampler.of(size), 32));
  }

  private static long both(int[] left, int[] right) {
    long both = 0;
    for (int i = 0; i < left.length; i++) {
      both += (long) left[i] * right[i];
    }
    return both;
  }

  @Test
  void anEpochHasEveryRowOnceWhateverTheShapes() {
    for (int trial = 0; trial < 300; trial++) {
      Random random = new Random(trial);
      int[] sizes =
          IntStream.range(0, 1 + random.nextInt(20))
              .map(s -> random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1 << random.nextInt(9)))
              .toArray();
      int n = Arrays.stream(sizes).sum();
      if (n > 0) {
        Rows rows = Rows.of(sizes, row -> 0, 0);
        int batch = 1 + random.nextInt(1 + n / (1 + random.nextInt(30)));
        Sampler sampler = EpochSampler.of(batch);
        int steps = (n + batch - 1) / batch;
        assertThat(sampler.steps(1, n)).isEqualTo(steps);
        for (int epoch = 0; epoch < 3; epoch++) {
          int[] seen = new int[n];
          for (int step = 0; step < steps; step++) {
            int[] hits = rows.hits(sampler, trial, (long) epoch * steps + step);
            assertThat(sum(hits))
                .as("seed %d, epoch %d, step %d", trial, epoch, step)
                .isEqualTo(step < steps - 1 ? batch : n - batch * (steps - 1));
            Arrays.setAll(seen, i -> seen[i] + hits[i]);
          }
          assertThat(seen).as("seed %d, epoch %d", trial, epoch).containsOnly(1);
        }
      }
    }
  }

  @Test
  void anEpochHasEveryRowOnceWhileItsBatchesGrow() {
    for (int trial = 0; trial < 200; trial++) {
      Random random = new Random(trial);
      int[] sizes =
          IntStream.range(0, 1 + random.nextInt(6)).map(s -> random.nextInt(40)).toArray();
      int n = Arrays.stream(sizes).sum();
      int first = 1 + random.nextInt(5);
      BatchSize size =
          BatchSize.growing(
              first,
              (random.nextBoolean() ? "times 1.5" : "add " + (1 + random.nextInt(3)))
                  + " every "
                  + (1 + random.nextInt(7))
                  + " max "
                  + (first + random.nextInt(2 * n + 1)));
      Sampler sampler = EpochSampler.of(size);
      Rows rows = Rows.of(sizes, row -> 0, 0);
      String what = "seed " + trial + ", " + size + " of " + n;
      long step = 0;
      for (int epoch = 0; n > 0 && epoch < 6; epoch++) {
        int[] seen = new int[n];
        for (long left = n; left > 0; step++) {
          double begun = epoch + (n - left + 0.5) / n;
          assertThat(sampler.steps(begun, n)).as(what + ", step " + step).isEqualTo(step + 1);
          int[] hits = rows.hits(sampler, trial, step);
          assertThat(sum(hits)).as(what).isEqualTo((int) Math.min(left, size.at(step)));
          Arrays.setAll(seen, i -> seen[i] + hits[i]);
          left -= sum(hits);
        }
        assertThat(seen).as(what + ", epoch " + epoch).containsOnly(1);
        assertThat(sampler.steps(epoch + 1, n)).as(what).isEqualTo(step);
      }
    }
  }

  @Test
  void everyPlaceOfAnEpochIsUniformOverAllRows() {
    int[] sizes = {1, 0, 7, 3, 9};
    Rows rows = Rows.of(sizes, row -> 0, 0);
    int epochs = 8000;
    int[][] counts = new int[20][20];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int place = 0; place < 20; place++) {
        int[] hits = rows.hits(EpochSampler.of(1), 3, epoch * 20L + place);
        for (int row = 0; row < 20; row++) {
          counts[place][row] += hits[row];
        }
      }
    }
    // 400 places of chance 1/20: a table of 19 · 19 degrees of freedom, scaled by its variance.
    double chiSquare = 0;
    for (int[] place : counts) {
      for (int count : place) {
        double deviation = count - epochs / 20.0;
        chiSquare += deviation * deviation / (epochs / 20.0 * 0.95);
      }
    }
    double spread = 3.3 * Math.sqrt(2 * 400);
    assertThat(chiSquare).isBetween(361 / 0.95 - spread, 361 / 0.95 + spread);
  }

  @Test
  void sharesOfAnEpochAreExactWhereProductsDoNotFitALong() {
    Random random = new Random(1);
    Shards shards = Shards.of(random.ints(1000, 1 << 29, Integer.MAX_VALUE).toArray());
    for (int trial = 0; trial < 3; trial++) {
      long k = (long) (random.nextDouble() * shards.rows());
      long all = 0;
      long more = 0;
      for (int s = 0; s < 1000; s++) {
        int given = EpochSampler.given(k, shards, s, 4, trial);
        int next = EpochSampler.given(k + 1, shards, s, 4, trial);
        assertThat(next - given).isBetween(0, 1);
        assertThat(EpochSampler.given(shards.rows(), shards, s, 4, trial))
            .isEqualTo(shards.rows(s));
        all += given;
        more += next;
      }
      assertThat(all).isEqualTo(k);
      assertThat(more).isEqualTo(k + 1);
    }
  }

  /** √2⁶³ is 3037000499.98: the products lie on both sides of 2⁶³ and of 2⁶⁴. */
  @Test
  void sharesAreExactAtTheBordersOfALong() {
    long n = 6_000_000_000L;
    for (long size : new long[] {1, 3_037_000_499L, 3_037_000_500L, 1L << 32, (1L << 32) + 1}) {
      for (long before : new long[] {0, 3_037_000_499L, 3_037_000_500L, (1L << 32) - 1, 1L << 32}) {
        for (long r : new long[] {0, 5_928_526_806L, 5_928_526_807L, n - 1}) {
          BigInteger expected =
              BigInteger.valueOf(size)
                  .multiply(BigInteger.valueOf(before))
                  .add(BigInteger.valueOf(r))
                  .divide(BigInteger.valueOf(n));
          assertThat(BigInteger.valueOf(Systematic.share(size, before, r, n)))
              .as("(%d · %d + %d)/%d", size, before, r, n)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void sharesAreExactWhereProductsDoNotFitALong() {
    long n = 1_500_000_000_000L;
    long size = 1_000_000_007L;
    Random random = new Random(1);
    for (int trial = 0; trial < 1000; trial++) {
      long before = (long) (random.nextDouble() * n);
      BigInteger expected =
          BigInteger.valueOf(size)
              .multiply(BigInteger.valueOf(before))
              .add(BigInteger.valueOf(12345))
              .divide(BigInteger.valueOf(n));
      assertThat(BigInteger.valueOf(Systematic.share(size, before, 12345, n))).isEqualTo(expected);
    }
    assertThat(Systematic.share(size, n, 12345, n)).isEqualTo(size);
  }

  /** A run that is taken up by a later version goes on with the rows it would have read. */
  @ParameterizedTest
  @MethodSource("known")
  void aLaterVersionReadsTheSameRows(Sampler sampler, List<Integer> rows) {
    int[] hits = UNEVEN.hits(sampler, 3, 8);
    assertThat(
            IntStream.range(0, N)
                .boxed()
                .flatMap(row -> Collections.nCopies(hits[row], row).stream()))
        .isEqualTo(rows);
  }

  static Stream<Arguments> known() {
    BatchSize size = BatchSize.constant(12);
    return Stream.of(
        Arguments.of(
            FixedSampler.of(12), List.of(3, 23, 49, 58, 85, 86, 181, 188, 220, 228, 270, 272)),
        Arguments.of(
            BernoulliSampler.of(0.04),
            List.of(13, 16, 38, 83, 105, 139, 145, 172, 197, 211, 213, 228, 271, 293, 296)),
        Arguments.of(
            EpochSampler.of(12), List.of(3, 29, 53, 67, 120, 135, 154, 167, 196, 239, 286, 287)),
        Arguments.of(
            ReplacementSampler.uniform(size),
            List.of(3, 23, 28, 51, 81, 108, 146, 187, 188, 192, 235, 241)),
        Arguments.of(
            ReplacementSampler.byImportance(size),
            List.of(3, 42, 45, 99, 101, 117, 121, 130, 161, 163, 205, 241)),
        Arguments.of(
            StratifiedSampler.of(size),
            List.of(21, 46, 103, 120, 140, 186, 206, 233, 234, 239, 252, 294)));
  }

  @Test
  void textsSayWhatIsDrawn() {
    BatchSize seven = BatchSize.constant(7);
    BatchSize growing = BatchSize.growing(1, "add 2 every 10 max 4");
    assertThat(
            Stream.of(
                    new FullSampler(),
                    FixedSampler.of(1),
                    FixedSampler.of(seven),
                    FixedSampler.of(growing),
                    BernoulliSampler.of(0.25),
                    EpochSampler.of(7),
                    ReplacementSampler.uniform(seven),
                    ReplacementSampler.byImportance(seven),
                    StratifiedSampler.of(growing))
                .map(Sampler::toString))
        .containsExactly(
            "full",
            "single",
            "fixed(7)",
            "fixed(1 add 2 every 10 max 4)",
            "bernoulli(0.25)",
            "epoch(7)",
            "with-replacement(7)",
            "importance(7)",
            "stratified(1 add 2 every 10 max 4)");
  }

  /** Two thousand million rows: whoever passed over them would not come back. */
  @Test
  void aStepCostsItsRowsNotThoseItPassesOver() {
    int rows = Integer.MAX_VALUE;
    Block block = Block.of(2, DenseRows.of(rows, 0, new float[0]), null, null);
    Shards shards = Shards.of(rows, 0, rows, rows, 7);
    for (Sampler sampler :
        List.of(
            FixedSampler.of(100),
            BernoulliSampler.of(1e-8),
            EpochSampler.of(100),
            ReplacementSampler.uniform(BatchSize.constant(100)))) {
      long selected = 0;
      for (int step = 0; step < 10_000; step++) {
        selected += sampler.select(1, step, shards, block).size();
      }
      assertThat(selected).as(sampler.toString()).isBetween(190_000L, 370_000L);
    }
  }

  @Test
  void whatRowsAreLookedUpInIsMadeOnce() {
    Block block = UNEVEN.blocks[4];
    Object byLabel = block.byLabel();
    Object byWeight = block.byWeight();
    for (int step = 0; step < 20; step++) {
      StratifiedSampler.of(BatchSize.constant(9)).select(1, step, UNEVEN.shards, block);
      ReplacementSampler.byImportance(BatchSize.constant(9)).select(1, step, UNEVEN.shards, block);
    }
    assertThat(block.byLabel()).isSameAs(byLabel);
    assertThat(block.byWeight()).isSameAs(byWeight);
    double[] doubled = {2, 1, 1};
    assertThat(block.withLabelWeights(doubled).byWeight())
        .isSameAs(block.withLabelWeights(doubled.clone()).byWeight());
  }

  @Test
  void everyLabelHasItsShareInEveryStep() {
    int[] of = new int[3];
    Arrays.stream(UNEVEN.labels).forEach(label -> of[label]++);
    assertThat(of).containsExactly(180, 30, 90);
    for (int batch : new int[] {1, 7, 40, 299}) {
      Sampler sampler = StratifiedSampler.of(BatchSize.constant(batch));
      for (int step = 0; step < 200; step++) {
        int[] hits = UNEVEN.hits(sampler, 8, step);
        int[] drawn = new int[3];
        for (int row = 0; row < N; row++) {
          drawn[UNEVEN.labels[row]] += hits[row];
        }
        for (int label = 0; label < 3; label++) {
          double share = (double) batch * of[label] / N;
          assertThat((double) drawn[label]).isBetween(Math.floor(share), Math.ceil(share));
        }
      }
    }
  }

  /** Independent draws fall to a shard as a binomial does, not as a share. */
  @Test
  void drawsWithReplacementVaryBetweenShardsAsIndependentDrawsDo() {
    int steps = 4000;
    double[] sums = new double[2];
    for (int step = 0; step < steps; step++) {
      int[] hits = UNEVEN.hits(ReplacementSampler.uniform(BatchSize.constant(90)), 8, step);
      int ofLargest = sum(Arrays.copyOfRange(hits, 48, 248));
      sums[0] += ofLargest;
      sums[1] += (ofLargest - 60.0) * (ofLargest - 60.0);
    }
    assertThat(sums[0] / steps).isCloseTo(60, within(3.3 * Math.sqrt(20.0 / steps)));
    assertThat(sums[1] / steps).isCloseTo(20, within(3.3 * 20 * Math.sqrt(2.0 / steps)));
  }

  @Test
  void bernoulliBatchesVaryAsABinomial() {
    double sum = 0;
    double squares = 0;
    int steps = 4000;
    for (int step = 0; step < steps; step++) {
      int size = sum(UNEVEN.hits(BernoulliSampler.of(0.03), 7, step));
      sum += size;
      squares += (double) size * size;
    }
    double mean = sum / steps;
    double variance = squares / steps - mean * mean;
    assertThat(mean).isCloseTo(9, within(3.3 * Math.sqrt(9 * 0.97 / steps)));
    assertThat(variance).isCloseTo(9 * 0.97, within(3.3 * 9 * 0.97 * Math.sqrt(2.0 / steps)));
  }

  @Test
  void nothingIsDrawnWhereNothingHasWeight() {
    Block block = Block.of(0, DenseRows.of(5, 1, new float[5]), null, new double[5]);
    Shards shards = Shards.of(5).withWeights(ShardCensus.ofWeights(block));
    Sampler sampler = ReplacementSampler.byImportance(BatchSize.constant(3));
    assertThat(sampler.select(1, 1, shards, block).size()).isZero();
  }

  @Test
  void epochsAreRowsDrawn() {
    assertThat(FixedSampler.of(256).steps(10, 1000)).isEqualTo(40);
    assertThat(FixedSampler.of(256).steps(0.1, 2560)).isEqualTo(1);
    assertThat(FixedSampler.of(7).steps(0.7, 1000)).isEqualTo(100);
    assertThat(FixedSampler.of(7000).steps(3, 1000)).isEqualTo(3);
    assertThat(BernoulliSampler.of(0.1).steps(10, 5)).isEqualTo(100);
    assertThat(BernoulliSampler.of(0.3).steps(1, 5)).isEqualTo(4);
    assertThat(new FullSampler().steps(2.5, 5)).isEqualTo(3);
    assertThat(EpochSampler.of(256).steps(10, 1000)).isEqualTo(40);
    assertThat(EpochSampler.of(300).steps(2.5, 1000)).isEqualTo(10);
    assertThat(EpochSampler.of(5000).steps(2.5, 1000)).isEqualTo(3);
    BatchSize large = BatchSize.constant(2000);
    assertThat(ReplacementSampler.uniform(large).steps(4, 1000)).isEqualTo(2);
    assertThat(StratifiedSampler.of(large).steps(4, 1000)).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("all")
  void stepsBeyondALongAreItsLargest(Case one) {
    assertThat(one.sampler().steps(1e300, N)).isEqualTo(Long.MAX_VALUE);
    assertThat(one.sampler().steps(1e-300, N)).isEqualTo(1);
  }

  @Test
  void stepsThatFitALongAreExact() {
    for (Sampler sampler :
        List.of(
            FixedSampler.of(4), EpochSampler.of(4), StratifiedSampler.of(BatchSize.constant(4)))) {
      assertThat(sampler.steps(3, Long.MAX_VALUE)).as("%s", sampler).isEqualTo(3L << 61);
      assertThat(sampler.steps(5, Long.MAX_VALUE)).as("%s", sampler).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(BernoulliSampler.of(0.25).steps(1e18, N)).isEqualTo(4_000_000_000_000_000_000L);
  }

  /** 1 + 2 + … + T reaches 2³⁰ with T = 46341. */
  @Test
  void epochsOfManyRowsAreCountedInTheirSteps() {
    BatchSize size = BatchSize.growing(1, "add 1 every 1 max 1073741824");
    for (Sampler sampler : List.of(FixedSampler.of(size), EpochSampler.of(size))) {
      assertThat(sampler.steps(1, 1L << 30)).as("%s", sampler).isEqualTo(46341);
    }
  }

  @Test
  void aBatchOfAllRowsReadsAll() {
    BatchSize five = BatchSize.constant(5);
    for (Sampler sampler :
        List.of(FixedSampler.of(5), EpochSampler.of(5), StratifiedSampler.of(five))) {
      assertThat(sampler.readsAll(5)).as("%s", sampler).isTrue();
      assertThat(sampler.readsAll(6)).as("%s", sampler).isFalse();
    }
    assertThat(ReplacementSampler.uniform(five).readsAll(5)).isFalse();
    assertThat(new FullSampler().readsAll(6)).isTrue();
    assertThat(BernoulliSampler.of(1).readsAll(6)).isTrue();
    assertThat(BernoulliSampler.of(0.99).readsAll(1)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void labelsAndWeightsAreCountedForWhomTheyServe(Case one) {
    String name = one.toString();
    assertThat(one.sampler().drawsByLabel()).isEqualTo(name.startsWith("stratified"));
    assertThat(one.sampler().drawsByWeight()).isEqualTo(name.startsWith("importance"));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> FixedSampler.of(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> EpochSampler.of(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> ReplacementSampler.uniform(BatchSize.constant(1L << 31)))
        .hasMessageContaining("at most 1073741824")
        .hasMessageContaining("got 2147483648");
    assertThat(ReplacementSampler.uniform(BatchSize.constant(1L << 30)).steps(1, 1L << 32))
        .isEqualTo(4);
    for (double bad : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> BernoulliSampler.of(bad)).hasMessageContaining("(0, 1]");
    }
    assertThatThrownBy(() -> Shards.of(1, -2)).hasMessageContaining("shard 1 has -2");
    assertThatThrownBy(() -> Shards.of(3).weightBefore(0)).hasMessageContaining("not summed");
    Block fraction = Block.of(0, DenseRows.of(1, 0, new float[0]), new double[] {0.5}, null);
    assertThatThrownBy(fraction::byLabel).hasMessageContaining("0.5");
  }
}
