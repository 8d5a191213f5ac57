package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.objective.EpsilonInsensitiveLoss;
import io.descent.objective.ExpectileLoss;
import io.descent.objective.HuberLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.Loss;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.OneVersusRestObjective;
import io.descent.objective.QuantileLoss;
import io.descent.objective.SoftmaxObjective;
import io.descent.objective.SquaredEpsilonInsensitiveLoss;
import io.descent.optim.Ftrl;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Momentum;
import io.descent.optim.Nesterov;
import io.descent.optim.UpdateRule;
import io.descent.optim.rate.Exponential;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every convex loss with every penalty comes within 10⁻⁶ of the optimum that an independent solver
 * finds; {@code reference/loss_optima.py} made the numbers. Losses with a derivative are trained
 * with Nesterov's rule at a constant rate of 1/L, losses made of lines with heavy-ball momentum at
 * a rate that falls geometrically; a method of subgradients with such rates converges
 * geometrically, too, where the optimum is sharp (Goffin 1977). How near each came is in {@code
 * target/loss-penalty-optima.txt}.
 */
class LossPenaltyOptimaTest {
  private static final Path TABLE = Path.of("target/loss-penalty-optima.txt");

  /** The environment variable that names the file a9a, which is not shipped. */
  private static final String A9A = "DESCENT_A9A";

  private static final double TOLERANCE = 1e-6;

  /** So near that weights which are 0 at the optimum are 0. */
  private static final double ENOUGH = 1e-9;

  private static final Set<String> LINES =
      Set.of("hinge", "perceptron", "epsilon-insensitive", "quantile");

  private static final Set<String> ILL_CONDITIONED = Set.of("breast-cancer", "a9a");

  private static final JsonNode REFERENCE = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/test/resources/reference/loss_optima.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<JsonNode> shipped() {
    return problems(false);
  }

  static List<JsonNode> problemsOnA9a() {
    return problems(true);
  }

  private static List<JsonNode> problems(boolean onA9a) {
    List<JsonNode> problems = new ArrayList<>();
    for (JsonNode problem : REFERENCE.get("problems")) {
      if (problem.get("data").asText().equals("a9a") == onA9a) {
        problems.add(problem);
      }
    }
    return problems;
  }

  @BeforeAll
  static void begin() throws IOException {
    Files.createDirectories(TABLE.toAbsolutePath().getParent());
    Files.writeString(
        TABLE, "data, columns, loss, l1, l2, steps, optimum, (reached - optimum)/optimum\n");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void comesWithinAMillionth(JsonNode problem) throws IOException {
    JsonNode file = REFERENCE.get("files").get(problem.get("data").asText());
    comesNear(
        problem,
        ReferenceData.table(
            Path.of(file.get("path").asText()), problem.path("columns").asInt(Integer.MAX_VALUE)),
        file);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("problemsOnA9a")
  void comesWithinAMillionthOnA9a(JsonNode problem) throws IOException {
    String path = System.getenv(A9A);
    assumeThat(path).describedAs("%s names the file a9a of the LIBSVM collection", A9A).isNotNull();
    comesNear(problem, ReferenceData.libsvm(Path.of(path)), REFERENCE.get("files").get("a9a"));
  }

  static List<JsonNode> withL1() {
    return shipped().stream()
        .filter(problem -> Set.of("logistic", "squared").contains(problem.get("loss").asText()))
        .filter(problem -> problem.get("l1").asDouble() > 0)
        .toList();
  }

  /** FTRL-proximal keeps weights at exactly 0 that are 0 at the optimum, and no others. */
  @ParameterizedTest
  @MethodSource("withL1")
  void theProximalLeaderHasTheSupportOfTheOptimum(JsonNode problem) throws IOException {
    ReferenceData data =
        ReferenceData.table(
            Path.of(REFERENCE.get("files").get(problem.get("data").asText()).get("path").asText()),
            problem.path("columns").asInt(Integer.MAX_VALUE));
    Course course = new Course(Ftrl.of(1), LearningRates.constant(20), 20_000, 100_000);
    Reached reached = Reached.by(problem, data, course);
    assertThat(reached.excess).isBetween(-1e-10, TOLERANCE);
    assertThat(reached.support(data.width())).isEqualTo(supports(problem));
  }

  /** Of an incomplete table nobody would notice what is missing. */
  @Test
  void everyLossIsInTheReference() {
    List<String> losses = new ArrayList<>();
    shipped().forEach(problem -> losses.add(problem.get("loss").asText()));
    assertThat(losses).containsAll(Losses.all().stream().map(Loss::name).toList());
  }

  private static void comesNear(JsonNode problem, ReferenceData data, JsonNode file)
      throws IOException {
    assertThat(data.sha256()).isEqualTo(file.get("sha256").asText());
    Reached reached = Reached.by(problem, data);
    Files.writeString(
        TABLE,
        String.format(
            Locale.ROOT,
            "%s, %d, %s, %s, %s, %d, %s, %.2e%n",
            problem.get("data").asText(),
            data.width(),
            problem.get("loss").asText(),
            problem.get("l1").asText(),
            problem.get("l2").asText(),
            reached.steps,
            problem.get("objective").asText(),
            reached.excess),
        StandardOpenOption.APPEND);
    assertThat(reached.excess).isBetween(-1e-10, TOLERANCE);
    if (problem.has("support") && hasExactZeros(problem)) {
      assertThat(reached.support(data.width())).isEqualTo(supports(problem));
    }
  }

  /**
   * The perceptron's subgradient at 0 is not 0, so that its weights end near 0, not at 0; the hinge
   * on a9a has not put all its small weights to 0 after 12,000 steps.
   */
  private static boolean hasExactZeros(JsonNode problem) {
    String loss = problem.get("loss").asText();
    boolean large = problem.get("data").asText().equals("a9a");
    return !loss.equals("perceptron") && !(large && LINES.contains(loss));
  }

  private static List<List<Integer>> supports(JsonNode problem) {
    List<List<Integer>> supports = new ArrayList<>();
    for (JsonNode row : problem.get("support")) {
      List<Integer> support = new ArrayList<>();
      row.forEach(column -> support.add(column.asInt()));
      supports.add(support);
    }
    return supports;
  }

  /**
   * How a problem is trained.
   *
   * @param run steps after which one looks how near it is
   * @param limit steps after which it must be near
   */
  private record Course(UpdateRule rule, LearningRate rate, long run, long limit) {
    static Course of(JsonNode problem, ReferenceData data) {
      String loss = problem.get("loss").asText();
      if (LINES.contains(loss)) {
        long steps = data.labels().length > 10_000 ? 12_000 : 30_000;
        // The rate times 1/(1 - μ), what a constant gradient gets, falls from 100 to 10⁻⁶.
        return new Course(Momentum.of(0.99), new Exponential(1, 1e-8, steps, 0, 0), steps, steps);
      }
      double mu = ILL_CONDITIONED.contains(problem.get("data").asText()) ? 0.99 : 0.95;
      double steepest = curvature(loss) * data.largestEigenvalue() + problem.get("l2").asDouble();
      return new Course(Nesterov.of(mu), LearningRates.constant(1 / steepest), 250, 40_000);
    }

    Trainer trainer(JsonNode problem, long steps) {
      return Trainer.of(
          rule,
          rate,
          ElasticNet.of(problem.get("l1").asDouble(), problem.get("l2").asDouble()),
          StopRule.steps(steps));
    }
  }

  private record Reached(double[] theta, long steps, double excess, int rows) {
    static Reached by(JsonNode problem, ReferenceData data) {
      return by(problem, data, Course.of(problem, data));
    }

    static Reached by(JsonNode problem, ReferenceData data, Course course) {
      String loss = problem.get("loss").asText();
      double optimum = problem.get("objective").asDouble();
      // The perceptron's optimum is 0; its losses are of the size of the other binary ones.
      double unit = optimum == 0 ? 1 : optimum;
      Objective objective = objective(loss, data);
      double[] start = new double[objective.layout().dimension()];
      if (loss.equals("poisson") || loss.equals("gamma")) {
        // From 0, a first step is as large as the labels, and e to its power is not finite.
        start[data.width()] = Math.log(data.meanLabel());
      }
      try (LocalEngine engine = LocalEngine.of(1)) {
        SampledGradient source =
            SampledGradient.of(engine.blocks(data.blocks()), objective, new FullSampler(), 1);
        Trainer trainer = course.trainer(problem, course.run());
        TrainResult result = trainer.train(source, start, StepListener.none());
        double excess = excess(source, trainer, result, optimum, unit);
        while (excess > ENOUGH && result.steps() < course.limit()) {
          trainer = course.trainer(problem, result.steps() + course.run());
          result = trainer.resume(source, result.checkpoint(), StepListener.none());
          excess = excess(source, trainer, result, optimum, unit);
        }
        int weights = objective.layout().slices().get(0).size();
        return new Reached(result.theta(), result.steps(), excess, weights / data.width());
      }
    }

    private static double excess(
        SampledGradient source, Trainer trainer, TrainResult result, double optimum, double unit) {
      double reached =
          source.evaluate(result.theta()).mean() + trainer.penalty(source.layout(), result.theta());
      return (reached - optimum) / unit;
    }

    List<List<Integer>> support(int width) {
      List<List<Integer>> supports = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        List<Integer> support = new ArrayList<>();
        for (int j = 0; j < width; j++) {
          if (theta[row * width + j] != 0) {
            support.add(j);
          }
        }
        supports.add(support);
      }
      return supports;
    }
  }

  private static Objective objective(String name, ReferenceData data) {
    return switch (name) {
      case "multinomial" -> SoftmaxObjective.of(data.classes(), data.width(), true);
      case "one-versus-rest logistic" ->
          OneVersusRestObjective.of(new LogisticLoss(), data.classes(), data.width(), true);
      default -> LinearObjective.of(loss(name), data.width(), true);
    };
  }

  private static Loss loss(String name) {
    double parameter = REFERENCE.get("parameters").path(name).asDouble();
    return switch (name) {
      case "huber" -> HuberLoss.of(parameter);
      case "epsilon-insensitive" -> EpsilonInsensitiveLoss.of(parameter);
      case "squared-epsilon-insensitive" -> SquaredEpsilonInsensitiveLoss.of(parameter);
      case "quantile" -> QuantileLoss.of(parameter);
      case "expectile" -> ExpectileLoss.of(parameter);
      default -> Losses.byName(name);
    };
  }

  /** A bound on the second derivative in z, near the optimum for those that have none. */
  private static double curvature(String name) {
    return switch (name) {
      case "logistic", "one-versus-rest logistic" -> 0.25;
      case "multinomial" -> 0.5;
      case "squared", "huber" -> 1;
      case "expectile" -> 1.6;
      case "squared-hinge", "modified-huber", "squared-epsilon-insensitive" -> 2;
      case "gamma" -> 4;
      case "poisson" -> 400;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
