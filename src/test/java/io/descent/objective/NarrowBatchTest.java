package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.linalg.Rows;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Selection;
import io.descent.linalg.Storage;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch over its own features is the batch, to the bit. */
class NarrowBatchTest {
  private static final int WIDTH = 9000;
  private static final int ROWS = 40;
  private static final Draw DRAW = new Draw(3, 5);

  static Stream<Objective> all() {
    return Stream.of(true, false)
        .flatMap(
            intercept ->
                Stream.of(
                    LinearObjective.of(new LogisticLoss(), WIDTH, intercept),
                    LinearObjective.of(new HingeLoss(), WIDTH, intercept),
                    SoftmaxObjective.of(3, WIDTH, intercept),
                    OneVersusRestObjective.of(new LogisticLoss(), 3, WIDTH, intercept),
                    OneVersusRestObjective.ofLabels(new LogisticLoss(), 3, WIDTH, intercept)));
  }

  /** Rows of up to 29 values, some without any, in columns that rows share. */
  private static Rows rows(Storage storage, boolean dense, Random random) {
    RowsBuilder rows = RowsBuilder.with(storage);
    for (int i = 0; i < ROWS; i++) {
      int step = dense ? 1 : 1 + random.nextInt(600);
      for (int column = random.nextInt(step); column < WIDTH && i % 7 != 3; column += step) {
        rows.add(column, random.nextGaussian());
      }
      rows.endRow();
    }
    return rows.build(WIDTH);
  }

  private static Block block(Objective objective, Rows rows, boolean weighted, Random random) {
    double[] weights = weighted ? random.ints(ROWS, 0, 4).asDoubleStream().toArray() : null;
    if (objective.labelDomain() == LabelDomain.LABEL_SETS) {
      LabelSetsBuilder sets = new LabelSetsBuilder();
      for (int i = 0; i < ROWS; i++) {
        for (int label = 0; label < 3; label++) {
          if (random.nextBoolean()) {
            sets.add(label);
          }
        }
        sets.endRow();
      }
      return Block.ofSets(0, rows, sets.build(), weights);
    }
    int classes = objective.labelDomain() == LabelDomain.CLASSES ? 3 : 2;
    return Block.of(0, rows, random.ints(ROWS, 0, classes).asDoubleStream().toArray(), weights);
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheBitsOfTheWhole(Objective objective) {
    Random random = new Random(11);
    int d = objective.layout().dimension();
    double[] theta = random.doubles(d, -1, 1).toArray();
    Selection[] selections = {
      Selection.all(ROWS),
      Selection.of(new int[] {3}),
      Selection.of(new int[] {0, 1, 3, 17, 39}),
      Selection.withRepeats(new int[] {2, 2, 2, 9, 30, 30})
    };
    for (Storage storage : Storage.values()) {
      for (boolean dense : new boolean[] {false, true}) {
        Block block = block(objective, rows(storage, dense, random), dense, random);
        for (Selection selection : selections) {
          GradientSum whole = GradientSum.of(d);
          objective.accumulate(block, selection, theta, DRAW, whole);
          NarrowBatch batch = NarrowBatch.of(objective, block, selection);
          PartialTheta part = TouchedElements.of(batch.elements()).of(theta);
          GradientSum narrow = batch.gradient(part, DRAW);
          assertThat(sums(narrow, d)).isEqualTo(sums(whole, d));
          assertThat(narrow.rows()).isEqualTo(whole.rows());
          assertThat(narrow.weight()).isEqualTo(whole.weight());
          // As bits: NaN where no row has a weight.
          assertThat(Double.doubleToLongBits(narrow.meanLoss()))
              .isEqualTo(Double.doubleToLongBits(whole.meanLoss()));
        }
      }
    }
  }

  private static double[] sums(GradientSum sum, int d) {
    double[] sums = new double[d];
    sum.gradient(1, sums);
    return sums;
  }

  @Test
  void readsWhatItsRowsHaveAndNoMore() {
    RowsBuilder rows = RowsBuilder.with(Storage.FLOAT);
    for (int[] columns : new int[][] {{7, 20}, {5}, {}, {7, 8999}}) {
      for (int column : columns) {
        rows.add(column, 2);
      }
      rows.endRow();
    }
    Block block = Block.of(0, rows.build(WIDTH), new double[4], null);
    Objective linear = LinearObjective.of(new LogisticLoss(), WIDTH, true);
    Objective classes = SoftmaxObjective.of(2, WIDTH, false);
    Selection some = Selection.of(new int[] {0, 3});
    assertThat(NarrowBatch.of(linear, block, some).elements()).containsExactly(7, 20, 8999, WIDTH);
    assertThat(NarrowBatch.of(classes, block, some).elements())
        .containsExactly(7, 20, 8999, WIDTH + 7, WIDTH + 20, WIDTH + 8999);
    PartialTheta other = TouchedElements.of(new int[] {7, 8999, WIDTH}).of(new double[WIDTH + 1]);
    NarrowBatch batch = NarrowBatch.of(linear, block, some);
    assertThatThrownBy(() -> batch.gradient(other, DRAW)).hasMessageContaining("element 20");
  }

  @Test
  void touchedElementsMergeToWhatEitherTouches() {
    Random random = new Random(4);
    for (int size : new int[] {0, 1, 50}) {
      int[] a = random.ints(size, 0, 90).distinct().sorted().toArray();
      int[] b = random.ints(2L * size, 0, 90).distinct().sorted().toArray();
      double[] theta = random.doubles(90).toArray();
      int[] both = Stream.of(a, b).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
      PartialTheta part = TouchedElements.of(a).merge(TouchedElements.of(b)).of(theta);
      assertThat(part.bytes()).isEqualTo(12L * both.length);
      assertThat(part.values(both))
          .isEqualTo(Arrays.stream(both).mapToDouble(j -> theta[j]).toArray());
    }
  }
}
