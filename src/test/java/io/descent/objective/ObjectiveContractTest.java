package io.descent.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.DenseRows;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveContractTest {
  private static final int WIDTH = 11;
  private static final Draw DRAW = new Draw(0, 0);

  static Stream<Objective> all() {
    return Stream.of(true, false)
        .flatMap(
            intercept ->
                Stream.of(
                        Losses.all().stream()
                            .map(loss -> (Objective) LinearObjective.of(loss, WIDTH, intercept)),
                        Stream.of(
                            SoftmaxObjective.of(2, WIDTH, intercept),
                            SoftmaxObjective.of(4, WIDTH, intercept)),
                        binaryLosses()
                            .map(loss -> OneVersusRestObjective.of(loss, 2, WIDTH, intercept)),
                        binaryLosses()
                            .map(loss -> OneVersusRestObjective.of(loss, 4, WIDTH, intercept)))
                    .flatMap(objectives -> objectives));
  }

  private static Stream<Loss> binaryLosses() {
    return Losses.all().stream().filter(loss -> loss.labelDomain() == LabelDomain.BINARY);
  }

  private static double[] labels(Objective objective, int count, Random random) {
    int classes =
        objective.labelDomain() == LabelDomain.CLASSES ? objective.predictions(1).outputs() : 2;
    return IntStream.range(0, count)
        .mapToDouble(
            i ->
                switch (objective.labelDomain()) {
                  case REAL -> random.nextGaussian();
                  case NON_NEGATIVE -> random.nextInt(4);
                  case POSITIVE -> 0.1 + random.nextDouble();
                  case BINARY, CLASSES -> random.nextInt(classes);
                  case LABEL_SETS -> throw new IllegalArgumentException("a row has one label here");
                })
        .toArray();
  }

  private static double[] theta(Objective objective, Random random) {
    return random.doubles(objective.layout().dimension(), -0.7, 0.7).toArray();
  }

  private static Rows dense(double[][] x) {
    return DenseRows.of(x.length, WIDTH, Stream.of(x).flatMapToDouble(Arrays::stream).toArray());
  }

  private static Rows sparse(double[][] x) {
    int[] starts = IntStream.rangeClosed(0, x.length).map(i -> i * WIDTH).toArray();
    int[] columns = IntStream.range(0, x.length * WIDTH).map(k -> k % WIDTH).toArray();
    return CsrRows.of(
        WIDTH, starts, columns, Stream.of(x).flatMapToDouble(Arrays::stream).toArray());
  }

  private static double[][] features(int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(i -> random.doubles(WIDTH, -2, 2).toArray())
        .toArray(double[][]::new);
  }

  private static double[] gradient(Objective objective, Block block, double[] theta) {
    GradientSum sum = GradientSum.of(objective.layout().dimension());
    objective.accumulate(block, Selection.all(block.count()), theta, DRAW, sum);
    double[] gradient = new double[theta.length];
    sum.meanGradient(gradient);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBatchHasTheBitsOfItsRowsOneAfterTheOther(Objective objective) {
    Random random = new Random(23);
    double[] theta = theta(objective, random);
    for (int count = 1; count < 20; count++) {
      double[][] x = features(count, random);
      double[] labels = labels(objective, count, random);
      double[] weights = random.ints(count, 0, 3).asDoubleStream().toArray();
      weights[0] = 1;
      for (Rows rows : new Rows[] {dense(x), sparse(x)}) {
        Block block = Block.of(0, rows, labels, weights);
        GradientSum sum = GradientSum.of(theta.length);
        for (int row = 0; row < count; row++) {
          objective.accumulate(block, Selection.of(new int[] {row}), theta, DRAW, sum);
        }
        double[] one = new double[theta.length];
        sum.meanGradient(one);
        assertThat(gradient(objective, block, theta)).as("%d rows", count).isEqualTo(one);
      }
    }
  }

  private static double value(Objective objective, Block block, double[] theta) {
    LossSum sum = new LossSum();
    objective.evaluate(block, theta, sum);
    return sum.mean();
  }

  static Stream<MarginObjective> ofMargins() {
    return all()
        .filter(o -> !(o instanceof LinearObjective linear) || linear.loss().isSmooth())
        .filter(o -> !(o instanceof OneVersusRestObjective) || o.curvature() < 10)
        .map(o -> (MarginObjective) o);
  }

  private static CurvatureSum curvature(MarginObjective objective, Block block, double[] theta) {
    GradientSum gradient = GradientSum.of(theta.length);
    objective.accumulate(block, Selection.all(block.count()), theta, DRAW, gradient);
    return CurvatureSum.of(objective, block, gradient, theta);
  }

  /** Of rows with zeros and without, in one shard and in two. */
  @ParameterizedTest
  @MethodSource("ofMargins")
  void secondDerivativesAreThoseOfTheMeanLoss(MarginObjective objective) {
    Random random = new Random(8);
    double[][] x = features(9, random);
    for (int i = 0; i < 4; i++) {
      x[i][i] = 0;
    }
    double[] labels = labels(objective, 9, random);
    double[] weights = random.doubles(9, 0, 3).toArray();
    double[] theta = theta(objective, random);
    Block block = Block.of(0, dense(x), labels, weights);
    CurvatureSum sum = curvature(objective, block, theta);
    CurvatureSum sparse = curvature(objective, Block.of(0, sparse(x), labels, weights), theta);
    CurvatureSum halves =
        curvature(objective, block.select(new int[] {0, 1, 2, 3}), theta)
            .merge(curvature(objective, block.select(new int[] {4, 5, 6, 7, 8}), theta));
    double[] gradient = new double[theta.length];
    sum.gradient().meanGradient(gradient);
    assertThat(gradient).isEqualTo(gradient(objective, block, theta));
    double total = Arrays.stream(weights).sum();
    for (int j = 0; j < theta.length; j++) {
      double h = 1e-5;
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[j] += h;
      down[j] -= h;
      double[] above = gradient(objective, block, up);
      double[] below = gradient(objective, block, down);
      for (int i = 0; i < theta.length; i++) {
        double difference = (above[i] - below[i]) / (2 * h);
        assertThat(sum.mean(i, j)).as("%d, %d", i, j).isCloseTo(difference, within(2e-7));
        assertThat(sum.mean(j, i)).isEqualTo(sum.mean(i, j));
        assertThat(sparse.mean(i, j)).isEqualTo(sum.mean(i, j));
        assertThat(halves.mean(i, j)).isCloseTo(sum.mean(i, j), within(1e-14));
      }
      double squares = 0;
      boolean weight = j < objective.margins() * WIDTH;
      for (int i = 0; i < 9; i++) {
        squares += weights[i] * (weight ? x[i][j % WIDTH] * x[i][j % WIDTH] : 1);
      }
      assertThat(sum.meanSquare(j)).isCloseTo(squares / total, within(1e-14));
      assertThat(halves.meanSquare(j)).isCloseTo(squares / total, within(1e-14));
    }
  }

  /** What updates of single rows take is what batches of them take. */
  @ParameterizedTest
  @MethodSource("ofMargins")
  void marginsTellTheGradient(MarginObjective objective) {
    Random random = new Random(9);
    double[][] x = features(5, random);
    double[] weights = random.doubles(5, 0, 3).toArray();
    Block block = Block.of(0, dense(x), labels(objective, 5, random), weights);
    double[] theta = theta(objective, random);
    double[] expected = gradient(objective, block, theta);
    int k = objective.margins();
    double[] gradient = new double[theta.length];
    GradientSum read = GradientSum.of(0);
    double[] margins = new double[k];
    double[] slopes = new double[k];
    double[] same = new double[k];
    for (int row = 0; row < 5; row++) {
      objective.margins(block.rows(), row, theta, margins);
      objective.count(block, row, margins, slopes, read);
      objective.derivatives(block, row, margins, same);
      assertThat(same).isEqualTo(slopes);
      for (int c = 0; c < k; c++) {
        block.rows().addScaled(row, weights[row] * slopes[c], gradient, c * WIDTH);
        if (objective.hasIntercept()) {
          gradient[k * WIDTH + c] += weights[row] * slopes[c];
        }
      }
    }
    double total = Arrays.stream(weights).sum();
    for (int j = 0; j < theta.length; j++) {
      assertThat(gradient[j] / total).isCloseTo(expected[j], within(1e-13));
    }
    assertThat(read.meanLoss()).isCloseTo(value(objective, block, theta), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientIsThatOfTheMeanLoss(Objective objective) {
    Random random = new Random(5);
    double[] labels = labels(objective, 9, random);
    double[] weights = random.doubles(9, 0, 3).toArray();
    Block block = Block.of(0, dense(features(9, random)), labels, weights);
    double[] theta = theta(objective, random);
    double[] before = theta.clone();
    double[] gradient = gradient(objective, block, theta);
    assertThat(theta).isEqualTo(before);
    for (int j = 0; j < theta.length; j++) {
      double h = 1e-4;
      double[] f = new double[5];
      for (int k = -2; k <= 2; k++) {
        double[] moved = theta.clone();
        moved[j] += k * h;
        f[k + 2] = value(objective, block, moved);
      }
      double difference = (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * h);
      assertThat(gradient[j]).isCloseTo(difference, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lossesFromPredictionsHaveTheBitsOfLosses(Objective objective) {
    Random random = new Random(31);
    double[] labels = labels(objective, 30, random);
    double[] weights = random.doubles(30, 0, 3).toArray();
    Block block = Block.of(0, sparse(features(30, random)), labels, weights);
    double[] theta = theta(objective, random);
    for (double[] at : new double[][] {theta, new double[theta.length]}) {
      Predictions predictions = objective.predictions(30);
      objective.predict(block, at, predictions);
      LossSum from = new LossSum();
      objective.evaluate(block, at, predictions, from);
      LossSum expected = new LossSum();
      objective.evaluate(block, at, expected);
      assertThat(from.mean()).isEqualTo(expected.mean());
      assertThat(from.weight()).isEqualTo(expected.weight());
      assertThat(from.rows()).isEqualTo(expected.rows());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void denseAndSparseAgree(Objective objective) {
    Random random = new Random(6);
    double[] labels = labels(objective, 20, random);
    double[][] x = features(20, random);
    double[] theta = theta(objective, random);
    assertThat(gradient(objective, Block.of(0, sparse(x), labels, null), theta))
        .containsExactly(
            gradient(objective, Block.of(0, dense(x), labels, null), theta), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("all")
  void weightKIsKCopiesAndWeightZeroIsAbsent(Objective objective) {
    Random random = new Random(7);
    double[] labels = labels(objective, 3, random);
    double[][] x = features(3, random);
    double[] theta = theta(objective, random);
    Block weighted = Block.of(0, dense(x), labels, new double[] {3, 0, 1});
    Block copied =
        Block.of(
            0,
            dense(new double[][] {x[0], x[0], x[0], x[2]}),
            new double[] {labels[0], labels[0], labels[0], labels[2]},
            null);
    assertThat(gradient(objective, weighted, theta))
        .containsExactly(gradient(objective, copied, theta), within(1e-14));
    assertThat(value(objective, weighted, theta))
        .isCloseTo(value(objective, copied, theta), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("all")
  void selectedRowsAloneCount(Objective objective) {
    Random random = new Random(8);
    double[] labels = labels(objective, 6, random);
    double[][] x = features(6, random);
    double[] theta = theta(objective, random);
    GradientSum some = GradientSum.of(theta.length);
    objective.accumulate(
        Block.of(0, dense(x), labels, null), Selection.of(new int[] {1, 4}), theta, DRAW, some);
    Block those =
        Block.of(0, dense(new double[][] {x[1], x[4]}), new double[] {labels[1], labels[4]}, null);
    double[] gradient = new double[theta.length];
    some.meanGradient(gradient);
    assertThat(gradient).isEqualTo(gradient(objective, those, theta));
    assertThat(some.rows()).isEqualTo(2);
    assertThat(some.meanLoss()).isEqualTo(value(objective, those, theta));
  }

  @ParameterizedTest
  @MethodSource("all")
  void predictionsFollowTheMargins(Objective objective) {
    Random random = new Random(9);
    Block block = Block.of(0, dense(features(30, random)), null, null);
    Predictions out = objective.predictions(30);
    objective.predict(block, theta(objective, random), out);
    for (int i = 0; i < 30; i++) {
      int row = i;
      double[] margins =
          Arrays.copyOfRange(out.margins(), i * out.outputs(), (i + 1) * out.outputs());
      double predicted = out.predicted()[i];
      switch (objective.labelDomain()) {
        case REAL -> assertThat(predicted).isEqualTo(margins[0]);
        case NON_NEGATIVE, POSITIVE ->
            assertThat(predicted / Math.exp(margins[0])).isCloseTo(1, within(1e-15));
        case BINARY -> assertThat(predicted).isEqualTo(margins[0] > 0 ? 1 : 0);
        case LABEL_SETS -> throw new AssertionError("has a test of its own");
        case CLASSES ->
            assertThat(margins[(int) predicted])
                .isEqualTo(Arrays.stream(margins).max().orElseThrow());
      }
      double[] probabilities = out.probabilities();
      if (probabilities != null && objective.labelDomain() == LabelDomain.CLASSES) {
        double sum =
            IntStream.range(0, out.outputs())
                .mapToDouble(c -> probabilities[row * out.outputs() + c])
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-14));
      } else if (probabilities != null) {
        assertThat(probabilities[i]).isCloseTo(1 / (1 + Math.exp(-margins[0])), within(1e-15));
      }
    }
  }

  @Test
  void twoClassesWithAPivotAreLogistic() {
    Random random = new Random(10);
    Block block =
        Block.of(
            0,
            dense(features(25, random)),
            labels(SoftmaxObjective.of(2, WIDTH, true), 25, random),
            null);
    double[] w = random.doubles(WIDTH + 1).toArray();
    double[] pivot = new double[2 * WIDTH + 2];
    System.arraycopy(w, 0, pivot, WIDTH, WIDTH);
    pivot[2 * WIDTH + 1] = w[WIDTH];
    assertThat(value(SoftmaxObjective.of(2, WIDTH, true), block, pivot))
        .isCloseTo(
            value(LinearObjective.of(new LogisticLoss(), WIDTH, true), block, w), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneVersusRestIsABinaryProblemAClassBitForBit(boolean intercept) {
    Random random = new Random(11);
    int classes = 3;
    for (Loss loss : binaryLosses().toList()) {
      Objective objective = OneVersusRestObjective.of(loss, classes, WIDTH, intercept);
      Objective binary = LinearObjective.of(loss, WIDTH, intercept);
      double[] labels = labels(objective, 29, random);
      double[] weights = random.ints(29, 0, 3).asDoubleStream().toArray();
      double[] theta = theta(objective, random);
      double[][] x = features(29, random);
      for (Rows rows : new Rows[] {dense(x), sparse(x)}) {
        double[] all = gradient(objective, Block.of(0, rows, labels, weights), theta);
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          int one = c;
          double[] indicator = Arrays.stream(labels).map(y -> y == one ? 1 : 0).toArray();
          Block block = Block.of(0, rows, indicator, weights);
          double[] slice = slice(theta, c, classes, intercept);
          assertThat(slice(all, c, classes, intercept))
              .as("%s, class %d", loss.name(), c)
              .isEqualTo(gradient(binary, block, slice));
          sum += value(binary, block, slice);
        }
        assertThat(value(objective, Block.of(0, rows, labels, weights), theta))
            .isCloseTo(sum, within(1e-13));
      }
    }
  }

  @Test
  void labelSetsAreClassesWhereEachRowHasOne() {
    Random random = new Random(12);
    for (Loss loss : binaryLosses().toList()) {
      Objective classes = OneVersusRestObjective.of(loss, 3, WIDTH, true);
      Objective sets = OneVersusRestObjective.ofLabels(loss, 3, WIDTH, true);
      double[] labels = labels(classes, 29, random);
      LabelSetsBuilder one = new LabelSetsBuilder();
      LabelSetsBuilder none = new LabelSetsBuilder();
      for (double label : labels) {
        one.add((int) label);
        one.endRow();
        none.endRow();
      }
      double[] theta = theta(classes, random);
      Rows x = dense(features(29, random));
      Block ofClasses = Block.of(0, x, labels, null);
      Block ofSets = Block.ofSets(0, x, one.build(), null);
      assertThat(gradient(sets, ofSets, theta)).isEqualTo(gradient(classes, ofClasses, theta));
      assertThat(value(sets, ofSets, theta)).isEqualTo(value(classes, ofClasses, theta));
      double rest = 0;
      for (int c = 0; c < 3; c++) {
        double[] slice = slice(theta, c, 3, true);
        rest +=
            value(
                LinearObjective.of(loss, WIDTH, true), Block.of(0, x, new double[29], null), slice);
      }
      assertThat(value(sets, Block.ofSets(0, x, none.build(), null), theta))
          .isCloseTo(rest, within(1e-13));
      Predictions out = sets.predictions(29);
      sets.predict(ofSets, theta, out);
      assertThat(out.predicted())
          .containsExactly(Arrays.stream(out.margins()).map(z -> z > 0 ? 1 : 0).toArray());
    }
  }

  /** What belongs to a class. */
  private static double[] slice(double[] theta, int c, int classes, boolean intercept) {
    double[] one = new double[intercept ? WIDTH + 1 : WIDTH];
    System.arraycopy(theta, c * WIDTH, one, 0, WIDTH);
    if (intercept) {
      one[WIDTH] = theta[classes * WIDTH + c];
    }
    return one;
  }

  @Test
  void oneVersusRestNormalisesWhatEachProblemSays() {
    Objective objective = OneVersusRestObjective.of(new LogisticLoss(), 3, 1, false);
    Block block = Block.of(0, DenseRows.of(2, 1, new double[] {1, 2000}), null, null);
    Predictions out = objective.predictions(2);
    objective.predict(block, new double[] {-1, -2, 0.5}, out);
    double[] sigma = {1 / (1 + Math.exp(1)), 1 / (1 + Math.exp(2)), 1 / (1 + Math.exp(-0.5))};
    double sum = sigma[0] + sigma[1] + sigma[2];
    double[] p = out.probabilities();
    for (int c = 0; c < 3; c++) {
      assertThat(p[c]).isCloseTo(sigma[c] / sum, within(1e-15));
    }
    assertThat(Arrays.copyOfRange(p, 3, 6)).containsExactly(0, 0, 1);
    assertThat(out.predicted()).containsExactly(2, 2);
    // Every σ(z) is 0 as a double; that they have a ratio shows all the same.
    objective.predict(block, new double[] {-1, -2, -1}, out);
    assertThat(Arrays.copyOfRange(p, 3, 6)).containsExactly(0.5, 0, 0.5);
  }

  /** The lowest class on a tie, and 0 for a label whose margin is not above 0. */
  @Test
  void tiesAreTheLowestClassAndAMarginOf0IsNoLabel() {
    Block block = Block.of(0, DenseRows.of(1, 1, new double[] {2}), null, null);
    Objective[] objectives = {
      SoftmaxObjective.of(4, 1, false), OneVersusRestObjective.of(new HingeLoss(), 4, 1, false)
    };
    for (Objective objective : objectives) {
      Predictions out = objective.predictions(1);
      objective.predict(block, new double[] {-1, 3, 0, 3}, out);
      assertThat(out.margins()).containsExactly(-2, 6, 0, 6);
      assertThat(out.predicted()).containsExactly(1);
    }
    Objective sets = OneVersusRestObjective.ofLabels(new LogisticLoss(), 4, 1, false);
    Predictions out = sets.predictions(1);
    sets.predict(block, new double[] {-1, 3, 0, 3}, out);
    assertThat(out.predicted()).containsExactly(0, 1, 0, 1);
    assertThat(out.probabilities()[2]).isEqualTo(0.5);
  }

  @Test
  void softmaxPredictsFromItsWeightsAndIntercepts() {
    Objective objective = SoftmaxObjective.of(3, 2, true);
    Block block = Block.of(0, DenseRows.of(2, 2, new double[] {1, 2, -3, 0.5}), null, null);
    Predictions out = objective.predictions(2);
    objective.predict(block, new double[] {1, 0, 0, 1, -1, 1, 0.25, -0.5, 0}, out);
    assertThat(out.margins()).containsExactly(1.25, 1.5, 1, -2.75, 0, 3.5);
    assertThat(out.predicted()).containsExactly(1, 2);
    double sum = Math.exp(1.25) + Math.exp(1.5) + Math.exp(1);
    assertThat(out.probabilities()[0]).isCloseTo(Math.exp(1.25) / sum, within(1e-15));
    assertThat(out.logits()).isSameAs(out.margins());
    assertThat(objective.hasDeviance()).isFalse();
    assertThat(Predictions.withLogits(2, 3).logits())
        .hasSize(6)
        .isNotSameAs(Predictions.withLogits(2, 3).margins());
  }

  @Test
  void slicesFollowOneAnother() {
    for (boolean intercept : new boolean[] {true, false}) {
      Objective[] objectives = {
        SoftmaxObjective.of(4, 3, intercept),
        OneVersusRestObjective.of(new HingeLoss(), 4, 3, intercept),
        LinearObjective.of(new HingeLoss(), 3, intercept)
      };
      for (Objective objective : objectives) {
        ParameterLayout layout = objective.layout();
        int rows = objective instanceof LinearObjective ? 1 : 4;
        assertThat(layout.dimension()).isEqualTo(intercept ? 4 * rows : 3 * rows);
        assertThat(layout.has("intercept")).isEqualTo(intercept);
        assertThat(layout.slices()).hasSize(intercept ? 2 : 1);
        ParameterLayout.Slice weights = layout.slice("weights");
        assertThat(weights.penalised()).isTrue();
        assertThat(weights.offset()).isZero();
        assertThat(weights.size()).isEqualTo(3 * rows);
        assertThat(weights.shape()).isEqualTo(rows == 1 ? new int[] {3} : new int[] {4, 3});
        if (intercept) {
          ParameterLayout.Slice last = layout.slice("intercept");
          assertThat(last.name()).isEqualTo("intercept");
          assertThat(last.penalised()).isFalse();
          assertThat(last.offset()).isEqualTo(3 * rows);
          assertThat(last.size()).isEqualTo(rows);
          assertThat(last.shape()).containsExactly(rows);
        }
      }
    }
  }

  @Test
  void marginsOfAnySizeAreFinite() {
    Block block = Block.of(0, DenseRows.of(2, 1, new double[] {1, -1}), new double[] {0, 1}, null);
    LossSum sum = new LossSum();
    SoftmaxObjective.of(2, 1, false).evaluate(block, new double[] {1e6, -1e6}, sum);
    assertThat(sum.mean()).isZero();
    LossSum wrong = new LossSum();
    SoftmaxObjective.of(2, 1, false).evaluate(block, new double[] {-1e6, 1e6}, wrong);
    assertThat(wrong.mean()).isEqualTo(2e6);
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThatThrownBy(() -> SoftmaxObjective.of(1, 3, true)).hasMessageContaining("got 1");
    assertThatThrownBy(() -> OneVersusRestObjective.of(new HingeLoss(), 1, 3, true))
        .hasMessageContaining("got 1");
    assertThatThrownBy(() -> OneVersusRestObjective.of(new HingeLoss(), 2, 0, true))
        .hasMessageContaining("got 0");
    assertThatThrownBy(() -> OneVersusRestObjective.ofLabels(new HingeLoss(), 0, 3, true))
        .hasMessageContaining("got 0");
    assertThat(OneVersusRestObjective.ofLabels(new HingeLoss(), 1, 1, false).layout().dimension())
        .isEqualTo(1);
    assertThatThrownBy(() -> OneVersusRestObjective.of(new HalfSquaredLoss(), 2, 3, true))
        .hasMessageContaining("got squared");
    assertThatThrownBy(() -> LinearObjective.of(new HingeLoss(), 0, true))
        .hasMessageContaining("got 0");
    ParameterLayout layout = ParameterLayout.empty().with("a", true, 2);
    assertThatThrownBy(() -> layout.with("a", true, 2)).hasMessageContaining("two slices");
    assertThatThrownBy(() -> layout.with("b", true, Integer.MAX_VALUE))
        .hasMessageContaining("θ would have 2147483649 elements")
        .hasMessageContaining("2^31");
    assertThatThrownBy(() -> layout.with("b", true, Integer.MAX_VALUE - 9))
        .hasMessageContaining("2147483640 elements");
    assertThat(layout.with("b", true, Integer.MAX_VALUE - 10).dimension())
        .isEqualTo(Integer.MAX_VALUE - 8);
    assertThatThrownBy(() -> layout.slice("c")).hasMessageContaining("no slice c");
  }
}
