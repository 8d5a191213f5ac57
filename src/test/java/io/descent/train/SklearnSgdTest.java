package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.HuberLoss;
import io.descent.objective.LinearObjective;
import io.descent.objective.Loss;
import io.descent.objective.Losses;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.optim.rate.InverseScaling;
import io.descent.optim.rate.Optimal;
import io.descent.penalty.ElasticNet;
import io.descent.sample.Sampler;
import io.descent.sample.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One pass in row order, a row a step, ends at the weights of scikit-learn's SGD; {@code
 * reference/sgd_traces.py} made the numbers, and says where the definitions part.
 */
class SklearnSgdTest {
  private static final double TOLERANCE = 1e-9;

  private static JsonNode reference() throws IOException {
    return new ObjectMapper()
        .readTree(Path.of("src/test/resources/reference/sgd_traces.json").toFile());
  }

  static List<JsonNode> runs() throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    reference().get("runs").forEach(runs::add);
    assertThat(runs).hasSize(4 * 3 * 2);
    return runs;
  }

  /** Step s reads row s. */
  private static final class RowAfterRow implements Sampler {
    private static final long serialVersionUID = 1L;

    @Override
    public Selection select(long seed, long step, Shards shards, Block block) {
      int shard = block.shard();
      long row = step - shards.rowsBefore(shard);
      return row >= 0 && row < shards.rows(shard)
          ? Selection.of(new int[] {(int) row})
          : Selection.all(0);
    }

    @Override
    public long steps(double epochs, long rows) {
      return (long) Math.ceil(epochs * rows);
    }

    @Override
    public boolean readsAll(long rows) {
      return rows == 1;
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void endsAtItsWeights(JsonNode run) throws IOException {
    ReferenceData data = scaled(ReferenceData.table(Path.of(run.get("data").asText())));
    boolean intercept = run.get("fitIntercept").asBoolean();
    LinearObjective objective = LinearObjective.of(loss(run), data.width(), intercept);
    Trainer trainer =
        Trainer.of(
            new Sgd(),
            rate(run),
            ElasticNet.of(0, run.get("l2").asDouble()),
            StopRule.steps(data.labels().length));
    TrainResult result;
    try (LocalEngine engine = LocalEngine.of(1)) {
      SampledGradient source =
          SampledGradient.of(engine.blocks(data.blocks()), objective, new RowAfterRow(), 1);
      double[] start = new double[objective.layout().dimension()];
      result = trainer.train(source, start, StepListener.none());
    }
    assertThat(result.rowsDrawn()).isEqualTo(data.labels().length);
    List<Double> expected = new ArrayList<>();
    run.get("weights").forEach(weight -> expected.add(weight.asDouble()));
    if (intercept) {
      expected.add(run.get("intercept").asDouble());
    }
    assertThat(result.theta())
        .containsExactly(
            expected.stream().mapToDouble(Double::doubleValue).toArray(), within(TOLERANCE));
  }

  /** As the script says: rows of a squared length of about 1, labels standardised. */
  private static ReferenceData scaled(ReferenceData data) {
    double root = Math.sqrt(data.width());
    double[][] features =
        Arrays.stream(data.features())
            .map(row -> Arrays.stream(row).map(x -> x / root).toArray())
            .toArray(double[][]::new);
    boolean classes = Arrays.stream(data.labels()).allMatch(y -> y == 0 || y == 1);
    return data.with(features, classes ? data.labels() : ReferenceData.standardised(data.labels()));
  }

  private static Loss loss(JsonNode run) throws IOException {
    String name = run.get("loss").asText();
    return name.equals("huber")
        ? HuberLoss.of(reference().get("huber").asDouble())
        : Losses.byName(name);
  }

  private static LearningRate rate(JsonNode run) {
    double rate = run.path("rate").asDouble();
    double power = run.path("power").asDouble();
    double alpha = run.get("l2").asDouble();
    return switch (run.get("schedule").asText()) {
      case "constant" -> LearningRates.constant(rate);
      case "invscaling" -> new InverseScaling(rate, power);
      case "optimal" -> new Optimal(alpha);
      default -> throw new IllegalArgumentException(run.toString());
    };
  }
}
