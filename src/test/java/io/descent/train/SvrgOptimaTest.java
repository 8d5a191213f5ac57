package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.objective.ExpectileLoss;
import io.descent.objective.GradientSum;
import io.descent.objective.HuberLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.SoftmaxObjective;
import io.descent.objective.SquaredEpsilonInsensitiveLoss;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps of reduced variance at the rate of their own choice come within 10⁻⁸ of the optimum that an
 * independent solver finds; {@code reference/loss_optima.py} made the numbers.
 */
class SvrgOptimaTest {
  private static final double NEAR = 1e-8;

  private static final JsonNode REFERENCE = reference();

  /** Those with a derivative. */
  private static final Set<String> LOSSES =
      Set.of(
          "logistic",
          "squared-hinge",
          "modified-huber",
          "squared",
          "huber",
          "squared-epsilon-insensitive",
          "expectile",
          "poisson",
          "gamma",
          "multinomial",
          "one-versus-rest logistic");

  /**
   * Iterations of spark.ml's L-BFGS, or OWL-QN, to within 10⁻⁸, by data, λ₁ and λ₂, and the
   * evaluation at its start: {@code VarianceBench}.
   */
  private static final Map<String, Integer> L_BFGS =
      Map.ofEntries(
          Map.entry("breast-cancer logistic 0.0 0.0", 72),
          Map.entry("breast-cancer logistic 0.01 0.0", 72),
          Map.entry("breast-cancer logistic 0.0 0.01", 20),
          Map.entry("breast-cancer logistic 0.01 0.01", 24),
          Map.entry("diabetes squared 0.0 0.0", 18),
          Map.entry("diabetes squared 1.0 0.0", 34),
          Map.entry("diabetes squared 0.0 0.1", 14),
          Map.entry("diabetes squared 1.0 0.1", 20));

  private static JsonNode reference() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/test/resources/reference/loss_optima.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On the smaller files. */
  static List<JsonNode> problems() {
    List<JsonNode> problems = new ArrayList<>();
    for (JsonNode problem : REFERENCE.get("problems")) {
      if (!problem.get("data").asText().equals("a9a")
          && LOSSES.contains(problem.get("loss").asText())) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** Those that a bound and a penalty make fit for corrected updates alone. */
  static List<JsonNode> wellConditioned() {
    return problems().stream()
        .filter(p -> Set.of("squared", "logistic").contains(p.get("loss").asText()))
        .filter(p -> p.get("l2").asDouble() > 0)
        .toList();
  }

  private static ReferenceData data(JsonNode problem) throws IOException {
    JsonNode file = REFERENCE.get("files").get(problem.get("data").asText());
    return ReferenceData.table(
        Path.of(file.get("path").asText()), problem.path("columns").asInt(Integer.MAX_VALUE));
  }

  private static Objective objective(JsonNode problem, ReferenceData data) {
    String loss = problem.get("loss").asText();
    JsonNode parameter = REFERENCE.get("parameters").path(loss);
    int width = data.width();
    return switch (loss) {
      case "multinomial" -> SoftmaxObjective.of(data.classes(), width, true);
      case "one-versus-rest logistic" ->
          OneVersusRestObjective.of(new LogisticLoss(), data.classes(), width, true);
      case "huber" -> LinearObjective.of(HuberLoss.of(parameter.asDouble()), width, true);
      case "expectile" -> LinearObjective.of(ExpectileLoss.of(parameter.asDouble()), width, true);
      case "squared-epsilon-insensitive" ->
          LinearObjective.of(SquaredEpsilonInsensitiveLoss.of(parameter.asDouble()), width, true);
      default -> LinearObjective.of(Losses.byName(loss), width, true);
    };
  }

  private static Penalty penalty(JsonNode problem) {
    return ElasticNet.of(problem.get("l1").asDouble(), problem.get("l2").asDouble());
  }

  /** Passes over the rows until F was near, the one that showed it included. */
  private static long passes(JsonNode problem, int shards, boolean secondOrder, int steps)
      throws IOException {
    ReferenceData data = data(problem);
    Objective objective = objective(problem, data);
    Penalty penalty = penalty(problem);
    double optimum = problem.get("objective").asDouble();
    long rows = data.labels().length;
    try (LocalEngine engine = LocalEngine.of(2)) {
      ShardedBlocks blocks = engine.blocks(data.blocks(shards));
      Smoothness smoothness = Smoothness.of(blocks, objective, penalty);
      double rate = smoothness.bound() < Double.POSITIVE_INFINITY ? 1 / smoothness.bound() : 0.1;
      Svrg plain = Svrg.of(blocks, objective, rate, penalty, 1, rows, 1);
      Svrg source = secondOrder ? plain.guarded(smoothness) : plain;
      long[] passes = {-1};
      long[] before = {0};
      List<Double> course = new ArrayList<>();
      Trainer.of(
              source.synchronising(new Sgd()),
              LearningRates.constant(1),
              penalty,
              StopRule.steps(steps))
          .train(
              source,
              source.start(new double[objective.layout().dimension()]),
              step -> {
                // The objective of a step is that of all rows where it began.
                course.add((step.objective() - optimum) / optimum);
                if (passes[0] < 0 && course.get(course.size() - 1) <= NEAR) {
                  passes[0] = before[0] / rows + 1;
                }
                before[0] = step.rows();
              });
      assertThat(course.get(course.size() - 1)).as("%s", course).isBetween(-1e-10, NEAR);
      return passes[0];
    }
  }

  @ParameterizedTest
  @MethodSource("wellConditioned")
  void correctedUpdatesComeWithinTenToTheMinusEight(JsonNode problem) throws IOException {
    boolean easy = problem.get("loss").asText().equals("squared");
    assertThat(passes(problem, 4, false, easy ? 60 : 4000)).isLessThanOrEqualTo(easy ? 60 : 8000);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void takeFewerPassesThanLbfgs(JsonNode problem) throws IOException {
    String name =
        String.join(
            " ",
            problem.get("data").asText(),
            problem.get("loss").asText(),
            problem.get("l1").asText(),
            problem.get("l2").asText());
    for (int shards : new int[] {1, 8}) {
      // Second derivatives of as many parameters as digits have take a quarter of a second.
      int steps = problem.get("data").asText().equals("digits") ? 5 : 40;
      long passes = passes(problem, shards, true, steps);
      assertThat(passes).as(name).isLessThan(L_BFGS.getOrDefault(name, 100));
    }
  }

  /** Those without L1, from nothing, from the point of another penalty, and from other rows. */
  static List<JsonNode> smooth() {
    return problems().stream().filter(p -> p.get("l1").asDouble() == 0).toList();
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void pointsOneAfterAnother(JsonNode problem) throws IOException {
    ReferenceData data = data(problem);
    Objective objective = objective(problem, data);
    Penalty penalty = penalty(problem);
    double optimum = problem.get("objective").asDouble();
    double[] zero = new double[objective.layout().dimension()];
    try (LocalEngine engine = LocalEngine.of(2)) {
      ShardedBlocks blocks = engine.blocks(data.blocks(4));
      ShardedBlocks half = engine.blocks(data.blocks(4).subList(0, 2));
      Optimum points = Optimum.of(objective, 1);
      double[] first = points.least(blocks, penalty, zero);
      assertThat(points.passes()).isLessThan(100);
      double[] other = points.least(blocks, ElasticNet.of(0, 0.1), first);
      double[] fewer = points.least(half, penalty, other);
      double[] again = points.least(blocks, penalty, fewer);
      assertThat(points.passes()).isLessThan(100);
      double[] same = points.least(blocks, penalty, again);
      assertThat(points.passes()).isLessThanOrEqualTo(3);
      for (double[] found : List.of(first, again, same)) {
        double value = value(blocks, objective, penalty, found);
        assertThat((value - optimum) / optimum).isBetween(-1e-10, 1e-7);
      }
      assertThat(value(blocks, objective, penalty, other)).isGreaterThan(optimum * (1 - NEAR));
    }
  }

  private static double value(
      ShardedBlocks blocks, Objective objective, Penalty penalty, double[] theta) {
    GradientSum sum =
        SampledGradient.of(blocks, objective, new FullSampler(), 0).fullGradient(theta);
    return SlicedPenalty.of(penalty, objective.layout())
        .objective(Objects.requireNonNull(sum), theta);
  }
}
