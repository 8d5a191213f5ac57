package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescentTest {
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("DescentTest")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  private static List<LabeledVector> rows(boolean sparse, int classes) {
    Random random = new Random(2);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double[] x = {random.nextGaussian(), 0, 3 * random.nextGaussian(), random.nextGaussian()};
      double z = 2 * x[0] - x[2] + random.nextGaussian();
      double label =
          classes == 0
              ? z
              : classes == 2
                  ? (z > 0 ? 1 : -1)
                  : 10 * Math.min(2, Math.max(0, Math.round(z / 4 + 1)));
      Vector vector = Vectors.dense(x);
      rows.add(LabeledVector.of(label, sparse ? vector.toSparse() : vector, 1 + i % 2));
    }
    return rows;
  }

  private static DescentBuilder builder(String loss) {
    return Descent.builder().loss(loss).batchSize(32).epochs(3).rate(0.05).storage("double");
  }

  @Test
  void anRddAndAListOfTheSameShardsGiveTheSameBits() {
    for (String loss : List.of("squared", "logistic", "hinge", "multinomial")) {
      int classes = loss.equals("squared") ? 0 : loss.equals("multinomial") ? 3 : 2;
      for (boolean sparse : new boolean[] {false, true}) {
        for (String standardize : List.of("auto", "true")) {
          List<LabeledVector> rows = rows(sparse, classes);
          Descent onList = builder(loss).standardize(standardize).shards(5).build();
          Descent onRdd = builder(loss).standardize(standardize).build();
          TrainedModel list = onList.train(rows);
          TrainedModel rdd = onRdd.train(context.parallelize(rows, 5));
          assertThat(rdd.model().theta()).as(loss).isEqualTo(list.model().theta());
          assertThat(rdd.train()).isEqualTo(list.train());
          assertThat(list.model().weights()[1]).isZero();
        }
      }
    }
  }

  @Test
  void scoresVectorsAsItsMetricsSay(@TempDir java.nio.file.Path folder) {
    String path = folder.resolve("m").toString();
    List<LabeledVector> rows = rows(false, 3);
    TrainedModel trained = builder("multinomial").model(path).build().train(rows);
    Model model = Model.load(path);
    double errors = 0;
    double weights = 0;
    for (LabeledVector row : rows) {
      int predicted = (int) model.predict(row.features());
      assertThat(model.predict(row.features().toSparse())).isEqualTo(predicted);
      errors +=
          model.encoding().className(predicted).equals(String.valueOf((int) row.label()))
              ? 0
              : row.weight();
      weights += row.weight();
      assertThat(Arrays.stream(model.probabilities(row.features())).sum())
          .isCloseTo(1, within(1e-14));
    }
    assertThat(errors / weights).isEqualTo(trained.train().errorRate());
    assertThat(model.theta()).isEqualTo(trained.model().theta());
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 2)))
        .hasMessageContaining("2 features, the model 4");
    assertThatThrownBy(() -> builder("multinomial").model(path).build().train(rows))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CANNOT_CREATE));
  }

  @Test
  void standardisedWeightsApplyToRawFeatures() {
    List<LabeledVector> rows = rows(false, 2);
    Model model = builder("logistic").standardize("true").build().train(rows).model();
    double[] theta = model.theta();
    double[] x = rows.get(7).features().toArray();
    double margin = theta[4];
    for (int j = 0; j < 4; j++) {
      margin += theta[j] * x[j];
    }
    assertThat(model.margins(rows.get(7).features())[0]).isCloseTo(margin, within(1e-14));
    assertThat(model.largestWeights(2)).extracting(Model.Weight::name).containsExactly("3", "1");
  }

  @Test
  void aShareOfTheRowsIsKeptForValidationOnEveryEngine() {
    for (int classes : new int[] {0, 2, 3}) {
      String loss = classes == 0 ? "squared" : classes == 2 ? "logistic" : "multinomial";
      List<LabeledVector> rows = rows(false, classes);
      DescentBuilder builder =
          builder(loss).epochs(30).rate(0.01).validationFraction(0.2).patience(3).stop("time 1h");
      TrainedModel list = builder.shards(5).build().train(rows);
      TrainedModel rdd =
          builder(loss)
              .epochs(30)
              .rate(0.01)
              .validationFraction(0.2)
              .patience(3)
              .stop("time 1h")
              .build()
              .train(context.parallelize(rows, 5));
      assertThat(context.getPersistentRDDs()).isEmpty();
      assertThat(rdd.model().theta()).as(loss).isEqualTo(list.model().theta());
      assertThat(rdd.validation()).isEqualTo(list.validation());
      assertThat(list.train().rows() + list.validation().rows()).isEqualTo(300);
      assertThat(list.validation().rows()).isBetween(50L, 70L);
      assertThat(list.validation().objective()).isEqualTo(list.result().validationLoss());
    }
  }

  @Test
  void listenersHearOfEveryStep() {
    List<Long> steps = new ArrayList<>();
    builder("logistic").steps(12).listener(r -> steps.add(r.step())).build().train(rows(false, 2));
    assertThat(steps).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
  }

  /** The rates of a training by 10 steps an epoch, 3 epochs. */
  private static List<Double> rates(DescentBuilder builder) {
    List<Double> rates = new ArrayList<>();
    builder.rate(0.8).listener(r -> rates.add(r.rate())).build().train(rows(false, 2));
    return rates;
  }

  @Test
  void schedulesKnowTheStepsOfTheTraining() {
    List<Double> rates = rates(builder("logistic").schedule("warmup 1epoch, polynomial all"));
    assertThat(rates).hasSize(29);
    for (int s = 0; s < 29; s++) {
      double expected = s < 10 ? 0.8 * (s + 1) / 10 : 0.8 * (1 - (s - 10) / 19.0);
      assertThat(rates.get(s)).as("step " + s).isCloseTo(expected, within(1e-15));
    }
    List<Double> half = rates(builder("logistic").steps(20).schedule("step 0.5 every 50%"));
    assertThat(half.subList(0, 10)).containsOnly(0.8);
    assertThat(half.subList(10, 20)).containsOnly(0.4);
    assertThatThrownBy(() -> builder("logistic").schedule("cosine").build())
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("got 'cosine': cosine: its number is missing");
  }

  @Test
  void theOptimalRateFollowsFromBothPenalties() {
    List<Double> rates = new ArrayList<>();
    Descent.builder()
        .loss("logistic")
        .schedule("optimal")
        .l1(0.06)
        .l2(0.04)
        .steps(2)
        .listener(r -> rates.add(r.rate()))
        .build()
        .train(rows(false, 2));
    double typical = Math.sqrt(1 / Math.sqrt(0.1));
    assertThat(rates.get(0)).isCloseTo(typical, within(1e-12));
    assertThat(rates.get(1)).isCloseTo(1 / (0.1 + 1 / typical), within(1e-12));
  }

  /** Rows sorted by label: each shard knows one label, until they are dealt anew. */
  @Test
  void shardsThatAreNotAlikeAreDealtBeforeLocalSteps() {
    List<LabeledVector> sorted = new ArrayList<>(rows(true, 2));
    sorted.sort(Comparator.comparingDouble(LabeledVector::label));
    DescentBuilder builder =
        Descent.builder().loss("logistic").optimizer("adagrad").localSteps(50).epochs(3).shards(8);
    TrainedModel dealt = builder.build().train(sorted);
    assertThat(dealt.notes())
        .hasSize(2)
        .startsWith("rows were dealt anew to shards (--shuffle)")
        .last()
        .asString()
        .contains("each of 8 shards makes at most ", "fewer (--shards) would learn more");
    TrainedModel left = builder.shuffle("false").build().train(sorted);
    assertThat(left.notes()).hasSize(1);
    assertThat(dealt.train().objective()).isLessThan(left.train().objective());
    assertThat(builder.shuffle("false").localSteps().build().train(sorted).notes())
        .hasSize(2)
        .first()
        .asString()
        .matches("local steps: [0-9]+, 1 averages an epoch");
    builder.localSteps(50);
    TrainedModel asked = builder.shuffle("true").build().train(sorted);
    assertThat(asked.model().theta()).isEqualTo(dealt.model().theta());
    assertThat(builder.shuffle("auto").build().train(rows(true, 2)).notes()).hasSize(1);
  }

  @Test
  void aRateFollowsTheObjectiveAlikeOnAnRddAndAList() {
    // A tolerance that no epoch can meet, so that the rate falls after every second.
    String schedule = "warmup 2, adaptive patience 1 tolerance 1e9";
    List<LabeledVector> rows = rows(false, 2);
    List<Double> onList = new ArrayList<>();
    List<Double> onRdd = new ArrayList<>();
    builder("logistic")
        .schedule(schedule)
        .shards(5)
        .listener(r -> onList.add(r.rate()))
        .build()
        .train(rows);
    builder("logistic")
        .schedule(schedule)
        .listener(r -> onRdd.add(r.rate()))
        .build()
        .train(context.parallelize(rows, 5));
    assertThat(onRdd).isEqualTo(onList);
    assertThat(onList.get(0)).isEqualTo(0.025);
    assertThat(onList.subList(1, 22)).containsOnly(0.05);
    assertThat(onList.subList(22, 29)).containsOnly(0.01);
  }

  @Test
  void wrongRowsAreNamed() {
    List<LabeledVector> rows = new ArrayList<>(rows(false, 2));
    rows.set(290, LabeledVector.of(1, Vectors.dense(1, Double.NaN, 0, 0)));
    assertData(rows, "logistic", "element 1 is NaN");
    rows.set(290, LabeledVector.of(1, Vectors.dense(1, 2)));
    assertData(rows, "logistic", "2 elements after one of 4");
    rows.set(290, LabeledVector.of(Double.NaN, Vectors.dense(1, 2, 3, 4)));
    assertData(rows, "squared", "label NaN");
    rows.set(290, LabeledVector.of(7, Vectors.dense(1, 2, 3, 4)));
    assertData(rows, "hinge", "-1, 1, 7");
    rows.replaceAll(row -> LabeledVector.of(2 + Math.signum(row.label()), row.features()));
    rows.set(290, LabeledVector.of(-0.5, Vectors.dense(1, 2, 3, 4)));
    assertData(rows, "poisson", "label -0.5; this loss takes numbers of at least 0");
    rows.set(290, LabeledVector.of(0, Vectors.dense(1, 2, 3, 4)));
    assertData(rows, "gamma", "label 0; this loss takes numbers above 0");
    assertData(List.of(), "squared", "no rows");
    assertThatThrownBy(() -> LabeledVector.of(1, Vectors.dense(1), -2)).hasMessageContaining("-2");
  }

  private static void assertData(List<LabeledVector> rows, String loss, String message) {
    JavaRDD<LabeledVector> rdd = context.parallelize(rows, 3);
    for (Runnable training :
        List.<Runnable>of(
            () -> builder(loss).build().train(rows), () -> builder(loss).build().train(rdd))) {
      assertThatThrownBy(training::run)
          .hasMessageContaining(message)
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA));
    }
  }

  @Test
  void optionsThatDoNotApplyAreRefused() {
    List<LabeledVector> rows = rows(false, 2);
    assertThatThrownBy(() -> builder("logistic").label("y").build().train(rows))
        .hasMessageContaining("--label is about files");
    assertThatThrownBy(() -> builder("logistic").engine("spark").build().train(rows))
        .hasMessageContaining("--engine spark");
    assertThatThrownBy(() -> Descent.builder().build()).hasMessageContaining("--loss is required");
    assertThatThrownBy(() -> builder("logistic").rate(-1).build())
        .hasMessageContaining("--rate takes a number above 0 and finite, got '-1.0'");
    assertThatThrownBy(() -> builder("logistic").batchFraction(0.1).build())
        .hasMessageContaining("exclude");
    assertThatThrownBy(() -> builder("logistic").optimizer("sgd").momentum(0.5).build())
        .hasMessageContaining("--momentum does not apply");
  }
}
