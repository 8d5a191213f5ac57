package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.data.input.InputSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.evaluate.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Penalties from their options to saved weights, against the optima of {@code
 * reference/penalties.py}.
 */
class PenaltiesTest {
  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static List<JsonNode> problems() throws IOException {
    List<JsonNode> problems = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("src/test/resources/reference/penalties.json").toFile())
        .get("problems")
        .forEach(problems::add);
    return problems;
  }

  /** A rule, and a problem of penalties. */
  private record Pair(String rule, JsonNode problem) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(rule);
      for (Map.Entry<String, JsonNode> entry : problem.properties()) {
        if (entry.getValue().isValueNode()) {
          text.append(' ').append(entry.getKey()).append('=').append(entry.getValue().asText());
        }
      }
      return text.toString();
    }
  }

  static List<Pair> pairs() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (JsonNode problem : problems()) {
      boolean large = problem.get("data").asText().equals("digits");
      for (String rule :
          large ? List.of("nesterov") : List.of("sgd", "momentum", "nesterov", "ema-momentum")) {
        pairs.add(new Pair(rule, problem));
      }
    }
    return pairs;
  }

  private String csv(JsonNode pairs, String what) throws IOException {
    StringBuilder text = new StringBuilder("feature," + what + "\n");
    pairs.properties().forEach(e -> text.append(e.getKey() + "," + e.getValue().asText() + "\n"));
    return file(what + "s.csv", text.toString());
  }

  private DescentBuilder builder(Pair pair) throws IOException {
    JsonNode problem = pair.problem;
    boolean large = problem.get("data").asText().equals("digits");
    boolean mean = pair.rule.equals("ema-momentum");
    boolean plain = pair.rule.equals("sgd");
    DescentBuilder builder =
        Descent.builder()
            .data("data/" + problem.get("data").asText() + ".csv")
            .label("target")
            .loss(large ? "multinomial" : "squared")
            .engine("local")
            .storage("double")
            .sampling("full")
            .optimizer(pair.rule)
            .rate(plain || mean ? 0.4 : 0.1)
            .steps(large ? 1500 : plain ? 10_000 : 3000)
            .reportEvery(1_000_000);
    if (!plain) {
      builder.momentum(large ? 0.98 : 0.9);
    }
    for (Map.Entry<String, JsonNode> entry : problem.properties()) {
      TrainOption option = TrainOption.named(entry.getKey());
      if (option == TrainOption.GROUPS) {
        builder.groups(csv(entry.getValue(), "group"));
      } else if (entry.getKey().equals("factors")) {
        builder.penaltyFactors(csv(entry.getValue(), "factor"));
      } else if (option == TrainOption.CATEGORICAL) {
        builder.categorical(entry.getValue().asText()).numeric("age,bmi,bp,s1,s2,s3,s4,s5,s6");
      } else if (option != null && option != TrainOption.DATA) {
        builder.set(option, entry.getValue().asText());
      }
    }
    return builder;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyRuleReachesTheOptimumUnderEveryPenalty(Pair pair) throws IOException {
    TrainedModel trained = builder(pair).build().train();
    double optimum = pair.problem.get("objective").asDouble();
    assertThat((trained.train().objective() - optimum) / optimum).isBetween(-1e-9, 1e-8);
    double[] weights = trained.model().weights();
    double[] expected = new double[weights.length];
    int next = 0;
    for (JsonNode row : pair.problem.get("weights")) {
      for (JsonNode weight : row) {
        expected[next++] = weight.asDouble();
      }
    }
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    boolean large = weights.length > 100;
    for (int j = 0; j < weights.length; j++) {
      assertThat(weights[j])
          .as("weight %d", j)
          .isCloseTo(expected[j], within((large ? 3e-3 : 1e-4) * largest));
      if (expected[j] == 0) {
        assertThat(weights[j]).as("exact zero %d", j).isZero();
      }
      if (pair.problem.has("lower")) {
        assertThat(weights[j]).isGreaterThanOrEqualTo(pair.problem.get("lower").asDouble());
      }
      if (pair.problem.has("upper")) {
        assertThat(weights[j]).isLessThanOrEqualTo(pair.problem.get("upper").asDouble());
      }
    }
  }

  /** Files are part of the model: its objective is the same where they are gone. */
  @Test
  void aSavedModelKnowsItsGroupsAndFactors() throws IOException {
    String groups = file("groups.csv", "feature,group\nbmi,body\nbp,body\n");
    String factors = file("factors.csv", "feature,factor\nage,0\nbmi,2.5\n");
    String folderOfModel = folder.resolve("model").toString();
    TrainedModel trained =
        diabetes()
            .groupLasso(0.5)
            .groups(groups)
            .l1(0.3)
            .penaltyFactors(factors)
            .model(folderOfModel)
            .build()
            .train();
    Files.delete(Path.of(groups));
    Files.delete(Path.of(factors));
    Model loaded = Model.load(folderOfModel);
    assertThat(loaded.weights()).containsExactly(trained.model().weights());
    try (Workplace place = Workplace.open("local", 0, 1)) {
      Metrics again =
          loaded.evaluate(
              new InputSpec(place.store(), "data/diabetes.csv", null, true, 0), place.engine());
      assertThat(again.objective())
          .isCloseTo(trained.train().objective(), within(1e-9 * trained.train().objective()));
    }
  }

  private static DescentBuilder diabetes() {
    return Descent.builder()
        .data("data/diabetes.csv")
        .label("target")
        .loss("squared")
        .engine("local")
        .sampling("full")
        .steps(50);
  }

  private static void refused(ThrowingCallable call, ExitCode code, String... parts) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
        .returns(code, UserException::code)
        .extracting(UserException::getMessage, InstanceOfAssertFactories.STRING)
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void aColumnOrOneOfItsValuesCanBeNamed() throws IOException {
    String data = file("t.csv", "kind,x,target\na,1,1\nb,2,3\nc,3,2\na,4,5\nb,0,1\n\"c\",2,9\n");
    DescentBuilder builder =
        Descent.builder()
            .data(data)
            .label("target")
            .loss("squared")
            .engine("local")
            .sampling("full")
            .steps(300)
            .l1(1e6);
    String column = file("column.csv", "feature,factor\nkind, 0\n");
    double[] free = builder.penaltyFactors(column).build().train().model().weights();
    assertThat(free[0] * free[1] * free[2]).isNotZero();
    assertThat(free[5]).isZero();
    String value = file("value.csv", "feature,factor\n\"kind=b\",0\n");
    double[] one = builder.penaltyFactors(value).build().train().model().weights();
    assertThat(one[1]).isNotZero();
    assertThat(Arrays.stream(one).filter(w -> w != 0).count()).isEqualTo(1);
    String both = file("both.csv", "feature,factor\nkind=b,0\nkind,1\n");
    refused(
        () -> builder.penaltyFactors(both).build().train(),
        ExitCode.DATA,
        both + ":3: feature 'kind=b' is named by itself and by its column, in line 2 too");
  }

  @Test
  void rowsOfAListNameTheirFeaturesByIndex() throws IOException {
    Random random = new Random(5);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      rows.add(LabeledVector.of(2 * x + y, Vectors.dense(x, y, random.nextGaussian())));
    }
    String groups = file("g.csv", "feature,group\n2,a\n3,a\n");
    double[] weights =
        Descent.builder()
            .loss("squared")
            .groupLasso(1)
            .groups(groups)
            .sampling("full")
            .steps(500)
            .build()
            .train(rows)
            .model()
            .weights();
    assertThat(weights[0]).isNotZero();
    assertThat(weights[1]).isZero();
    assertThat(weights[2]).isZero();
    String unknown = file("u.csv", "feature,group\n2,a\n4,a\n");
    refused(
        () -> Descent.builder().loss("squared").groupLasso(1).groups(unknown).build().train(rows),
        ExitCode.DATA,
        unknown + ":3: there is no feature '4'",
        "The 3 features are '1' … '3'");
  }

  /** Where 0 is outside the bounds, training starts from the nearest point inside. */
  @Test
  void trainingStartsInsideTheBounds() {
    double[] weights =
        diabetes().lower(0.25).upper(0.75).steps(1).build().train().model().weights();
    for (double weight : weights) {
      assertThat(weight).isBetween(0.25, 0.75);
    }
  }

  @Test
  void boundsThatTheMaxNormForbidsAreRefused() {
    refused(
        () -> diabetes().lower(5).maxNorm(1).build().train(),
        ExitCode.USAGE,
        "--lower, --upper and --max-norm allow no weights together",
        "norm 1.0");
  }

  @Test
  void boundsHoldForRawWeightsWhateverDivisionRounds() {
    Random random = new Random(8);
    double[] sigmas = random.doubles(10_000).map(x -> StrictMath.pow(10, 20 * x - 10)).toArray();
    sigmas[7] = 0;
    double[][] bounds = Scales.boundsToTraining(-0.1, 0.3, sigmas);
    for (int j = 0; j < sigmas.length; j++) {
      if (j == 7) {
        assertThat(bounds[0][j]).isZero();
        assertThat(bounds[1][j]).isZero();
      } else {
        assertThat(bounds[0][j] / sigmas[j]).isBetween(-0.1, -0.1 + 1e-16);
        assertThat(bounds[1][j] / sigmas[j]).isBetween(0.3 - 2e-16, 0.3);
      }
    }
    double[][] open = Scales.boundsToTraining(Double.NEGATIVE_INFINITY, 0, sigmas);
    assertThat(open[0][0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(open[1][0]).isZero();
    double[][] equal = Scales.boundsToTraining(0.1, 0.1, sigmas);
    for (int j = 0; j < sigmas.length; j++) {
      assertThat(equal[0][j]).isLessThanOrEqualTo(equal[1][j]);
    }
  }
}
