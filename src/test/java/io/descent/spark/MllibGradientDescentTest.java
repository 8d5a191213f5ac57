package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.Block;
import io.descent.objective.LinearObjective;
import io.descent.objective.LossSum;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import io.descent.train.Generated;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import io.descent.train.SampledGradient;
import io.descent.train.StopRule;
import io.descent.train.TrainResult;
import io.descent.train.Trainer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.Gradient;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.HingeGradient;
import org.apache.spark.mllib.optimization.L1Updater;
import org.apache.spark.mllib.optimization.LeastSquaresGradient;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import org.apache.spark.mllib.optimization.Updater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

/**
 * The plain rule with rate s/√t against {@code GradientDescent} with fraction 1 and tolerance 0.
 * Its history counts the penalty of the weights that the loss was taken at, has one entry more than
 * there are updates, and its penalty acts on every weight: so there is no intercept here, and our
 * last entry is the objective after the last update.
 */
class MllibGradientDescentTest {
  private static final int STEPS = 40;
  private static final double RATE = 0.8;
  private static final double STRENGTH = 0.05;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("MllibGradientDescentTest")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, none, 20", "logistic, l2, 20", "logistic, l1, 20",
    "hinge, none, 20", "hinge, l2, 20", "hinge, l1, 20",
    "squared, none, 20", "squared, l2, 20", "squared, l1, 20",
    "logistic, l1, 300", "hinge, l2, 300", "squared, none, 300"
  })
  void sameWeightsAndHistory(String loss, String penalty, int width) {
    Generated data = new Generated(30, width, 12, 2, false, 5);
    Gradient gradient =
        switch (loss) {
          case "logistic" -> new LogisticGradient();
          case "hinge" -> new HingeGradient();
          default -> new LeastSquaresGradient();
        };
    Updater updater =
        switch (penalty) {
          case "l1" -> new L1Updater();
          case "l2" -> new SquaredL2Updater();
          default -> new SimpleUpdater();
        };
    Tuple2<Vector, double[]> theirs =
        GradientDescent.runMiniBatchSGD(
            context.parallelize(rows(data, width), 3).rdd(),
            gradient,
            updater,
            RATE,
            STEPS,
            STRENGTH,
            1.0,
            Vectors.dense(new double[width]),
            0.0);

    List<Double> history = new ArrayList<>();
    Objective objective = LinearObjective.of(Losses.byName(loss), width, false);
    Trainer trainer =
        Trainer.of(
            new Sgd(),
            LearningRates.inverseSqrt(RATE),
            ElasticNet.of(penalty.equals("l1") ? STRENGTH : 0, penalty.equals("l2") ? STRENGTH : 0),
            StopRule.steps(STEPS));
    TrainResult ours;
    try (LocalEngine engine = LocalEngine.of(2)) {
      SampledGradient source =
          SampledGradient.of(engine.load(9, data).blocks(), objective, new FullSampler(), 0);
      ours = trainer.train(source, new double[width], report -> history.add(report.objective()));
      history.add(
          source.evaluate(ours.theta()).mean() + trainer.penalty(objective.layout(), ours.theta()));
    }
    assertRelative(ours.theta(), theirs._1().toArray());
    assertRelative(history.stream().mapToDouble(h -> h).toArray(), theirs._2());
    assertThat(history).hasSize(STEPS + 1);
    assertThat(history.get(STEPS)).isLessThan(history.get(0));
  }

  private static void assertRelative(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-9 * Math.abs(expected[i]) + 1e-14;
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static List<Tuple2<Object, Vector>> rows(Generated data, int width) {
    List<Tuple2<Object, Vector>> rows = new ArrayList<>();
    Iterator<ParsedShard<LossSum>> shards = data.read(0, 9);
    while (shards.hasNext()) {
      Block block = shards.next().block();
      for (int i = 0; i < block.count(); i++) {
        double[] x = new double[width];
        block.rows().addScaled(i, 1, x, 0);
        Vector vector = Vectors.dense(x);
        rows.add(new Tuple2<>(block.label(i), width > 100 ? vector.toSparse() : vector));
      }
    }
    return rows;
  }
}
