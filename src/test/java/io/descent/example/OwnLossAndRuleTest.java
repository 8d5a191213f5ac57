package io.descent.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.api.Descent;
import io.descent.api.Model;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.EffectiveStep;
import io.descent.objective.LabelDomain;
import io.descent.objective.Loss;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLossAndRuleTest {
  private static final String LOG_COSH = OwnLossAndRule.LogCosh.class.getName();
  private static final String NORMALISED = OwnLossAndRule.Normalised.class.getName();

  @TempDir private Path folder;

  /** A loss for labels 0 and 1 with a parameter that options and models know by its name. */
  public static final class Shifted implements Loss {
    private static final long serialVersionUID = 1L;
    private final double epsilon;

    public Shifted() {
      this(0.25);
    }

    private Shifted(double epsilon) {
      this.epsilon = epsilon;
    }

    @Override
    public String name() {
      return "shifted";
    }

    @Override
    public LabelDomain labelDomain() {
      return LabelDomain.BINARY;
    }

    @Override
    public SortedMap<String, Double> parameters() {
      return new TreeMap<>(Map.of("epsilon", epsilon));
    }

    @Override
    public Loss with(String parameter, double number) {
      if (number > 1) {
        throw new IllegalArgumentException("epsilon is at most 1, got " + number);
      }
      return new Shifted(number);
    }

    @Override
    public double value(double margin, double label) {
      double m = (2 * label - 1) * margin;
      return Math.max(0, epsilon - m);
    }

    @Override
    public double derivative(double margin, double label) {
      double sign = 2 * label - 1;
      return sign * margin < epsilon ? -sign : 0;
    }
  }

  /** Not allowed: the name is taken. */
  public static final class SecondAdam implements UpdateRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "adam";
    }

    @Override
    public Slots init(int dimension) {
      return Slots.none();
    }

    @Override
    public void apply(
        double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
      throw new AssertionError("must not be used");
    }
  }

  private <T> T with(Callable<T> action, String... services) throws Exception {
    return OwnServices.with(folder.resolve("jar"), action, services);
  }

  @Test
  void theGuideShowsTheExampleAsItIs() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/descent/example/OwnLossAndRule.java"));
    String shown = source.substring(source.indexOf("import")).strip();
    assertThat(Files.readString(Path.of("CONTRIBUTING.md")))
        .contains("```java\n" + shown + "\n```");
  }

  /**
   * Where the sum of tanh(z − y) vanishes: the wild point pulls, but only as hard as tanh lets it.
   */
  @Test
  void theExampleFindsTheOptimumOfItsLoss() throws Exception {
    Model model =
        with(OwnLossAndRule::fit, OwnServices.LOSS, LOG_COSH, OwnServices.RULE, NORMALISED);
    double slope = 0;
    double intercept = 0;
    double[] y = {3, 5, 7, 90};
    for (int i = 0; i < 4; i++) {
      double pull = Math.tanh(model.weights()[0] * (i + 1) + model.intercepts()[0] - y[i]);
      slope += pull * (i + 1);
      intercept += pull;
    }
    assertThat(slope).isCloseTo(0, within(0.05));
    assertThat(intercept).isCloseTo(0, within(0.05));
  }

  private String train(String optimizer, double epsilon) {
    String saved = folder.resolve("model").toString();
    Descent.builder()
        .loss("shifted")
        .epsilon(epsilon)
        .optimizer(optimizer)
        .weightDecay(0.01)
        .data("data/breast-cancer.csv")
        .label("target")
        .engine("local")
        .steps(20)
        .model(saved)
        .overwrite(true)
        .build()
        .train();
    return saved;
  }

  @Test
  void aModelKeepsTheLossWithItsParameterAndNeedsItsJar() throws Exception {
    String saved =
        with(
            () -> train("normalised", 0.5),
            OwnServices.LOSS,
            Shifted.class.getName(),
            OwnServices.RULE,
            NORMALISED);
    Model loaded = with(() -> Model.load(saved), OwnServices.LOSS, Shifted.class.getName());
    assertThat(loaded.lossParameters()).containsExactly(Map.entry("epsilon", 0.5));
    assertThat(loaded.provenance().configuration())
        .containsEntry("optimizer", "normalised")
        .containsEntry("rate", "0.1")
        .containsEntry("weight-decay", "0.01")
        .containsEntry("epsilon", "0.5");
    int features = loaded.encoding().width();
    assertThat(loaded.predict(Vectors.zeros(features))).isIn(0.0, 1.0);
    assertThatThrownBy(() -> Model.load(saved))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no loss shifted")
        .hasMessageContaining("class path");
  }

  @Test
  void whatDoesNotGoWithAnOwnLossOrRuleIsRefused() throws Exception {
    with(
        () -> {
          assertThatThrownBy(() -> Descent.builder().loss("shifted").epsilon(2).build())
              .hasMessageContaining("--loss shifted: epsilon is at most 1, got 2.0");
          assertThatThrownBy(() -> Descent.builder().loss("shifted").quantile(0.5).build())
              .hasMessageContaining("--quantile does not apply to --loss shifted");
          assertThatThrownBy(() -> Descent.builder().loss("shifted").optimizer("nag").build())
              .hasMessageContaining("got 'nag': jars on the class path bring normalised");
          assertThatThrownBy(
                  () ->
                      Descent.builder()
                          .loss("shifted")
                          .optimizer("normalised")
                          .momentum(0.5)
                          .build())
              .hasMessageContaining("--momentum does not apply to --optimizer normalised");
          assertThat(Descent.builder().loss("shifted").multiclass("ovr").build().config().loss())
              .isEqualTo("shifted");
          return true;
        },
        OwnServices.LOSS,
        Shifted.class.getName(),
        OwnServices.RULE,
        NORMALISED);
    assertThatThrownBy(() -> Descent.builder().loss("log-cosh").build())
        .hasMessageEndingWith("got 'log-cosh'");
  }

  @Test
  void aJarThatCannotBeUsedIsNamedWhenItIsNeededAndNotBefore() throws Exception {
    assertThatThrownBy(
            () ->
                with(
                    () -> Descent.builder().loss("hinge").optimizer("adma").build(),
                    OwnServices.RULE,
                    SecondAdam.class.getName()))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("SecondAdam on the class path calls itself --optimizer adam");
    assertThatThrownBy(
            () ->
                with(
                    () -> Descent.builder().loss("log-cosh").build(),
                    OwnServices.LOSS,
                    "no.such.Loss"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("no.such.Loss");
    assertThat(
            with(
                () -> Descent.builder().loss("hinge").build().config().loss(),
                OwnServices.LOSS,
                "no.such.Loss"))
        .isEqualTo("hinge");
  }
}
