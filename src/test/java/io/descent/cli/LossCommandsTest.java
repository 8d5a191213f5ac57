package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.api.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss with its parameters and its link, from training to the last command. */
class LossCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;

  @BeforeAll
  static void files() throws IOException {
    Random random = new Random(3);
    StringBuilder table = new StringBuilder("x,y\n");
    for (int i = 0; i < 300; i++) {
      double x = random.nextGaussian();
      table.append(x).append(',').append(Math.exp(x / 2 + random.nextGaussian())).append('\n');
    }
    Files.writeString(dir.resolve("data.csv"), table);
  }

  private static String at(String name) {
    return dir.resolve(name).toString();
  }

  private static String train(String loss, String... more) {
    String model = at(loss + more.length);
    String[] words = {
      "train",
      "--engine",
      "local",
      "--quiet",
      "--overwrite",
      "--data",
      at("data.csv"),
      "--label",
      "y",
      "--rate",
      "0.01",
      "--loss",
      loss,
      "--model",
      model
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    ToolRun.ok(all);
    return model;
  }

  private static JsonNode evaluated(String model) throws IOException {
    ToolRun.ok(
        "evaluate",
        "--engine",
        "local",
        "--quiet",
        "--overwrite",
        "--model",
        model,
        "--data",
        at("data.csv"),
        "--output",
        at("e.json"));
    return JSON.readTree(dir.resolve("e.json").toFile()).get("test");
  }

  @Test
  void evaluatesWithTheParametersOfTheTraining() throws IOException {
    List<String[]> cases =
        List.of(
            new String[] {"huber", "--huber-delta", "0.25"},
            new String[] {"epsilon-insensitive", "--epsilon", "0.75"},
            new String[] {"squared-epsilon-insensitive", "--epsilon", "0"},
            new String[] {"quantile", "--quantile", "0.9"},
            new String[] {"expectile", "--expectile", "1e-3"});
    for (String[] c : cases) {
      String model = train(c[0], c[1], c[2]);
      JsonNode trained = JSON.readTree(Path.of(model, "metrics.json").toFile()).get("train");
      assertThat(evaluated(model).get("objective").doubleValue())
          .as(c[0])
          .isCloseTo(trained.get("objective").doubleValue(), within(1e-6));
      assertThat(ToolRun.ok("inspect", model).out())
          .containsPattern("loss +" + c[0])
          .containsPattern(c[1].substring(2) + " +" + Double.parseDouble(c[2]));
      JsonNode objective = JSON.readTree(Path.of(model, "model.json").toFile()).get("objective");
      assertThat(objective.get("parameters").get(c[1].substring(2)).doubleValue())
          .isEqualTo(Double.parseDouble(c[2]));
    }
    assertThat(ToolRun.ok("inspect", train("squared")).out()).doesNotContain("delta  ");
  }

  @Test
  void predictsAndJudgesTheMean() throws IOException {
    for (String loss : List.of("poisson", "gamma")) {
      String model = train(loss);
      ToolRun.ok(
          "predict",
          "--engine",
          "local",
          "--quiet",
          "--overwrite",
          "--model",
          model,
          "--data",
          at("data.csv"),
          "--output",
          at("scored"));
      List<String> lines = Files.readAllLines(dir.resolve("scored/part-00000.csv"));
      assertThat(lines.get(0)).isEqualTo("x,y,prediction");
      Model loaded = Model.load(model);
      double squares = 0;
      int rows = 0;
      for (Path part : parts()) {
        List<String> records = Files.readAllLines(part);
        for (String line : records.subList(1, records.size())) {
          String[] cells = line.split(",", -1);
          double margin = loaded.margins(Vectors.dense(Double.parseDouble(cells[0])))[0];
          double predicted = Double.parseDouble(cells[2]);
          assertThat(predicted / Math.exp(margin)).isCloseTo(1, within(1e-14));
          squares += Math.pow(Double.parseDouble(cells[1]) - predicted, 2);
          rows++;
        }
      }
      assertThat(rows).isEqualTo(300);
      JsonNode metrics = evaluated(model);
      assertThat(metrics.get("rmse").doubleValue())
          .isCloseTo(Math.sqrt(squares / rows), within(1e-9));
      assertThat(metrics.get("deviance").doubleValue())
          .isCloseTo(2 * metrics.get("objective").doubleValue(), within(1e-15));
      assertThat(
              ToolRun.ok(
                      "evaluate", "--engine", "local", "--model", model, "--data", at("data.csv"))
                  .out())
          .containsPattern(
              "deviance +"
                  + String.format(Locale.ROOT, "%.6g", metrics.get("deviance").asDouble()));
    }
    assertThat(evaluated(train("squared")).has("deviance")).isFalse();
  }

  private static List<Path> parts() throws IOException {
    try (var files = Files.list(dir.resolve("scored"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    }
  }
}
