package io.descent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.descent.evaluate.MetricsSum.Kind;
import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.LinearObjective;
import io.descent.objective.LossSum;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.Predictions;
import io.descent.objective.SoftmaxObjective;
import io.descent.reduce.ShardTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsSumTest {
  private static final int CLASSES = 3;
  private static final double NONE = Double.NaN;

  /** Rows with the margins that a model gave them. */
  private static final class Data {
    final Kind kind;
    final double[] margins;
    final double[] labels;
    final double[] weights;

    Data(Kind kind, double[] margins, double[] labels, double[] weights) {
      this.kind = kind;
      this.margins = margins;
      this.labels = labels;
      this.weights = weights;
    }

    int rows() {
      return labels.length;
    }

    int outputs() {
      return margins.length / labels.length;
    }

    /** Margins on a coarse grid, so that ties abound; some weights are 0. */
    static Data random(Kind kind, int rows, Random random) {
      int outputs = kind == Kind.CLASSES ? CLASSES : 1;
      double[] margins = new double[rows * outputs];
      Arrays.setAll(margins, i -> (random.nextInt(41) - 20) / 4.0);
      double[] labels = new double[rows];
      Arrays.setAll(
          labels,
          i ->
              switch (kind) {
                case REGRESSION -> 1e3 + random.nextGaussian();
                case BINARY -> random.nextInt(2);
                case CLASSES -> random.nextInt(CLASSES);
                case LABEL_SETS -> throw new IllegalArgumentException("a row has one label here");
              });
      double[] weights = new double[rows];
      Arrays.setAll(weights, i -> random.nextInt(4) / 2.0);
      return new Data(kind, margins, labels, weights);
    }

    Data rows(int from, int to) {
      return new Data(
          kind,
          Arrays.copyOfRange(margins, from * outputs(), to * outputs()),
          Arrays.copyOfRange(labels, from, to),
          Arrays.copyOfRange(weights, from, to));
    }

    MetricsSum sum(boolean probabilities) {
      int rows = labels.length;
      int outputs = kind == Kind.CLASSES ? CLASSES : 1;
      Predictions predictions = Predictions.of(rows, outputs, probabilities);
      LossSum losses = new LossSum();
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < outputs; k++) {
          predictions.margins()[i * outputs + k] = margins[i * outputs + k];
        }
        predictions.predicted()[i] = predicted(i);
        losses.add(weights[i], loss(i));
      }
      return MetricsSum.of(kind, block(labels, weights), predictions, losses);
    }

    private double loss(int row) {
      return Math.abs(margins[row * (margins.length / labels.length)] - labels[row]);
    }

    private double predicted(int row) {
      if (kind == Kind.REGRESSION) {
        return margins[row];
      }
      if (kind == Kind.BINARY) {
        return margins[row] > 0 ? 1 : 0;
      }
      int best = 0;
      for (int k = 1; k < CLASSES; k++) {
        best = margins[row * CLASSES + k] > margins[row * CLASSES + best] ? k : best;
      }
      return best;
    }

    /** By definition: pairs for the area, plain loops, two passes, naive log loss. */
    Metrics expected(boolean probabilities, double penalty) {
      double weight = 0;
      double loss = 0;
      double errors = 0;
      double logLoss = 0;
      double residual = 0;
      double labelSum = 0;
      for (int i = 0; i < rows(); i++) {
        weight += weights[i];
        loss += weights[i] * loss(i);
        errors += predicted(i) == labels[i] ? 0 : weights[i];
        residual += weights[i] * Math.pow(labels[i] - margins[i * outputs()], 2);
        labelSum += weights[i] * labels[i];
        logLoss -= weights[i] * Math.log(probability(i));
      }
      double spread = 0;
      double pairs = 0;
      double won = 0;
      for (int i = 0; i < rows(); i++) {
        spread += weights[i] * Math.pow(labels[i] - labelSum / weight, 2);
        for (int j = 0; j < rows(); j++) {
          if (kind == Kind.BINARY && labels[i] == 1 && labels[j] == 0) {
            pairs += weights[i] * weights[j];
            won +=
                weights[i]
                    * weights[j]
                    * (margins[i] > margins[j] ? 1 : margins[i] == margins[j] ? 0.5 : 0);
          }
        }
      }
      boolean numbers = kind == Kind.REGRESSION;
      return new Metrics(
          rows(),
          weight,
          loss / weight + penalty,
          probabilities ? logLoss / weight : NONE,
          kind == Kind.BINARY ? won / pairs : NONE,
          numbers ? NONE : errors / weight,
          numbers ? Math.sqrt(residual / weight) : NONE,
          numbers ? 1 - residual / spread : NONE,
          NONE,
          NONE,
          NONE);
    }

    private double probability(int row) {
      if (kind != Kind.CLASSES) {
        double one = 1 / (1 + Math.exp(-margins[row]));
        return labels[row] == 1 ? one : 1 - one;
      }
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(margins[row * CLASSES + k]);
      }
      return Math.exp(margins[row * CLASSES + (int) labels[row]]) / sum;
    }
  }

  private static Block block(double[] labels, double[] weights) {
    return Block.of(0, DenseRows.of(labels.length, 0, new double[0]), labels, weights);
  }

  private static void assertClose(String what, Metrics actual, Metrics expected, double by) {
    assertThat(actual.rows()).as(what).isEqualTo(expected.rows());
    double[] a = numbers(actual);
    double[] e = numbers(expected);
    for (int i = 0; i < a.length; i++) {
      if (Double.isNaN(e[i])) {
        assertThat(a[i]).as("%s, number %d", what, i).isNaN();
      } else {
        assertThat(a[i])
            .as("%s, number %d", what, i)
            .isCloseTo(e[i], within(by * Math.max(1, Math.abs(e[i]))));
      }
    }
  }

  private static double[] numbers(Metrics m) {
    return new double[] {
      m.weight(), m.objective(), m.logLoss(), m.auc(), m.errorRate(), m.rmse(), m.r2()
    };
  }

  private static long[] bits(Metrics metrics) {
    return Arrays.stream(numbers(metrics)).mapToLong(Double::doubleToLongBits).toArray();
  }

  /** The sum over S shards that are cut at the given rows, put into the tree in some order. */
  private static MetricsSum tree(Data data, int[] cuts, List<Integer> order) {
    ShardTree<MetricsSum> tree = ShardTree.over(cuts.length - 1);
    for (int shard : order) {
      tree.put(shard, data.rows(cuts[shard], cuts[shard + 1]).sum(true));
    }
    return Objects.requireNonNull(tree.total());
  }

  private static int[] cuts(int rows, int shards, Random random) {
    int[] cuts = random.ints(shards + 1, 0, rows + 1).sorted().toArray();
    cuts[0] = 0;
    cuts[shards] = rows;
    return cuts;
  }

  private static List<Integer> upTo(int shards) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      order.add(i);
    }
    return order;
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LABEL_SETS", mode = EnumSource.Mode.EXCLUDE)
  void agreesWithTheDefinitions(Kind kind) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Data data = Data.random(kind, 12 + random.nextInt(60), random);
      boolean probabilities = kind != Kind.REGRESSION && seed % 2 == 0;
      assertClose(
          "seed " + seed,
          data.sum(probabilities).metrics(0.25),
          data.expected(probabilities, 0.25),
          1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LABEL_SETS", mode = EnumSource.Mode.EXCLUDE)
  void isTheSameForEveryCutAndTheSameBitsInEveryOrder(Kind kind) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Data data = Data.random(kind, 200, random);
      Metrics whole = data.sum(true).metrics(0);
      int shards = 1 + random.nextInt(20);
      int[] cuts = cuts(data.rows(), shards, random);
      List<Integer> order = upTo(shards);
      Metrics ordered = tree(data, cuts, order).metrics(0);
      assertClose("seed " + seed, ordered, whole, 1e-12);
      for (int n = 0; n < 5; n++) {
        Collections.shuffle(order, random);
        assertThat(bits(tree(data, cuts, order).metrics(0)))
            .as("seed %d, order %s", seed, order)
            .isEqualTo(bits(ordered));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LABEL_SETS", mode = EnumSource.Mode.EXCLUDE)
  void aWeightIsAsManyCopies(Kind kind) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Data data = Data.random(kind, 40, random);
      int outputs = data.outputs();
      List<Integer> copies = new ArrayList<>();
      for (int i = 0; i < data.rows(); i++) {
        data.weights[i] = random.nextInt(4);
        copies.addAll(Collections.nCopies((int) data.weights[i], i));
      }
      double[] margins = new double[copies.size() * outputs];
      Arrays.setAll(margins, i -> data.margins[copies.get(i / outputs) * outputs + i % outputs]);
      double[] labels = copies.stream().mapToDouble(i -> data.labels[i]).toArray();
      double[] ones = new double[labels.length];
      Arrays.fill(ones, 1);
      Metrics weighted = data.sum(true).metrics(0);
      Metrics copied = new Data(kind, margins, labels, ones).sum(true).metrics(0);
      assertThat(copied.weight()).isEqualTo(weighted.weight());
      // Boxed: NaN is to equal NaN.
      assertThat((Double) copied.auc()).as("seed %d", seed).isEqualTo((Double) weighted.auc());
      assertThat((Double) copied.errorRate())
          .as("seed %d", seed)
          .isEqualTo((Double) weighted.errorRate());
      for (double[] pair :
          new double[][] {
            {copied.logLoss(), weighted.logLoss()},
            {copied.rmse(), weighted.rmse()},
            {copied.r2(), weighted.r2()}
          }) {
        if (Double.isNaN(pair[1])) {
          assertThat(pair[0]).isNaN();
        } else {
          assertThat(pair[0]).as("seed %d", seed).isCloseTo(pair[1], withinPercentage(1e-10));
        }
      }
    }
  }

  private static Metrics binary(double[] margins, double... labels) {
    double[] ones = new double[labels.length];
    Arrays.fill(ones, 1);
    return new Data(Kind.BINARY, margins, labels, ones).sum(true).metrics(0);
  }

  @Test
  void ranksZerosAlikeAndInfinitiesAtTheEnds() {
    assertThat(binary(new double[] {-0.0, 0.0}, 1, 0).auc()).isEqualTo(0.5);
    assertThat(binary(new double[] {0.0, -0.0}, 1, 0).auc()).isEqualTo(0.5);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(binary(new double[] {inf, 5, -inf, inf}, 1, 1, 0, 0).auc()).isEqualTo(2.5 / 4);
  }

  @Test
  void hasNoAreaForOneLabelOrForNaN() {
    assertThat(binary(new double[] {1, 2}, 1, 1).auc()).isNaN();
    assertThat(binary(new double[] {1, 2}, 0, 0).auc()).isNaN();
    Metrics nan = binary(new double[] {1, 2, Double.NaN}, 0, 1, 0);
    assertThat(nan.auc()).isNaN();
    assertThat(nan.logLoss()).isNaN();
    assertThat(nan.errorRate()).isEqualTo(2 / 3.0);
    Data left = new Data(Kind.BINARY, new double[] {Double.NaN}, new double[1], new double[] {1});
    Data right = new Data(Kind.BINARY, new double[] {1}, new double[] {1}, new double[] {1});
    assertThat(left.sum(true).merge(right.sum(true)).metrics(0).auc()).isNaN();
    assertThat(right.sum(true).merge(left.sum(true)).metrics(0).auc()).isNaN();
  }

  @Test
  void neverClipsTheLogLoss() {
    assertThat(binary(new double[] {-800}, 1).logLoss()).isEqualTo(800);
    assertThat(binary(new double[] {1e300}, 0).logLoss()).isEqualTo(1e300);
    assertThat(binary(new double[] {800}, 1).logLoss()).isZero();
    assertThat(binary(new double[] {40}, 1).logLoss()).isEqualTo(Math.exp(-40));
    assertThat(binary(new double[] {0}, 1).logLoss()).isEqualTo(Math.log(2));
    assertThat(binary(new double[] {Double.NEGATIVE_INFINITY}, 1).logLoss())
        .isEqualTo(Double.POSITIVE_INFINITY);
    double[] one = {1};
    double[] classes = {1000, 0, -1e300};
    assertThat(
            new Data(Kind.CLASSES, classes, new double[] {1}, one).sum(true).metrics(0).logLoss())
        .isEqualTo(1000);
    assertThat(
            new Data(Kind.CLASSES, classes, new double[] {2}, one).sum(true).metrics(0).logLoss())
        .isEqualTo(1e300);
    double[] tie = {7, 7, 7};
    Metrics equal = new Data(Kind.CLASSES, tie, new double[] {1}, one).sum(true).metrics(0);
    assertThat(equal.logLoss()).isEqualTo(StrictMath.log(3));
    assertThat(equal.errorRate()).isEqualTo(1);
  }

  @Test
  void countsAClassMarginThatIsNaNAsAnError() {
    double[] margins = {5, Double.NaN, 1};
    Metrics m =
        new Data(Kind.CLASSES, margins, new double[1], new double[] {1}).sum(true).metrics(0);
    assertThat(m.errorRate()).isEqualTo(1);
    assertThat(m.logLoss()).isNaN();
  }

  @Test
  void hasNoR2ForConstantLabels() {
    double[] labels = new double[1000];
    Arrays.fill(labels, 0.1);
    double[] weights = new Random(3).doubles(1000).toArray();
    Data data = new Data(Kind.REGRESSION, new double[1000], labels, weights);
    Metrics metrics = tree(data, new int[] {0, 10, 10, 500, 1000}, upTo(4)).metrics(0);
    assertThat(metrics.r2()).isNaN();
    assertThat(metrics.rmse()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void hasR2FarFromZero() {
    double[] labels = new double[1000];
    Arrays.setAll(labels, i -> 1e9 + i % 2);
    double[] predicted = new double[1000];
    Arrays.fill(predicted, 1e9 + 0.5);
    double[] ones = new double[1000];
    Arrays.fill(ones, 1);
    Data data = new Data(Kind.REGRESSION, predicted, labels, ones);
    assertThat(data.sum(false).metrics(0).r2()).isCloseTo(0, within(1e-9));
  }

  @Test
  void saysNothingOfNoRows() {
    for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.LABEL_SETS))) {
      Data none = new Data(kind, new double[0], new double[0], new double[0]);
      Metrics metrics = none.sum(true).metrics(0);
      assertThat(metrics.rows()).isZero();
      assertThat(metrics.toJson().toString()).isEqualTo("{\"rows\":0,\"weight\":0.0}");
      Data some = Data.random(kind, 30, new Random(5));
      long[] alone = bits(some.sum(true).metrics(0));
      assertThat(bits(none.sum(true).merge(some.sum(true)).metrics(0))).isEqualTo(alone);
      assertThat(bits(some.sum(true).merge(none.sum(true)).metrics(0))).isEqualTo(alone);
    }
  }

  @Test
  void writesWhatThereIsInAFixedOrder() {
    assertThat(new Metrics(3, 2.5, 1, 2, 3, 4, 5, 6, 7, 8, 9).toJson().toString())
        .isEqualTo(
            "{\"rows\":3,\"weight\":2.5,\"objective\":1.0,\"logLoss\":2.0,\"auc\":3.0,"
                + "\"errorRate\":4.0,\"rmse\":5.0,\"r2\":6.0,\"deviance\":7.0,"
                + "\"hammingLoss\":8.0,\"microF1\":9.0}");
    assertThat(
            new Metrics(
                    3, 2.5, 1, Double.POSITIVE_INFINITY, NONE, 0.1, NONE, NONE, NONE, NONE, NONE)
                .toJson()
                .toString())
        .isEqualTo("{\"rows\":3,\"weight\":2.5,\"objective\":1.0,\"errorRate\":0.1}");
  }

  @Test
  void keepsOneEntryADistinctMargin() {
    double[] margins = {1, 2, 1, -0.0, 0.0, 3};
    double[] labels = {1, 0, 1, 0, 1, 1};
    double[] weights = {1, 1, 1, 1, 1, 0};
    RankCurve curve = RankCurve.of(margins, labels, weights);
    assertThat(curve.size()).as("3 has no weight").isEqualTo(3);
    assertThat(
            curve
                .merge(RankCurve.of(new double[] {2, 9}, new double[2], new double[] {1, 1}))
                .size())
        .isEqualTo(4);
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    Block block = block(new double[2], new double[] {1, 1});
    LossSum losses = new LossSum();
    losses.add(1, 1);
    losses.add(1, 1);
    assertThatThrownBy(() -> MetricsSum.of(Kind.BINARY, block, Predictions.of(3, 1, false), losses))
        .hasMessage("2 rows, 3 predictions, 2 losses");
    assertThatThrownBy(() -> MetricsSum.of(Kind.BINARY, block, Predictions.of(2, 3, false), losses))
        .hasMessage("3 margins a row for BINARY");
    assertThatThrownBy(
            () -> MetricsSum.of(Kind.CLASSES, block, Predictions.of(2, 1, false), losses))
        .hasMessage("1 margins a row for CLASSES");
    MetricsSum binary = Data.random(Kind.BINARY, 3, new Random(1)).sum(false);
    MetricsSum numbers = Data.random(Kind.REGRESSION, 3, new Random(1)).sum(false);
    assertThatThrownBy(() -> binary.merge(numbers)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesWhatAnObjectivePredicts() {
    // Margins 2x: −2, 1, 4.
    DenseRows rows = DenseRows.of(3, 1, new double[] {-1, 0.5, 2});
    double[] theta = {2};
    Block block = Block.of(0, rows, new double[] {0, 0, 1}, null);
    Objective logistic = LinearObjective.of(Losses.byName("logistic"), 1, false);
    Metrics metrics = MetricsSum.of(logistic, block, theta).metrics(0.5);
    double logLoss =
        (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1)) + Math.log1p(Math.exp(-4))) / 3;
    assertThat(metrics.logLoss()).isCloseTo(logLoss, within(1e-15));
    assertThat(metrics.objective()).isCloseTo(logLoss + 0.5, within(1e-15));
    assertThat(metrics.auc()).isEqualTo(1);
    assertThat(metrics.errorRate()).isEqualTo(1 / 3.0);

    Objective hinge = LinearObjective.of(Losses.byName("hinge"), 1, false);
    metrics = MetricsSum.of(hinge, block, theta).metrics(0);
    assertThat(metrics)
        .isEqualTo(new Metrics(3, 3, 2 / 3.0, NONE, 1, 1 / 3.0, NONE, NONE, NONE, NONE, NONE));

    Objective squared = LinearObjective.of(Losses.byName("squared"), 1, false);
    metrics = MetricsSum.of(squared, block, theta).metrics(0);
    assertThat(metrics.objective()).isEqualTo((4 + 1 + 9) / 6.0);
    assertThat(metrics.rmse()).isEqualTo(Math.sqrt(14 / 3.0));
    assertThat(metrics.r2()).isCloseTo(1 - 14 / (2 / 3.0), within(1e-12));

    Objective softmax = SoftmaxObjective.of(2, 1, false);
    metrics = MetricsSum.of(softmax, block, new double[] {0, 2}).metrics(0);
    assertThat(metrics.logLoss()).isCloseTo(logLoss, within(1e-15));
    assertThat(metrics.objective()).isCloseTo(logLoss, within(1e-15));
    assertThat(metrics.errorRate()).isEqualTo(1 / 3.0);
    assertThat(metrics.auc()).isNaN();
  }

  @Test
  void lossesWithALinkAreJudgedByTheMeanAndTheDeviance() {
    DenseRows rows = DenseRows.of(3, 1, new double[] {-1, 0.5, 2});
    double[] theta = {0.7};
    double[] y = {1, 3, 2};
    double[] c = {1, 2, 0.5};
    Block block = Block.of(0, rows, y, c);
    double poisson = 0;
    double gamma = 0;
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double mean = Math.exp(0.7 * rows.dot(i, new double[] {1}, 0));
      poisson += c[i] * 2 * (y[i] * Math.log(y[i] / mean) - y[i] + mean) / 3.5;
      gamma += c[i] * 2 * (Math.log(mean / y[i]) + y[i] / mean - 1) / 3.5;
      squares += c[i] * (y[i] - mean) * (y[i] - mean) / 3.5;
    }
    Objective counts = LinearObjective.of(Losses.byName("poisson"), 1, false);
    MetricsSum sum = MetricsSum.of(counts, block, theta);
    assertThat(sum.metrics(5).deviance()).isCloseTo(poisson, within(1e-14));
    assertThat(sum.metrics(0).objective()).isCloseTo(poisson / 2, within(1e-14));
    assertThat(sum.metrics(0).rmse()).isCloseTo(Math.sqrt(squares), within(1e-14));
    assertThat(sum.merge(MetricsSum.of(counts, block, theta)).metrics(0).deviance())
        .isCloseTo(poisson, within(1e-14));
    Objective amounts = LinearObjective.of(Losses.byName("gamma"), 1, false);
    assertThat(MetricsSum.of(amounts, block, theta).metrics(5).deviance())
        .isCloseTo(gamma, within(1e-14));
    Objective squared = LinearObjective.of(Losses.byName("squared"), 1, false);
    assertThat(MetricsSum.of(squared, block, theta).metrics(5).deviance()).isNaN();
    assertThatThrownBy(() -> sum.merge(MetricsSum.of(squared, block, theta)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LABEL_SETS", mode = EnumSource.Mode.EXCLUDE)
  void travelsUnderBothSerializers(Kind kind) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.registrationRequired", "true")
            .registerKryoClasses(
                new Class<?>[] {
                  MetricsSum.class,
                  Kind.class,
                  LabelCounts.class,
                  LossSum.class,
                  RankCurve.class,
                  ResidualSum.class,
                  double[].class
                });
    for (Serializer serializer : List.of(new JavaSerializer(conf), new KryoSerializer(conf))) {
      SerializerInstance instance = serializer.newInstance();
      Data data = Data.random(kind, 50, new Random(1));
      var tag = scala.reflect.ClassTag$.MODULE$.<MetricsSum>apply(MetricsSum.class);
      MetricsSum there = instance.deserialize(instance.serialize(data.sum(true), tag), tag);
      assertThat(bits(there.metrics(0))).isEqualTo(bits(data.sum(true).metrics(0)));
      assertThat(bits(there.merge(data.sum(true)).metrics(0)))
          .isEqualTo(bits(data.sum(true).merge(data.sum(true)).metrics(0)));
    }
  }
}
