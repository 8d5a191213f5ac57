package io.descent.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LinearObjective;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.SoftmaxObjective;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.LabeledPoint;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Passes over the rows until an objective is within 10⁻⁸ of its optimum, relatively, and seconds:
 * {@code svrg} of one and of eight shards, every gradient of all rows counted as a pass and every
 * row of an update, and spark.ml's L-BFGS (with L1 OWL-QN), an iteration counted as one pass
 * although its line search may take more, on the same rows as they stand. Beside them {@code svrg}
 * by corrected updates alone, of one shard. Seconds are medians of five trainings from blocks or
 * cached rows to the model, Descent's with exactly the steps it takes to be near, on two threads,
 * spark.ml's with as many iterations, on two cores.
 *
 * <p>spark.ml's linear regression optimises by the deviation of the labels, σ: its strengths are
 * taken so that it has the same optimum, and its objective is compared with its own least.
 *
 * <p>Arguments: the file a9a or {@code -}, for the shipped data alone; then names of losses or data
 * that are to be measured, by default all.
 */
public final class VarianceBench {
  private static final double NEAR = 1e-8;
  private static final int MOST_ROUNDS = 20;
  private static final int MOST_PLAIN_ROUNDS = 200;
  private static final int REPEATS = 5;
  private static final Set<String> LOSSES = Set.of("logistic", "squared", "multinomial");
  private static final Set<String> DATA = Set.of("breast-cancer", "diabetes", "digits", "a9a");

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
    String a9a = args.length == 0 ? "-" : args[0];
    Set<String> asked =
        args.length < 2 ? Set.of() : Set.copyOf(Arrays.asList(args).subList(1, args.length));
    System.out.printf(
        "%n%-13s %-11s %5s %6s %6s | %8s %8s %8s %8s | %9s %9s%n",
        "data",
        "loss",
        "width",
        "l1",
        "l2",
        "spark.ml",
        "svrg S=1",
        "svrg S=8",
        "1st S=1",
        "spark.ml",
        "svrg S=8");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("OFF");
      for (JsonNode node : reference.get("problems")) {
        String name = node.get("data").asText();
        String loss = node.get("loss").asText();
        if (!isAsked(loss, LOSSES, asked)
            || !isAsked(name, DATA, asked)
            || (name.equals("a9a") && a9a.equals("-"))) {
          continue;
        }
        VarianceBench data =
            name.equals("a9a")
                ? libsvm(Path.of(a9a))
                : table(
                    Path.of(reference.get("files").get(name).get("path").asText()),
                    node.path("columns").asInt(Integer.MAX_VALUE));
        Problem problem =
            new Problem(
                loss,
                node.get("l1").asDouble(),
                node.get("l2").asDouble(),
                node.get("objective").asDouble());
        int iterations = data.sparkMl(spark, problem, 500);
        double[] seconds = new double[REPEATS];
        for (int k = 0; k < REPEATS; k++) {
          long start = System.nanoTime();
          data.sparkMl(spark, problem, Math.max(1, iterations));
          seconds[k] = (System.nanoTime() - start) / 1e9;
        }
        Course one = data.svrg(1, true, problem, MOST_ROUNDS);
        Course eight = data.svrg(8, true, problem, MOST_ROUNDS);
        Course plain =
            data.svrg(1, false, problem, data.y.length > 1000 ? MOST_ROUNDS : MOST_PLAIN_ROUNDS);
        double[] ours = new double[REPEATS];
        for (int k = 0; k < REPEATS; k++) {
          ours[k] = data.svrg(8, true, problem, eight.steps).seconds;
        }
        System.out.printf(
            "%-13s %-11s %5d %6s %6s | %8s %8s %8s %8s | %9.3f %9.3f%n",
            name,
            loss,
            data.x[0].length,
            problem.l1,
            problem.l2,
            iterations + 1,
            one.passes,
            eight.passes,
            plain.passes,
            median(seconds),
            median(ours));
      }
    }
  }

  /** Whether a value is named, or none of its kind. */
  private static boolean isAsked(String value, Set<String> kind, Set<String> asked) {
    return asked.contains(value) || (kind.contains(value) && Collections.disjoint(kind, asked));
  }

  private record Problem(String loss, double l1, double l2, double optimum) {}

  private record Course(String passes, int steps, double seconds) {}

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
        x[i][j] = variance > 0 ? (cells[i][j] - mean) / Math.sqrt(variance) : 0;
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

  private Course svrg(int shards, boolean secondOrder, Problem problem, int steps) {
    ElasticNet penalty = ElasticNet.of(problem.l1, problem.l2);
    int width = x[0].length;
    Objective objective =
        problem.loss.equals("multinomial")
            ? SoftmaxObjective.of(1 + (int) Arrays.stream(y).max().orElseThrow(), width, true)
            : LinearObjective.of(Losses.byName(problem.loss), width, true);
    long[] rows = {0};
    long[] passes = {-1, 0};
    try (LocalEngine engine = LocalEngine.of(2);
        ShardedBlocks blocks = engine.blocks(blocks(shards))) {
      long start = System.nanoTime();
      Smoothness smoothness = Smoothness.of(blocks, objective, penalty);
      Svrg plain = Svrg.of(blocks, objective, 1 / smoothness.bound(), penalty, 1, y.length, 1);
      Svrg source = secondOrder ? plain.guarded(smoothness) : plain;
      Trainer.of(
              source.synchronising(new Sgd()),
              LearningRates.constant(1),
              penalty,
              StopRule.steps(steps))
          .train(
              source,
              source.start(new double[objective.layout().dimension()]),
              step -> {
                // What a step reports is the objective where it began; the pass that shows it
                // counts.
                if (passes[0] < 0 && near(step.objective(), problem.optimum)) {
                  passes[0] = rows[0] / y.length + 1;
                  passes[1] = step.step() + 1;
                }
                rows[0] = step.rows();
              });
      double seconds = (System.nanoTime() - start) / 1e9;
      return passes[0] < 0
          ? new Course(">" + rows[0] / y.length, steps, seconds)
          : new Course(Long.toString(passes[0]), (int) passes[1], seconds);
    }
  }

  private static boolean near(double objective, double optimum) {
    return (objective - optimum) / optimum <= NEAR;
  }

  /** Iterations before the objective is near. */
  private int sparkMl(SparkSession spark, Problem problem, int most) {
    List<LabeledPoint> points = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      points.add(new LabeledPoint(y[i], Vectors.dense(x[i]).compressed()));
    }
    Dataset<Row> rows = spark.createDataFrame(points, LabeledPoint.class).repartition(2).cache();
    rows.count();
    double[] history;
    if (problem.loss.equals("squared")) {
      double mean = Arrays.stream(y).average().orElseThrow();
      double squares = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
      double l2 = problem.l2 * Math.sqrt(squares / (y.length - 1));
      history =
          new LinearRegression()
              .setSolver("l-bfgs")
              .setStandardization(false)
              .setRegParam(problem.l1 + l2)
              .setElasticNetParam(problem.l1 == 0 ? 0 : problem.l1 / (problem.l1 + l2))
              .setTol(1e-14)
              .setMaxIter(most)
              .fit(rows)
              .summary()
              .objectiveHistory();
    } else {
      history =
          new LogisticRegression()
              .setStandardization(false)
              .setRegParam(problem.l1 + problem.l2)
              .setElasticNetParam(problem.l1 == 0 ? 0 : problem.l1 / (problem.l1 + problem.l2))
              .setTol(1e-14)
              .setMaxIter(most)
              .fit(rows)
              .summary()
              .objectiveHistory();
    }
    rows.unpersist();
    double optimum =
        problem.loss.equals("squared")
            ? Arrays.stream(history).min().orElseThrow()
            : problem.optimum;
    for (int k = 0; k < history.length; k++) {
      if (near(history[k], optimum)) {
        return k;
      }
    }
    return history.length;
  }
}
