package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Rows;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
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
        assertThat(a.isSparse()).isEqualTo(left == 2);
        GradientSum sum = a.seal().merge(b.seal());
        double[] mean = new double[WIDE];
        sum.meanGradient(mean);
        for (int j = 0; j < WIDE; j++) {
          assertThat(mean[j]).isEqualTo((plainA[j] + plainB[j]) / (left + right));
        }
        assertThat(sum.rows()).isEqualTo(left + right);
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
