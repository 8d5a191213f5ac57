package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trains by the configurations in conf/ on the data in data/, as a person would. */
class ShippedConfigurationsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  /** A configuration, what it should reach on which rows, and the metrics of its loss. */
  private record Shipped(
      String name,
      String data,
      String rows,
      String metric,
      double least,
      double most,
      int steps,
      Rate rate,
      String... metrics) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The rate of a step. */
  private interface Rate {
    double at(long step);
  }

  static Stream<Shipped> shipped() {
    String[] binary = {"rows", "weight", "objective", "logLoss", "auc", "errorRate"};
    return Stream.of(
        new Shipped(
            "flights",
            "flights-train.csv.gz",
            "test",
            "auc",
            .63,
            .66,
            1000,
            t -> 1 / Math.sqrt(t + 1.0),
            binary),
        new Shipped(
            "breast-cancer",
            "breast-cancer.csv",
            "train",
            "errorRate",
            0,
            .02,
            534,
            t -> .05,
            binary),
        new Shipped(
            "digits",
            "digits.csv",
            "train",
            "errorRate",
            0,
            .02,
            843,
            t -> .05,
            "rows",
            "weight",
            "objective",
            "logLoss",
            "errorRate"),
        new Shipped(
            "diabetes",
            "diabetes.csv",
            "train",
            "r2",
            .517,
            .5185,
            300,
            t -> .1,
            "rows",
            "weight",
            "objective",
            "rmse",
            "r2"));
  }

  private Path train(Shipped shipped, String model, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--quiet"));
    words.addAll(List.of("--config", "conf/" + shipped.name + ".properties"));
    words.addAll(List.of("--model", dir.resolve(model).toString()));
    words.addAll(List.of(more));
    ToolRun.ok(words.toArray(String[]::new));
    return dir.resolve(model);
  }

  private JsonNode evaluate(Path model, String data) throws IOException {
    Path out = dir.resolve("evaluated.json");
    ToolRun.ok(
        "evaluate",
        "--quiet",
        "--engine",
        "local",
        "--model",
        model.toString(),
        "--data",
        "data/" + data,
        "--output",
        out.toString(),
        "--overwrite");
    return JSON.readTree(out.toFile()).get("test");
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void reachesItsMetricsAndReportsThem(Shipped shipped) throws IOException {
    Path model = train(shipped, "first", "--engine", "local");
    JsonNode metrics = JSON.readTree(model.resolve("metrics.json").toFile());
    assertThat(metrics.get(shipped.rows).get(shipped.metric).doubleValue())
        .isBetween(shipped.least, shipped.most);
    boolean tested = shipped.name.equals("flights");
    assertThat(names(metrics)).isEqualTo(tested ? List.of("train", "test") : List.of("train"));
    for (JsonNode some : metrics) {
      assertThat(names(some)).containsExactly(shipped.metrics);
    }

    // Training keeps features as floats; the model is asked with the doubles of the file.
    JsonNode again = evaluate(model, shipped.data);
    for (String metric : shipped.metrics) {
      double expected = metrics.get("train").get(metric).doubleValue();
      assertThat(again.get(metric).doubleValue())
          .as(metric)
          .isCloseTo(expected, within(1e-6 * Math.max(1, expected)));
    }
    if (tested) {
      assertThat(evaluate(model, "flights-test.csv.gz")).isEqualTo(metrics.get("test"));
    }

    List<ObjectNode> history = history(model);
    checkHistory(shipped, history);
    Path second = train(shipped, "second", "--engine", "local", "--threads", "3");
    for (String file : List.of("weights.safetensors", "metrics.json")) {
      assertThat(second.resolve(file)).hasBinaryContent(Files.readAllBytes(model.resolve(file)));
    }
    List<ObjectNode> repeated = history(second);
    history.forEach(line -> line.remove("seconds"));
    repeated.forEach(line -> line.remove("seconds"));
    assertThat(repeated).isEqualTo(history);
  }

  private static List<ObjectNode> history(Path model) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(model.resolve("history.jsonl"))) {
      lines.add((ObjectNode) JSON.readTree(line));
    }
    return lines;
  }

  private static void checkHistory(Shipped shipped, List<ObjectNode> history) {
    boolean full = shipped.name.equals("diabetes");
    assertThat(history).hasSizeBetween(2, 200);
    long step = -1;
    double rows = 0;
    double seconds = 0;
    for (ObjectNode line : history) {
      List<String> names = names(line);
      names.remove("fullObjective");
      assertThat(names)
          .containsExactly(
              "step", "objective", "smoothed", "gradientNorm", "rate", "rows", "epoch", "seconds");
      assertThat(line.get("step").canConvertToExactIntegral()).isTrue();
      assertThat(line.get("step").longValue()).isGreaterThan(step);
      assertThat(line.get("rows").doubleValue()).isGreaterThan(rows);
      assertThat(line.get("seconds").doubleValue()).isGreaterThanOrEqualTo(seconds);
      step = line.get("step").longValue();
      rows = line.get("rows").doubleValue();
      seconds = line.get("seconds").doubleValue();
      double rate = line.get("rate").doubleValue();
      assertThat(rate).isEqualTo(shipped.rate.at(step), within(1e-12));
      if (full) {
        assertThat(line.get("epoch").doubleValue()).isEqualTo(step + 1.0);
        assertThat(line.get("fullObjective")).isEqualTo(line.get("objective"));
      }
    }
    assertThat(history.get(0).get("step").longValue()).isZero();
    assertThat(step).isEqualTo(shipped.steps - 1);
    if (shipped.metric.equals("auc") || shipped.name.equals("breast-cancer")) {
      // All margins are 0 before the first step, whatever is drawn.
      assertThat(history.get(0).get("objective").doubleValue())
          .isEqualTo(Math.log(2), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void bothEnginesGiveTheSameBits(Shipped shipped) throws IOException {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    Path local = train(shipped, "local", "--engine", "local", "--steps", "40");
    Path spark = train(shipped, "spark", "--engine", "spark", "--steps", "40");
    for (String file : List.of("weights.safetensors", "metrics.json")) {
      assertThat(spark.resolve(file)).hasBinaryContent(Files.readAllBytes(local.resolve(file)));
    }
  }

  @AfterEach
  void forgetSpark() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.ui.enabled");
  }
}
