package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.error.UserException;
import io.descent.objective.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small trainings with every loss. With one 0/1 feature a group and no intercept, the optimal
 * weight of a group is that of its labels alone, and a search in one dimension finds it.
 */
class LossTrainingTest {
  private static final double[] NUMBERS = {-3, 0.5, 1, 1.25, 2, 7, 30};
  private static final double[] OTHERS = {4, -1, -1.5, -6, -2};
  private static final double[] COUNTS = {0, 1, 1, 2, 5, 0, 3};
  private static final double[] MORE_COUNTS = {0, 0, 1, 0};
  private static final double[] AMOUNTS = {0.2, 3, 1.5, 0.9};
  private static final double[] MORE_AMOUNTS = {10, 4, 7};
  private static final double[] MOSTLY = {1, 1, 1, 0};
  private static final double[] RARELY = {0, 0, 0, 0, 1};

  /**
   * A loss by its formula ℓ(z, y).
   *
   * @param tolerance of a weight: a kink is approached by steps of shrinking size only
   */
  private record Case(
      String loss,
      String option,
      double parameter,
      DoubleBinaryOperator formula,
      double[] first,
      double[] second,
      double tolerance) {
    @Override
    public String toString() {
      return loss + " " + parameter;
    }

    boolean smooth() {
      return tolerance < 1e-3;
    }

    DescentBuilder builder() {
      DescentBuilder builder = Descent.builder().loss(loss);
      return option.isEmpty()
          ? builder
          : builder.set(TrainOption.named(option), Double.toString(parameter));
    }
  }

  private static Case numbers(
      String loss, String option, double parameter, DoubleBinaryOperator formula, boolean smooth) {
    return new Case(loss, option, parameter, formula, NUMBERS, OTHERS, smooth ? 1e-6 : 0.05);
  }

  private static Case binary(String loss, DoubleUnaryOperator formula, boolean smooth) {
    return new Case(
        loss,
        "",
        0,
        (z, y) -> formula.applyAsDouble(y == 1 ? z : -z),
        MOSTLY,
        RARELY,
        smooth ? 1e-6 : 0.05);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double positive(double x) {
    return Math.max(0, x);
  }

  static Stream<Case> cases() {
    return Stream.of(
        numbers("squared", "", 0, (z, y) -> square(z - y) / 2, true),
        numbers(
            "huber",
            "huber-delta",
            2,
            (z, y) -> Math.abs(z - y) <= 2 ? square(z - y) / 2 : 2 * Math.abs(z - y) - 2,
            true),
        numbers(
            "epsilon-insensitive",
            "epsilon",
            0.3,
            (z, y) -> positive(Math.abs(z - y) - 0.3),
            false),
        numbers(
            "squared-epsilon-insensitive",
            "epsilon",
            0.3,
            (z, y) -> square(positive(Math.abs(z - y) - 0.3)),
            true),
        numbers("quantile", "quantile", 0.5, (z, y) -> Math.abs(z - y) / 2, false),
        numbers(
            "quantile", "quantile", 0.9, (z, y) -> y > z ? 0.9 * (y - z) : 0.1 * (z - y), false),
        numbers("expectile", "expectile", 0.8, (z, y) -> (y > z ? 0.8 : 0.2) * square(z - y), true),
        new Case("poisson", "", 0, (z, y) -> Math.exp(z) - y * z, COUNTS, MORE_COUNTS, 1e-6),
        new Case("gamma", "", 0, (z, y) -> y * Math.exp(-z) + z, AMOUNTS, MORE_AMOUNTS, 1e-6),
        binary("logistic", m -> Math.log1p(Math.exp(-m)), true),
        binary("hinge", m -> positive(1 - m), false),
        binary("squared-hinge", m -> square(positive(1 - m)), true),
        binary("modified-huber", m -> m < -1 ? -4 * m : square(positive(1 - m)), true),
        binary("perceptron", m -> positive(-m), false));
  }

  @Test
  void everyLossHasACase() {
    assertThat(Losses.all()).allMatch(l -> cases().anyMatch(c -> c.loss.equals(l.name())));
  }

  private static List<LabeledVector> rows(Case c) {
    List<LabeledVector> rows = new ArrayList<>();
    for (double y : c.first) {
      rows.add(LabeledVector.of(y, Vectors.dense(1, 0)));
    }
    for (double y : c.second) {
      rows.add(LabeledVector.of(y, Vectors.dense(0, 1)));
    }
    return rows;
  }

  /** Where the sum of a convex formula over some labels is least. */
  private static double argmin(DoubleBinaryOperator formula, double[] labels) {
    double low = -50;
    double high = 50;
    for (int i = 0; i < 300; i++) {
      double a = low + (high - low) / 3;
      double b = high - (high - low) / 3;
      double atA = Arrays.stream(labels).map(y -> formula.applyAsDouble(a, y)).sum();
      double atB = Arrays.stream(labels).map(y -> formula.applyAsDouble(b, y)).sum();
      low = atA > atB ? a : low;
      high = atA > atB ? high : b;
    }
    return (low + high) / 2;
  }

  private static double sum(DoubleBinaryOperator formula, double z, double[] labels) {
    return Arrays.stream(labels).map(y -> formula.applyAsDouble(z, y)).sum();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reachesTheOptimum(Case c) {
    TrainedModel trained =
        c.builder()
            .optimizer("sgd")
            .sampling("full")
            .steps(6000)
            .rate(c.smooth() ? 0.2 : 10)
            .schedule(c.smooth() ? "constant" : "inverse-sqrt")
            .intercept(false)
            .storage("double")
            .shards(2)
            .build()
            .train(rows(c));
    double[] weights = trained.model().weights();
    double[][] labels = {c.first, c.second};
    for (int g = 0; g < 2; g++) {
      double best = argmin(c.formula, labels[g]);
      if (c.smooth()) {
        // A search that compares values knows a minimum to the root of their precision.
        assertThat(weights[g]).isCloseTo(best, within(c.tolerance));
      }
      assertThat(sum(c.formula, weights[g], labels[g]))
          .isBetween(
              sum(c.formula, best, labels[g]) - 1e-9,
              sum(c.formula, best, labels[g]) + c.tolerance);
    }
  }

  private static List<LabeledVector> line(int count, long seed) {
    Random random = new Random(seed);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble();
      double y = 1 + 2 * x + (0.2 + x) * -Math.log(random.nextDouble());
      rows.add(LabeledVector.of(y, Vectors.dense(x)));
    }
    return rows;
  }

  @Test
  void aQuantileCoversItsShareOfTheRows() {
    List<LabeledVector> rows = line(2000, 4);
    for (double tau : new double[] {0.1, 0.5, 0.9}) {
      Model model =
          Descent.builder()
              .loss("quantile")
              .quantile(tau)
              .optimizer("sgd")
              .sampling("full")
              .steps(5000)
              .rate(5)
              .schedule("inverse-sqrt")
              .build()
              .train(rows)
              .model();
      long below =
          rows.stream().filter(row -> row.label() <= model.predict(row.features())).count();
      long right =
          rows.stream()
              .filter(row -> row.features().apply(0) > 0.5)
              .filter(row -> row.label() <= model.predict(row.features()))
              .count();
      long all = rows.stream().filter(row -> row.features().apply(0) > 0.5).count();
      assertThat(below / 2000.0).as("τ %s, seed 4", tau).isCloseTo(tau, within(0.015));
      assertThat((double) right / all).as("τ %s, seed 4", tau).isCloseTo(tau, within(0.04));
    }
  }

  @Test
  void ratesAndAmountsAreRecoveredAndPredictedAsMeans() {
    Random random = new Random(6);
    List<LabeledVector> counts = new ArrayList<>();
    List<LabeledVector> amounts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double x = 2 * random.nextDouble() - 1;
      double mean = Math.exp(0.3 + 0.8 * x);
      int count = -1;
      for (double p = 1, end = Math.exp(-mean); p > end; p *= random.nextDouble()) {
        count++;
      }
      counts.add(LabeledVector.of(count, Vectors.dense(x)));
      amounts.add(LabeledVector.of(-mean * Math.log(random.nextDouble()), Vectors.dense(x)));
    }
    for (String loss : List.of("poisson", "gamma")) {
      TrainedModel trained =
          Descent.builder()
              .loss(loss)
              .sampling("full")
              .steps(400)
              .rate(0.1)
              .build()
              .train(loss.equals("poisson") ? counts : amounts);
      Model model = trained.model();
      assertThat(model.weights()[0]).as("%s, seed 6", loss).isCloseTo(0.8, within(0.04));
      assertThat(model.intercepts()[0]).as("%s, seed 6", loss).isCloseTo(0.3, within(0.03));
      double margin = model.margins(Vectors.dense(0.5))[0];
      assertThat(model.predict(Vectors.dense(0.5)) / Math.exp(margin)).isCloseTo(1, within(1e-15));
      assertThat(trained.train().deviance())
          .isCloseTo(2 * trained.train().objective(), within(1e-15));
    }
  }

  /** Its objective is 0 at the start, which is no measure of divergence. */
  @Test
  void aPerceptronLeavesZero() {
    List<LabeledVector> rows = new ArrayList<>();
    Random random = new Random(8);
    while (rows.size() < 200) {
      double x = 20 * random.nextGaussian();
      double y = 20 * random.nextGaussian();
      if (Math.abs(x - 2 * y) > 4) {
        rows.add(LabeledVector.of(x > 2 * y ? 1 : -1, Vectors.dense(x, y)));
      }
    }
    for (String sampling : List.of("full", "single")) {
      TrainedModel trained =
          Descent.builder()
              .loss("perceptron")
              .optimizer("sgd")
              .sampling(sampling)
              .steps(20_000)
              .rate(1)
              .build()
              .train(rows);
      assertThat(trained.train().errorRate()).as("%s, seed 8", sampling).isZero();
      assertThat(trained.train().objective()).isZero();
    }
  }

  @Test
  void parametersGoWithTheModel(@TempDir java.nio.file.Path folder) {
    for (Case c : cases().toList()) {
      String path = folder.resolve(c.toString()).toString();
      TrainedModel trained = c.builder().model(path).steps(5).build().train(rows(c));
      Model loaded = Model.load(path);
      assertThat(loaded.loss()).isEqualTo(c.loss);
      assertThat(loaded.lossParameters()).isEqualTo(trained.model().lossParameters());
      if (!c.option.isEmpty()) {
        assertThat(loaded.lossParameters()).containsOnlyKeys(c.option).containsValue(c.parameter);
      }
      assertThat(loaded.predict(Vectors.dense(1, 0)))
          .isEqualTo(trained.model().predict(Vectors.dense(1, 0)));
    }
  }

  @Test
  void wrongParametersAreRefusedWhenSetUp() {
    assertThatThrownBy(() -> Descent.builder().loss("quantile").quantile(1.5).build())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--quantile takes a number in (0, 1), got '1.5'");
    assertThatThrownBy(() -> Descent.builder().loss("expectile").expectile(Double.NaN).build())
        .hasMessageContaining("--expectile takes a number in (0, 1), got 'NaN'");
    assertThatThrownBy(() -> Descent.builder().loss("squared").huberDelta(2).build())
        .hasMessageContaining("--huber-delta does not apply to --loss squared");
    assertThatThrownBy(() -> Descent.builder().loss("multinomial").epsilon(2).build())
        .hasMessageContaining("--epsilon does not apply to --loss multinomial");
  }
}
