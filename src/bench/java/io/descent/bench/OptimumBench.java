package io.descent.bench;

import io.descent.spark.SparkEngine;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Seconds until the objective of a logistic regression on dense generated rows is within 0.1 % of
 * its optimum: Descent on both engines, spark.ml's L-BFGS and MLlib's {@code GradientDescent}, with
 * the same penalty, on rows in memory, over two cores. Timed is the fit alone.
 *
 * <p>What each needs is found before: of every setting the least number of iterations, steps or
 * rounds that comes near enough, then the setting that took the least time. {@code GradientDescent}
 * on a tenth of the rows an iteration is told apart from the one on all, which is its default. In
 * every round all take turns.
 *
 * <pre>{@code
 * mvn -B test-compile exec:exec -P bench -Dbench=io.descent.bench.OptimumBench
 * }</pre>
 *
 * <p>Arguments: rounds [5], rows [1,000,000], columns [100]; or {@code smoke}.
 */
public final class OptimumBench {
  private static final double NEAR = 1e-3;
  private static final double PENALTY = 1e-4;
  private static final int SHARDS = 8;
  private static final int MOST_ITERATIONS = 100;
  private static final int FEW = 6;

  private final int rounds;
  private final int width;
  private final OptimumRows rows;

  private OptimumBench(int rounds, int width, OptimumRows rows) {
    this.rounds = rounds;
    this.width = width;
    this.rows = rows;
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    boolean smoke = args.length > 0 && args[0].equals("smoke");
    int rounds = smoke ? 1 : args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int count = smoke ? 4_000 : args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int width = smoke ? 10 : args.length > 2 ? Integer.parseInt(args[2]) : 100;
    GeneratedDense data = new GeneratedDense(count, SHARDS, width, true);
    try (JavaSparkContext context = LocalSpark.context("OptimumBench", 2);
        LocalEngine local = LocalEngine.of(2);
        ShardedBlocks here = local.load(SHARDS, data).blocks();
        ShardedBlocks doubles =
            local.load(SHARDS, new GeneratedDense(count, SHARDS, width, false)).blocks()) {
      SparkSession session = SparkSession.builder().getOrCreate();
      SparkEngine engine = SparkEngine.on(context, 0);
      OptimumRows rows = OptimumRows.load(session, engine, data, doubles, PENALTY);
      try (ShardedBlocks there = engine.load(SHARDS, data).blocks()) {
        new OptimumBench(rounds, width, rows)
            .run(
                new OptimumDescent("descent local", here, width, PENALTY).ways(),
                new OptimumDescent("descent spark", there, width, PENALTY).ways());
      }
    }
  }

  private LogisticRegressionModel lbfgs(int iterations, double tolerance) {
    return new LogisticRegression()
        .setFitIntercept(false)
        .setStandardization(false)
        .setRegParam(PENALTY)
        .setTol(tolerance)
        .setMaxIter(iterations)
        .fit(rows.frame());
  }

  private List<OptimumWay> gradientDescent(double fraction) {
    List<OptimumWay> ways = new ArrayList<>();
    for (double step : new double[] {6, 12, 25, 50}) {
      ways.add(
          new OptimumWay(
                  fraction == 1 ? "mllib" : "mllib, fraction " + fraction,
                  "step " + step,
                  IntStream.rangeClosed(1, MOST_ITERATIONS).toArray(),
                  iterations -> gradientDescent(step, iterations, fraction)._1().toArray())
              .told(iterations -> gradientDescent(step, iterations, fraction)._2()));
    }
    return ways;
  }

  /** The weights, and the objective of the rows that each iteration read before it. */
  private Tuple2<Vector, double[]> gradientDescent(double step, int iterations, double fraction) {
    return GradientDescent.runMiniBatchSGD(
        rows.vectors().rdd(),
        new LogisticGradient(),
        new SquaredL2Updater(),
        step,
        iterations,
        PENALTY,
        fraction,
        Vectors.dense(new double[width]),
        0);
  }

  private void run(List<OptimumWay> local, List<OptimumWay> spark) {
    LogisticRegressionModel solved = lbfgs(100, 1e-12);
    double optimum = rows.objective().applyAsDouble(solved.coefficients().toArray());
    double target = (1 + NEAR) * optimum;
    System.out.printf("%noptimum %.8f, target %.8f%n", optimum, target);
    OptimumWay here = best(local, target);
    OptimumWay sparkMl =
        new OptimumWay(
                "spark.ml",
                "L-BFGS",
                IntStream.rangeClosed(1, 40).toArray(),
                iterations -> lbfgs(iterations, 0).coefficients().toArray())
            .told(iterations -> solved.summary().objectiveHistory());
    List<OptimumWay> chosen =
        List.of(
            best(quickest(local, spark), target),
            here,
            best(List.of(sparkMl), target),
            best(gradientDescent(1), target),
            best(gradientDescent(0.1), target));
    double[][] times = new double[chosen.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int p = 0; p < chosen.size(); p++) {
        times[p][round] = chosen.get(p).time();
      }
    }
    print(chosen, times, optimum);
  }

  /** Of the ways on Spark those that are the quickest on the local engine, with their efforts. */
  private static List<OptimumWay> quickest(List<OptimumWay> local, List<OptimumWay> spark) {
    return IntStream.range(0, local.size())
        .boxed()
        .sorted(Comparator.comparingDouble(way -> local.get(way).seconds()))
        .limit(FEW)
        .map(way -> spark.get(way).withEffortOf(local.get(way)))
        .toList();
  }

  private OptimumWay best(List<OptimumWay> ways, double target) {
    OptimumWay best = ways.get(0);
    for (OptimumWay way : ways) {
      boolean reached = way.search(target, rows.objective(), best.seconds());
      System.out.printf(
          "%-20s %-60s %s%n",
          way.program(),
          way.setting(),
          reached ? String.format("%.3f s", way.seconds()) : "not reached");
      if (way.seconds() < best.seconds()
          || (!reached && best.seconds() == way.seconds() && way.objective() < best.objective())) {
        best = way;
      }
    }
    return best;
  }

  private void print(List<OptimumWay> chosen, double[][] times, double optimum) {
    System.out.printf("%nseconds to within 0.1 %% of the optimum, median of %d%n", rounds);
    System.out.printf(
        "%-20s %9s %9s %9s %9s  %s%n", "", "median", "min", "max", "excess", "setting");
    double first = 0;
    for (int p = 0; p < chosen.size(); p++) {
      OptimumWay way = chosen.get(p);
      double median = StepBench.median(times[p]);
      first = p == 0 ? median : first;
      System.out.printf(
          "%-20s %9.4f %9.4f %9.4f %9.1e  %s%n",
          way.program(),
          median,
          times[p][0],
          times[p][rounds - 1],
          way.objective() / optimum - 1,
          way.setting());
    }
    for (int p = 1; p < chosen.size(); p++) {
      System.out.printf(
          "%s / %s: %s%.1f%n",
          chosen.get(p).program(),
          chosen.get(0).program(),
          chosen.get(p).objective() > (1 + NEAR) * optimum ? "> " : "",
          StepBench.median(times[p]) / first);
    }
  }
}
