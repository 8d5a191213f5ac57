package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.HingeLoss;
import io.descent.objective.LinearObjective;
import io.descent.penalty.ElasticNet;
import io.descent.train.LocalEngine;
import io.descent.train.StepListener;
import io.descent.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
  private static final String CHOSEN = "chosen by trainings on ";

  private static List<LabeledVector> rows(int count, String loss, boolean sparse) {
    Random random = new Random(5);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {random.nextGaussian(), 5 * random.nextGaussian(), random.nextInt(2)};
      double z = x[0] - 0.1 * x[1] + x[2] + random.nextGaussian();
      double label =
          switch (loss) {
            case "squared" -> 100 * z;
            case "multinomial" -> Math.min(2, Math.max(0, Math.round(z / 2 + 1)));
            default -> z > 0 ? 1 : 0;
          };
      Vector vector = Vectors.dense(x);
      rows.add(LabeledVector.of(label, sparse ? vector.toSparse() : vector));
    }
    return rows;
  }

  private static String note(TrainedModel trained) {
    return trained.notes().stream().filter(n -> n.startsWith(CHOSEN)).findFirst().orElseThrow();
  }

  /** What is chosen is options like any others, on whichever engine the rows are. */
  @ParameterizedTest
  @ValueSource(strings = {"logistic", "hinge", "squared", "multinomial"})
  void theOptionsThatItNamesMakeTheSameModel(String loss) {
    List<LabeledVector> rows = rows(200, loss, loss.equals("logistic"));
    TrainedModel chosen = Descent.builder().loss(loss).build().train(rows);
    DescentBuilder named = Descent.builder().loss(loss);
    String[] words = note(chosen).substring(note(chosen).indexOf("--")).split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      named.set(TrainOption.named(words[i].substring(2)), words[i + 1]);
    }
    TrainedModel again = named.build().train(rows);
    assertThat(again.model().theta()).isEqualTo(chosen.model().theta());
    assertThat(again.notes()).noneMatch(n -> n.startsWith(CHOSEN));
    assertThat(chosen.train().objective()).isLessThan(0.7 * chosen.result().startObjective());
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2,4]")
            .setAppName("ChoiceTest")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      TrainedModel rdd = Descent.builder().loss(loss).build().train(context.parallelize(rows, 8));
      assertThat(note(rdd)).isEqualTo(note(chosen));
      assertThat(rdd.model().theta()).isEqualTo(chosen.model().theta());
    }
  }

  @Test
  void everyTrialIsTold() {
    List<String> trials = new ArrayList<>();
    TrainedModel trained =
        Descent.builder()
            .loss("logistic")
            .listener(
                new StepListener() {
                  @Override
                  public void onTrial(String options, double loss, double epochs) {
                    trials.add(options);
                    assertThat(loss).isBetween(0.2, 0.7);
                    assertThat(epochs).isGreaterThanOrEqualTo(1);
                  }

                  @Override
                  public void onStep(StepReport report) {}
                })
            .build()
            .train(rows(200, "logistic", true));
    assertThat(trials).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    assertThat(trials).allMatch(t -> t.contains("svrg"));
    assertThat(trained.train().logLoss()).isLessThan(0.5);
  }

  /** Labels that no row held out could be judged by, and shards without a row. */
  @Test
  void threeRowsAreEnough() {
    for (String loss : List.of("squared", "hinge")) {
      TrainedModel trained = Descent.builder().loss(loss).build().train(rows(3, loss, true));
      assertThat(note(trained)).contains("on 3 rows");
    }
  }

  @Test
  void oneOptionOfHowToTrainAndNothingIsChosen() {
    Map<TrainOption, String> values =
        Map.of(
            TrainOption.RATE, "0.1",
            TrainOption.EPOCHS, "2",
            TrainOption.L2, "0",
            TrainOption.SAMPLING, "full",
            TrainOption.OPTIMIZER, "momentum",
            TrainOption.LOCAL_STEPS, "auto");
    values.forEach(
        (option, value) -> {
          TrainConfig config =
              Descent.builder().loss("logistic").set(option, value).build().config();
          assertThat(Choice.isLeftTo(config)).as(option.option()).isFalse();
        });
    for (TrainOption other :
        List.of(TrainOption.SEED, TrainOption.SHARDS, TrainOption.CLASS_WEIGHT)) {
      String value = other == TrainOption.CLASS_WEIGHT ? "balanced" : "3";
      TrainConfig config = Descent.builder().loss("logistic").set(other, value).build().config();
      assertThat(Choice.isLeftTo(config)).as(other.option()).isTrue();
    }
  }

  /** The penalty is that of all rows, and rows held out end the training. */
  @Test
  void aSampleChoosesForAllRows() {
    int count = 4000;
    double[] x = new double[2 * count];
    double[] y = new double[count];
    Random random = new Random(8);
    for (int i = 0; i < count; i++) {
      x[2 * i] = random.nextGaussian();
      x[2 * i + 1] = random.nextGaussian();
      y[i] = x[2 * i] + random.nextGaussian() > 0 ? 1 : 0;
    }
    try (LocalEngine engine = LocalEngine.of(1)) {
      Choice choice =
          Choice.of(
              Descent.builder().loss("hinge").build().config(),
              LinearObjective.of(new HingeLoss(), 2, true),
              engine.blocks(List.of(Block.of(0, DenseRows.of(count, 2, x), y, null))),
              settings -> ElasticNet.of(0, settings.number(TrainOption.L2)),
              StepListener.none(),
              2000);
      assertThat(choice.sampled()).isBetween(500L, 1000L);
      assertThat(choice.options())
          .containsEntry(TrainOption.VALIDATION_FRACTION, "0.05")
          .containsEntry(TrainOption.PATIENCE, "2")
          .containsEntry(TrainOption.OPTIMIZER, "adagrad");
      double strength = 1 / (Double.parseDouble(choice.options().get(TrainOption.L2)) * count);
      double step = (Math.log10(strength) + 4) * 9 / 8;
      assertThat(step).isBetween(-0.1, 9.1);
      assertThat(Math.abs(step - Math.rint(step))).isLessThan(0.01);
    }
  }

  /** Few long rows of counts, whose frequent words alone lower the objective at first. */
  @Test
  void theRateRisesAsLongAsRowsHeldOutCostLess() {
    Random random = new Random(5);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int topic = random.nextInt(2);
      double[] counts = new double[2000];
      for (int word = 0; word < 120; word++) {
        int w = (int) (1000 * Math.pow(random.nextDouble(), 4));
        counts[random.nextInt(4) == 0 ? 1000 + 500 * topic + w / 2 : w]++;
      }
      rows.add(LabeledVector.of(topic, Vectors.dense(counts).toSparse()));
    }
    Map<Double, Double> losses = new TreeMap<>();
    List<String> trials = new ArrayList<>();
    TrainedModel trained =
        Descent.builder()
            .loss("hinge")
            .listener(
                new StepListener() {
                  @Override
                  public void onTrial(String options, double loss, double epochs) {
                    losses.merge(rate(options), loss, Math::min);
                    trials.add(options);
                  }

                  @Override
                  public void onStep(StepReport report) {}
                })
            .build()
            .train(rows);
    double chosen = rate(note(trained));
    assertThat(trials).doesNotHaveDuplicates();
    assertThat(losses).hasSizeGreaterThan(1).containsKey(2 * chosen);
    assertThat(losses.get(chosen)).isLessThanOrEqualTo(losses.get(2 * chosen));
  }

  private static double rate(String options) {
    return Double.parseDouble(options.replaceAll(".*--rate (\\S+).*", "$1"));
  }
}
