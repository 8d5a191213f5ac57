package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Rows;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientSumTest {
  private static final int WIDE = 40_000;

  private static Rows row(Random random, int entries) {
    RowsBuilder rows = RowsBuilder.with(Storage.DOUBLE);
    int column = -1;
    for (int k = 0; k < entries; k++) {
      column += 1 + random.nextInt((WIDE - column - 2) / (entries - k) + 1);
      rows.add(column, random.nextGaussian());
    }
    rows.endRow();
    return rows.build(WIDE);
  }

  @Test
  void sparseAndDenseHaveTheSameBits() {
    for (int batch : new int[] {1, 3, 40, 400}) {
      Random random = new Random(batch);
      GradientSum sum = GradientSum.of(WIDE);
      double[] plain = new double[WIDE];
      for (int i = 0; i < batch; i++) {
        Rows row = row(random, 30);
        double scale = random.nextGaussian();
        sum.addScaled(row, 0, scale, 0);
        row.addScaled(0, scale, plain, 0);
        sum.add(WIDE - 1, scale);
        plain[WIDE - 1] += scale;
        sum.count(1, 2);
      }
      assertThat(sum.isSparse()).isEqualTo(batch <= 40);
      double[] mean = new double[WIDE];
      sum.seal().meanGradient(mean);
      for (int j = 0; j < WIDE; j++) {
        assertThat(mean[j]).as("batch %d, element %d", batch, j).isEqualTo(plain[j] / batch);
      }
      assertThat(sum.meanLoss()).isEqualTo(2);
    }
  }

  @Test
  void mergesOfEveryPairOfFormsAdd() {
    for (int left : new int[] {2, 400}) {
      for (int right : new int[] {2, 400}) {
        Random random = new Random(left * 1000L + right);
        GradientSum a = GradientSum.of(WIDE);
        GradientSum b = GradientSum.of(WIDE);
        double[] plainA = new double[WIDE];
        double[] plainB = new double[WIDE];
        fill(a, plainA, left, random);
        fill(b, plainB, right, random);
        a.count(2, 1.5);
        b.count(3, -0.25);
        assertThat(a.isSparse()).isEqualTo(left == 2);
        GradientSum sum = a.seal().merge(b.seal());
        double[] mean = new double[WIDE];
        Arrays.fill(mean, 7);
        sum.meanGradient(mean);
        double weight = left + right + 2 + 3;
        for (int j = 0; j < WIDE; j++) {
          assertThat(mean[j]).isEqualTo((plainA[j] + plainB[j]) / weight);
        }
        assertThat(sum.rows()).isEqualTo(left + right + 2);
        assertThat(sum.weight()).isEqualTo(weight);
        assertThat(sum.meanLoss()).isEqualTo((2 * 1.5 - 3 * 0.25) / weight);
      }
    }
  }

  private static void fill(GradientSum sum, double[] plain, int batch, Random random) {
    for (int i = 0; i < batch; i++) {
      Rows row = row(random, 30);
      sum.addScaled(row, 0, 1.5, 0);
      row.addScaled(0, 1.5, plain, 0);
      sum.count(1, 0);
    }
  }

  @Test
  void sparseSumsThatFillUpInAMergeBecomeDense() {
    Random random = new Random(1);
    GradientSum sum = GradientSum.of(WIDE);
    fill(sum, new double[WIDE], 100, random);
    sum.seal();
    for (int i = 0; i < 3; i++) {
      GradientSum more = GradientSum.of(WIDE);
      fill(more, new double[WIDE], 100, random);
      assertThat(more.isSparse()).isTrue();
      sum = sum.merge(more.seal());
    }
    assertThat(sum.isSparse()).isFalse();
  }

  /** One row of ones in the first columns. */
  private static Rows ones(int entries) {
    RowsBuilder rows = RowsBuilder.with(Storage.DOUBLE);
    for (int column = 0; column < entries; column++) {
      rows.add(column, 1);
    }
    rows.endRow();
    return rows.build(WIDE);
  }

  @Test
  void theFormDependsOnTheLengthAndOnHowMuchIsTouched() {
    assertThat(GradientSum.of(GradientSum.ALWAYS_DENSE).isSparse()).isFalse();
    assertThat(GradientSum.of(GradientSum.ALWAYS_DENSE + 1).isSparse()).isTrue();
    for (boolean atOnce : new boolean[] {true, false}) {
      GradientSum sum = GradientSum.of(WIDE);
      if (atOnce) {
        sum.addScaled(ones(WIDE / 8), 0, 1, 0);
      } else {
        for (int j = 0; j < WIDE / 8; j++) {
          sum.add(j, 1);
        }
      }
      assertThat(sum.isSparse()).as("an eighth").isTrue();
      sum.add(0, 1);
      assertThat(sum.isSparse()).as("an eighth, once more").isTrue();
      sum.add(WIDE / 8, 1);
      assertThat(sum.isSparse()).as("more than an eighth").isFalse();
    }
    GradientSum one = GradientSum.of(WIDE);
    one.addScaled(ones(WIDE / 8 + 1), 0, 1, 0);
    assertThat(one.isSparse()).isFalse();
  }

  /** As the same rows one after the other, whether the sum is dense or sparse or changes. */
  @Test
  void aListOfRowsIsItsRowsOneAfterTheOther() {
    RowsBuilder builder = RowsBuilder.with(Storage.DOUBLE);
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      for (int column = random.nextInt(500); column < WIDE / 2; column += 500) {
        builder.add(column, random.nextGaussian());
      }
      builder.endRow();
    }
    Rows rows = builder.build(WIDE / 2);
    int[] list = random.ints(300, 0, 300).toArray();
    double[] scales = random.doubles(300).toArray();
    for (int count : new int[] {0, 1, 20, 299}) {
      GradientSum sum = GradientSum.of(WIDE);
      double[] plain = new double[WIDE];
      sum.addScaled(rows, list, scales, count, WIDE / 2);
      for (int k = 0; k < count; k++) {
        rows.addScaled(list[k], scales[k], plain, WIDE / 2);
      }
      sum.count(1, 0);
      double[] gradient = new double[WIDE];
      sum.meanGradient(gradient);
      assertThat(gradient).as("%d rows", count).isEqualTo(plain);
      assertThat(sum.isSparse()).isEqualTo(count <= 20);
    }
  }

  /** What is touched on both sides is one element, and sealing may be left to the merge. */
  @Test
  void elementsOfBothSidesAreAddedNotKeptTwice() {
    Random random = new Random(3);
    GradientSum left = GradientSum.of(WIDE);
    GradientSum right = GradientSum.of(WIDE);
    double[] plain = new double[WIDE];
    int[] elements = random.ints(0, WIDE).distinct().limit(4000).toArray();
    for (int k = 0; k < 4000; k++) {
      double a = random.nextGaussian();
      double b = k % 2 == 0 ? random.nextGaussian() : 0;
      left.add(elements[k], a);
      if (b != 0) {
        right.add(elements[k], b);
      }
      plain[elements[k]] = a + b;
    }
    left.count(1, 0);
    GradientSum sum = left.merge(right);
    assertThat(sum.isSparse()).isTrue();
    double[] gradient = new double[WIDE];
    sum.meanGradient(gradient);
    assertThat(gradient).isEqualTo(plain);
  }

  @Test
  void lossesAreSummedWithTheirWeights() {
    LossSum sum = new LossSum();
    sum.add(2, 1.5);
    sum.add(0.5, 8);
    LossSum right = new LossSum();
    right.add(1.5, -2);
    assertThat(sum.merge(right)).isSameAs(sum);
    assertThat(sum.rows()).isEqualTo(3);
    assertThat(sum.weight()).isEqualTo(4);
    assertThat(sum.mean()).isEqualTo((3 + 4 - 3) / 4.0);
    assertThat(new LossSum().mean()).isNaN();
  }

  @Test
  void lengthsThatDifferAreAnError() {
    GradientSum a = GradientSum.of(3);
    GradientSum b = GradientSum.of(4);
    assertThatThrownBy(() -> a.merge(b)).hasMessageContaining("3 and 4");
    assertThatThrownBy(() -> a.meanGradient(new double[2]))
        .hasMessageContaining("3 elements into 2");
    GradientSum sealed = GradientSum.of(WIDE).seal();
    assertThatThrownBy(() -> sealed.add(1, 1)).hasMessageContaining("sealed");
  }
}
