package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.data.input.InputSpec;
import io.descent.evaluate.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Class weights are row weights that somebody else has worked out. */
class ClassWeightTest {
  @TempDir Path temp;

  /** Seeded rows of two or three unequal classes, their weights multiplied by those of a map. */
  private static List<LabeledVector> rows(
      int classes, boolean weighted, Map<Integer, Double> times) {
    Random random = new Random(4);
    List<LabeledVector> rows = new ArrayList<>();
    for (int row = 0; row < 240; row++) {
      int label = row % 7 == 0 ? 1 : row % 5 == 0 && classes > 2 ? 20 : 0;
      double[] x = {random.nextGaussian() + label, random.nextGaussian(), random.nextGaussian()};
      double weight = weighted ? 0.3 + row % 4 : 1;
      rows.add(LabeledVector.of(label, Vectors.dense(x), weight * times.getOrDefault(label, 1.0)));
    }
    return rows;
  }

  private static DescentBuilder builder(String loss, String sampling) {
    DescentBuilder builder = Descent.builder().loss(loss).sampling(sampling).rate(0.1).epochs(2);
    return sampling.equals("full") ? builder : builder.batchSize(24);
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, full, true", "logistic, full, false", "hinge, epoch, true",
    "logistic, importance, true", "logistic, importance, false", "multinomial, fixed, true",
    "multinomial, stratified, false", "multinomial, with-replacement, true"
  })
  void theBitsOfRowWeightsGivenByHand(String loss, String sampling, boolean weighted) {
    int classes = loss.equals("multinomial") ? 3 : 2;
    String text = classes == 2 ? "1:2.7,0:0.1" : "20:0.7,1:3.3";
    Map<Integer, Double> times = classes == 2 ? Map.of(1, 2.7, 0, 0.1) : Map.of(20, 0.7, 1, 3.3);
    TrainedModel byClass =
        builder(loss, sampling).classWeight(text).build().train(rows(classes, weighted, Map.of()));
    TrainedModel byRow = builder(loss, sampling).build().train(rows(classes, weighted, times));
    assertThat(byClass.model().theta()).isEqualTo(byRow.model().theta());
    assertThat(byClass.train()).isEqualTo(byRow.train());
    TrainedModel without = builder(loss, sampling).build().train(rows(classes, weighted, Map.of()));
    assertThat(byClass.model().theta()).isNotEqualTo(without.model().theta());
  }

  @Test
  void aWeightOfThreeIsThreeCopies() {
    List<LabeledVector> once = rows(2, false, Map.of());
    List<LabeledVector> copies = new ArrayList<>();
    for (LabeledVector row : once) {
      for (int copy = 0; copy < (row.label() == 1 ? 3 : 1); copy++) {
        copies.add(row);
      }
    }
    TrainedModel weighted = builder("logistic", "full").classWeight("1:3").build().train(once);
    TrainedModel repeated = builder("logistic", "full").build().train(copies);
    for (int j = 0; j < 4; j++) {
      assertThat(weighted.model().theta()[j]).isCloseTo(repeated.model().theta()[j], within(1e-13));
    }
    assertThat(weighted.train().objective()).isCloseTo(repeated.train().objective(), within(1e-13));
    assertThat(weighted.train().auc()).isCloseTo(repeated.train().auc(), within(1e-13));
  }

  @Test
  void balancedClassesWeighTheSame() {
    TrainedModel trained =
        builder("multinomial", "full")
            .classWeight("balanced")
            .build()
            .train(rows(3, false, Map.of()));
    // 35 rows of 1, 41 of 20 and 164 of 0.
    assertThat(trained.model().provenance().configuration().get("class-weight"))
        .isEqualTo(
            "0:%s,1:%s,20:%s".formatted(240 / (3 * 164.0), 240 / (3 * 35.0), 240 / (3 * 41.0)));
    assertThat(trained.train().weight()).isCloseTo(240, within(1e-10));
  }

  @Test
  void theModelCountsTestDataAsItsTrainingDid() throws Exception {
    StringBuilder csv = new StringBuilder("a,b,kind\n");
    Random random = new Random(3);
    for (int row = 0; row < 90; row++) {
      String kind = row % 9 == 0 ? "'it,s'" : row % 4 == 0 ? "x:y" : "plain";
      csv.append(random.nextGaussian() + row % 9).append(",1,\"").append(kind).append("\"\n");
    }
    Path data = Files.writeString(temp.resolve("data.csv"), csv);
    String model = temp.resolve("model").toString();
    TrainedModel trained =
        Descent.builder()
            .data(data.toString())
            .test(data.toString())
            .label("kind")
            .loss("multinomial")
            .engine("local")
            .classWeight("balanced")
            .model(model)
            .build()
            .train();
    assertThat(trained.test()).isNotNull();
    assertThat(trained.test().weight()).isCloseTo(90, within(1e-10));
    assertThat(trained.test().errorRate()).isEqualTo(trained.train().errorRate());
    try (Workplace place = Workplace.open("local", 0, 2)) {
      Metrics later =
          Model.load(model)
              .evaluate(
                  new InputSpec(place.store(), data.toString(), null, true, 0), place.engine());
      assertThat(later).isEqualTo(trained.test());
    }
  }
}
