package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.data.input.InputSpec;
import io.descent.evaluate.Metrics;
import io.descent.files.FileStores;
import io.descent.spark.SparkEngine;
import io.descent.train.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes by a binary problem each, from rows to predictions. */
class OneVersusRestTest {
  private static final double[] CLASSES = {-3, 0.5, 7};

  @TempDir Path folder;

  private static List<LabeledVector> rows() {
    Random random = new Random(4);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      int c = 2 * x[0] + random.nextGaussian() > 1 ? 2 : x[1] + x[2] > 0 ? 1 : 0;
      rows.add(LabeledVector.of(CLASSES[c], Vectors.dense(x), 1 + i % 3));
    }
    return rows;
  }

  private static DescentBuilder builder(String loss) {
    return Descent.builder()
        .loss(loss)
        .l2(0.01)
        .l1(0.001)
        .batchSize(32)
        .epochs(4)
        .rate(0.05)
        .storage("double");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "hinge"})
  void isATrainingAClassBitForBit(String loss) {
    TrainedModel all = builder(loss).multiclass("ovr").build().train(rows());
    double[] weights = all.model().weights();
    double objective = 0;
    for (int c = 0; c < CLASSES.length; c++) {
      double label = CLASSES[c];
      List<LabeledVector> rest =
          rows().stream()
              .map(r -> LabeledVector.of(r.label() == label ? 1 : 0, r.features(), r.weight()))
              .toList();
      TrainedModel one = builder(loss).build().train(rest);
      assertThat(Arrays.copyOfRange(weights, 3 * c, 3 * c + 3)).isEqualTo(one.model().weights());
      assertThat(all.model().intercepts()[c]).isEqualTo(one.model().intercepts()[0]);
      objective += one.train().objective();
    }
    assertThat(all.train().objective()).isCloseTo(objective, within(1e-12));
    assertThat(all.train().errorRate()).isLessThan(0.25);
    assertThat(all.model().encoding().className(0)).isEqualTo("-3");
    assertThat(Double.isNaN(all.train().logLoss())).isEqualTo(loss.equals("hinge"));
  }

  @Test
  void metricsAreThoseOfTheProbabilities() {
    TrainedModel trained = builder("logistic").multiclass("ovr").build().train(rows());
    double logLoss = 0;
    double errors = 0;
    double weight = 0;
    for (LabeledVector row : rows()) {
      int label = Arrays.binarySearch(CLASSES, row.label());
      logLoss -= row.weight() * Math.log(trained.model().probabilities(row.features())[label]);
      errors += trained.model().predict(row.features()) == label ? 0 : row.weight();
      weight += row.weight();
    }
    assertThat(trained.train().logLoss()).isCloseTo(logLoss / weight, within(1e-12));
    assertThat(trained.train().errorRate()).isCloseTo(errors / weight, within(1e-12));
  }

  @Test
  void textsOfATableOnBothEnginesAndAgainFromTheModel() throws IOException {
    StringBuilder csv = new StringBuilder("a,b,c,kind\n");
    for (LabeledVector row : rows()) {
      double[] x = row.features().toArray();
      String kind = row.label() < 0 ? "red" : row.label() < 1 ? "green" : "blue";
      csv.append(String.join(",", "" + x[0], "" + x[1], "" + x[2], kind)).append('\n');
    }
    Path data = Files.writeString(folder.resolve("d.csv"), csv);
    String saved = folder.resolve("model").toString();
    DescentBuilder builder =
        builder("logistic").multiclass("ovr").data(data.toString()).label("kind");
    TrainedModel local;
    try (Workplace place = new Workplace(LocalEngine.of(2), FileStores.local())) {
      local = builder.model(saved).build().train(place);
    }
    InputSpec input = new InputSpec(FileStores.local(), data.toString(), null, true, 0);
    Model model = Model.load(saved);
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2,4]")
            .setAppName("OneVersusRestTest")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      SparkEngine engine = SparkEngine.on(context, 3);
      TrainedModel spark =
          builder.overwrite(true).build().train(new Workplace(engine, FileStores.local()));
      assertThat(spark.model().theta()).isEqualTo(local.model().theta());
      assertThat(spark.train()).isEqualTo(local.train());
      Metrics again = model.evaluate(input, engine);
      assertThat(again.errorRate()).isEqualTo(local.train().errorRate());
      assertThat(again.logLoss()).isCloseTo(local.train().logLoss(), within(1e-12));
      assertThat(again.objective()).isCloseTo(local.train().objective(), within(1e-12));
    }
    assertThat(model.theta()).isEqualTo(local.model().theta());
    assertThat(model.encoding().className(0)).isEqualTo("blue");
    String output = folder.resolve("said").toString();
    try (LocalEngine engine = LocalEngine.of(1)) {
      assertThat(model.predict(input, engine, output, false)).isEqualTo(300);
    }
    List<String> lines = Files.readAllLines(folder.resolve("said/part-00000.csv"));
    assertThat(lines.get(0))
        .isEqualTo("a,b,c,kind,prediction,probability_blue,probability_green,probability_red");
    String[] first = lines.get(1).split(",", -1);
    Vector x =
        Vectors.dense(
            Double.parseDouble(first[0]),
            Double.parseDouble(first[1]),
            Double.parseDouble(first[2]));
    assertThat(first[4]).isEqualTo(model.encoding().className((int) model.predict(x)));
  }

  @Test
  void digits() {
    TrainedModel trained =
        Descent.builder()
            .data("data/digits.csv")
            .label("target")
            .loss("logistic")
            .multiclass("ovr")
            .l2(0.001)
            .rate(0.05)
            .batchSize(64)
            .epochs(30)
            .engine("local")
            .build()
            .train();
    assertThat(trained.train().errorRate()).isLessThan(0.02);
    assertThat(trained.model().weights()).hasSize(640);
    assertThat(trained.model().encoding().classes()).isEqualTo(10);
  }
}
