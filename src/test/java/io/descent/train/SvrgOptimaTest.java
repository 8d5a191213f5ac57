package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.objective.HuberLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.Penalty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps of reduced variance at the rate of their own choice come within 10⁻⁸ of the optimum that an
 * independent solver finds; {@code reference/loss_optima.py} made the numbers.
 */
class SvrgOptimaTest {
  private static final double NEAR = 1e-8;

  private static final Set<String> LOSSES =
      Set.of("logistic", "squared-hinge", "modified-huber", "squared", "huber");

  private static JsonNode reference() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/test/resources/reference/loss_optima.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those with a bound, on the smaller files, that a penalty keeps from being ill-conditioned. */
  static List<JsonNode> problems() {
    List<JsonNode> problems = new ArrayList<>();
    for (JsonNode problem : reference().get("problems")) {
      boolean penalised = problem.get("l2").asDouble() > 0;
      if (!problem.get("data").asText().equals("a9a")
          && LOSSES.contains(problem.get("loss").asText())
          && (penalised || problem.get("loss").asText().equals("squared"))) {
        problems.add(problem);
      }
    }
    return problems;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void comesWithinTenToTheMinusEight(JsonNode problem) throws IOException {
    JsonNode root = reference();
    String loss = problem.get("loss").asText();
    ReferenceData data =
        ReferenceData.table(
            Path.of(root.get("files").get(problem.get("data").asText()).get("path").asText()),
            problem.path("columns").asInt(Integer.MAX_VALUE));
    Objective objective =
        LinearObjective.of(
            loss.equals("huber")
                ? HuberLoss.of(root.get("parameters").get("huber").asDouble())
                : Losses.byName(loss),
            data.width(),
            true);
    Penalty penalty = ElasticNet.of(problem.get("l1").asDouble(), problem.get("l2").asDouble());
    double optimum = problem.get("objective").asDouble();
    try (LocalEngine engine = LocalEngine.of(1)) {
      ShardedBlocks blocks = engine.blocks(data.blocks());
      double rate = 1 / Smoothness.bound(blocks, objective, penalty);
      Svrg source = Svrg.of(blocks, objective, rate, penalty, 1, data.labels().length, 1);
      // The objective of a step is that of all rows where it began.
      List<Double> course = new ArrayList<>();
      Trainer.of(
              source.synchronising(new Sgd()),
              LearningRates.constant(1),
              penalty,
              StopRule.steps(4000))
          .train(
              source, source.start(new double[data.width() + 1]), s -> course.add(s.objective()));
      double last = course.get(course.size() - 1);
      assertThat((last - optimum) / optimum).isBetween(-1e-10, NEAR);
      long rounds = course.stream().takeWhile(f -> (f - optimum) / optimum > NEAR).count();
      boolean easy = loss.equals("squared") && penalty.value(new double[] {1}, 0, 1) > 0;
      assertThat(2 * rounds).as("passes").isLessThanOrEqualTo(easy ? 60 : 8000);
    }
  }
}
