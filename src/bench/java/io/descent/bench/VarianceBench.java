package io.descent.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.optim.LearningRates;
import io.descent.optim.Nesterov;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.penalty.ElasticNet;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import io.descent.train.Smoothness;
import io.descent.train.StopRule;
import io.descent.train.Svrg;
import io.descent.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.LabeledPoint;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;

/**
 * Passes over the rows until the objective of a logistic regression is within 10⁻⁸ of its optimum,
 * relatively: steps of reduced variance, a snapshot's gradient counted as a pass, and spark.ml's
 * L-BFGS (with L1 OWL-QN), an iteration counted as one pass although its line search may take more,
 * on the same rows as they stand. Argument: the file a9a, else only the shipped data.
 */
public final class VarianceBench {
  private static final double NEAR = 1e-8;
  private static final int MOST_ROUNDS = 2000;

  private final double[][] x;
  private final double[] y;

  private VarianceBench(double[][] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    JsonNode reference =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/reference/loss_optima.json").toFile());
    System.out.printf(
        "%n%-14s %5s %6s %6s %8s %8s %8s %8s %8s%n",
        "data", "width", "l1", "l2", "spark.ml", "S=1", "S=8", "S=1 nag", "S=8 nag");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      for (JsonNode problem : reference.get("problems")) {
        String name = problem.get("data").asText();
        if (!problem.get("loss").asText().equals("logistic")
            || (name.equals("a9a") && args.length == 0)) {
          continue;
        }
        VarianceBench data =
            name.equals("a9a")
                ? libsvm(Path.of(args[0]))
                : table(
                    Path.of(reference.get("files").get(name).get("path").asText()),
                    problem.path("columns").asInt(Integer.MAX_VALUE));
        double l1 = problem.get("l1").asDouble();
        double l2 = problem.get("l2").asDouble();
        double optimum = problem.get("objective").asDouble();
        System.out.printf(
            "%-14s %5d %6s %6s %8s %8s %8s %8s %8s%n",
            name,
            data.x[0].length,
            l1,
            l2,
            data.sparkMl(spark, l1, l2, optimum),
            data.svrg(1, new Sgd(), l1, l2, optimum),
            data.svrg(8, new Sgd(), l1, l2, optimum),
            data.svrg(1, Nesterov.of(0.9), l1, l2, optimum),
            data.svrg(8, Nesterov.of(0.9), l1, l2, optimum));
      }
    }
  }

  private static VarianceBench table(Path path, int columns) throws Exception {
    double[][] cells =
        Files.lines(path)
            .skip(1)
            .map(l -> Arrays.stream(l.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    int last = cells[0].length - 1;
    double[][] x = new double[cells.length][Math.min(columns, last)];
    double[] y = Arrays.stream(cells).mapToDouble(row -> row[last]).toArray();
    for (int j = 0; j < x[0].length; j++) {
      int column = j;
      double mean = Arrays.stream(cells).mapToDouble(r -> r[column]).average().orElseThrow();
      double variance =
          Arrays.stream(cells)
              .mapToDouble(r -> (r[column] - mean) * (r[column] - mean))
              .average()
              .orElseThrow();
      for (int i = 0; i < x.length; i++) {
        x[i][j] = (cells[i][j] - mean) / Math.sqrt(variance);
      }
    }
    return new VarianceBench(x, y);
  }

  private static VarianceBench libsvm(Path path) throws Exception {
    List<String[]> lines = Files.lines(path).map(l -> l.trim().split("[ :]+", -1)).toList();
    int width = lines.stream().mapToInt(l -> Integer.parseInt(l[l.length - 2])).max().orElseThrow();
    double[][] x = new double[lines.size()][width];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      String[] line = lines.get(i);
      y[i] = Double.parseDouble(line[0]) > 0 ? 1 : 0;
      for (int k = 1; k < line.length; k += 2) {
        x[i][Integer.parseInt(line[k]) - 1] = Double.parseDouble(line[k + 1]);
      }
    }
    return new VarianceBench(x, y);
  }

  private List<Block> blocks(int shards) {
    List<Block> blocks = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      int from = s * y.length / shards;
      int to = (s + 1) * y.length / shards;
      RowsBuilder rows = RowsBuilder.with(Storage.DOUBLE);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < x[i].length; j++) {
          if (x[i][j] != 0) {
            rows.add(j, x[i][j]);
          }
        }
        rows.endRow();
      }
      blocks.add(Block.of(s, rows.build(x[0].length), Arrays.copyOfRange(y, from, to), null));
    }
    return blocks;
  }

  private String svrg(int shards, UpdateRule outer, double l1, double l2, double optimum) {
    ElasticNet penalty = ElasticNet.of(l1, l2);
    LinearObjective objective = LinearObjective.of(new LogisticLoss(), x[0].length, true);
    List<Double> course = new ArrayList<>();
    try (LocalEngine engine = LocalEngine.of(1);
        ShardedBlocks blocks = engine.blocks(blocks(shards))) {
      double rate = 1 / Smoothness.bound(blocks, objective, penalty);
      Svrg source = Svrg.of(blocks, objective, rate, penalty, 1, y.length, 1);
      Trainer.of(
              source.synchronising(outer),
              LearningRates.constant(outer instanceof Sgd ? 1 : 0.5),
              penalty,
              StopRule.steps(y.length > 10_000 ? 40 : MOST_ROUNDS))
          .train(source, source.start(new double[x[0].length + 1]), s -> course.add(s.objective()));
    }
    return until(course, 2, optimum);
  }

  private String sparkMl(SparkSession spark, double l1, double l2, double optimum) {
    List<LabeledPoint> points = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      points.add(new LabeledPoint(y[i], Vectors.dense(x[i]).compressed()));
    }
    double[] history =
        new LogisticRegression()
            .setStandardization(false)
            .setRegParam(l1 + l2)
            .setElasticNetParam(l1 == 0 ? 0 : l1 / (l1 + l2))
            .setTol(1e-14)
            .setMaxIter(500)
            .fit(spark.createDataFrame(points, LabeledPoint.class))
            .summary()
            .objectiveHistory();
    return until(Arrays.stream(history).boxed().toList(), 1, optimum);
  }

  /** Passes before the objective was near, and the one that showed it. */
  private static String until(List<Double> course, int passes, double optimum) {
    for (int k = 0; k < course.size(); k++) {
      if ((course.get(k) - optimum) / optimum <= NEAR) {
        return Integer.toString(k * passes + 1);
      }
    }
    return ">" + course.size() * passes;
  }
}
