package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.descent.optim.UpdateRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The update rule as options ask for it. */
class UpdatesTest {
  static List<String> names() {
    return UpdateRules.names();
  }

  private static List<LabeledVector> rows() {
    Random random = new Random(4);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double[] x = {random.nextGaussian(), random.nextGaussian()};
      rows.add(LabeledVector.of(3 + x[0] - 2 * x[1] + random.nextGaussian(), Vectors.dense(x), 1));
    }
    return rows;
  }

  private static DescentBuilder builder(String optimizer) {
    return Descent.builder()
        .loss("squared")
        .optimizer(optimizer)
        .sampling("full")
        .steps(30)
        .storage("double");
  }

  private static double[] theta(DescentBuilder builder) {
    return builder.build().train(rows()).result().theta();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRuleTrainsWithWhatIsPutAroundIt(String name) {
    DescentBuilder builder =
        builder(name).rate(0.05).clipNorm(2).clipValue(1.5).average("bottou:9").l2(0.01);
    if (!name.equals("ftrl")) {
      builder.lookahead("5:0.5").weightDecay(0.1);
    }
    TrainedModel trained = builder.build().train(rows());
    assertThat(trained.train().objective()).isLessThan(trained.result().startObjective());
    assertThat(trained.result().theta()).isNotEqualTo(trained.result().checkpoint().theta());
    assertThat(theta(builder)).as("a second run").isEqualTo(trained.result().theta());
  }

  /** However often its shards meet, with a rate of its own choice. */
  @Test
  void reducedVarianceReachesTheOptimum() {
    DescentBuilder svrg =
        Descent.builder().loss("squared").optimizer("svrg").storage("double").epochs(600);
    double[] rounds = Arrays.copyOf(theta(svrg), 3);
    double[] often = Arrays.copyOf(theta(svrg.localSteps(4)), 3);
    double[] optimum = theta(builder("sgd").rate(0.5).steps(500));
    assertThat(rounds).containsExactly(optimum, offset(1e-9));
    assertThat(often).containsExactly(optimum, offset(1e-9));
  }

  /** L2 leaves the intercept alone, so decoupled decay of the plain rule must too. */
  @Test
  void decayOfThePlainRuleIsL2AndLeavesTheInterceptAlone() {
    double[] decayed = theta(builder("sgd").weightDecay(2));
    assertThat(decayed).containsExactly(theta(builder("sgd").l2(2)), within(1e-12));
    assertThat(decayed[2]).isGreaterThan(2);
  }

  @Test
  void clippingComesFromTheOptions() {
    double[] value = theta(builder("sgd").steps(1).rate(1).clipValue(0.25));
    assertThat(Math.abs(value[2])).isEqualTo(0.25);
    double[] norm = theta(builder("sgd").steps(1).rate(1).clipNorm(0.5));
    assertThat(Math.sqrt(norm[0] * norm[0] + norm[1] * norm[1] + norm[2] * norm[2]))
        .isCloseTo(0.5, within(1e-15));
    // By value first: what is left has a norm below the limit.
    assertThat(theta(builder("sgd").steps(1).rate(1).clipNorm(0.5).clipValue(0.25)))
        .isEqualTo(value);
  }

  @Test
  void settingsAndDefaultsAreRecorded() {
    assertThat(builder("adam").beta2(0.5).build().config().effective())
        .contains(
            entry("rate", "0.001"),
            entry("beta1", "0.9"),
            entry("beta2", "0.5"),
            entry("adaptive-epsilon", "1e-8"),
            entry("average", "none"))
        .doesNotContainKeys("momentum", "decay", "centered", "ftrl-beta");
    assertThat(builder("ftrl").ftrlBeta(2).build().config().effective())
        .contains(entry("rate", "0.1"), entry("ftrl-beta", "2.0"))
        .doesNotContainKey("weight-decay");
    assertThat(builder("momentum").dampening(0.5).build().config().effective())
        .contains(entry("momentum", "0.9"), entry("dampening", "0.5"), entry("weight-decay", "0"));
    assertThat(builder("adamw").build().config().effective()).containsEntry("weight-decay", "0.01");
  }

  @Test
  void rmspropHasMomentumOnlyWhenItIsGiven() {
    double[] without = theta(builder("rmsprop"));
    assertThat(theta(builder("rmsprop").momentum(0))).isEqualTo(without);
    assertThat(theta(builder("rmsprop").momentum(0.9))).isNotEqualTo(without);
    assertThat(theta(builder("rmsprop").centered(true))).isNotEqualTo(without);
    assertThat(theta(builder("rmsprop").decay(0.9).adaptiveEpsilon(1e-3))).isNotEqualTo(without);
  }
}
