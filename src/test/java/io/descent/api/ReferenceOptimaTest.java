package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against the optima that an independent solver finds; {@code reference/optima.py} made the
 * numbers.
 */
class ReferenceOptimaTest {
  static List<JsonNode> problems() throws IOException {
    List<JsonNode> problems = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("src/test/resources/reference/optima.json").toFile())
        .get("problems")
        .forEach(problems::add);
    return problems;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void reachesTheOptimum(JsonNode problem) {
    String loss = problem.get("loss").asText();
    TrainedModel trained =
        Descent.builder()
            .data(problem.get("data").asText())
            .label("target")
            .loss(loss)
            .engine("local")
            .storage("double")
            .l1(problem.get("l1").asDouble())
            .l2(problem.get("l2").asDouble())
            .sampling("full")
            .optimizer("nesterov")
            .momentum(0.99)
            .rate(loss.equals("multinomial") ? 0.3 : 0.1)
            .steps(4000)
            .build()
            .train();
    double optimum = problem.get("objective").asDouble();
    double reached = trained.train().objective();
    assertThat((reached - optimum) / optimum).isBetween(-1e-12, 1e-6);
    List<Model.Weight> largest = trained.model().largestWeights(1000);
    JsonNode weights = problem.get("weights");
    double biggest = 0;
    int nonZero = 0;
    for (JsonNode row : weights) {
      for (JsonNode weight : row) {
        biggest = Math.max(biggest, Math.abs(weight.asDouble()));
        nonZero += weight.asDouble() != 0 ? 1 : 0;
      }
    }
    assertThat(Math.abs(largest.get(0).scaled())).isCloseTo(biggest, within(1e-3 * biggest));
    assertThat(largest).hasSize(nonZero);
  }
}
