package io.descent.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.descent.data.input.Encoding;
import io.descent.data.input.InputSpec;
import io.descent.data.output.PredictionOutput;
import io.descent.data.output.Scorer;
import io.descent.error.UserException;
import io.descent.evaluate.Metrics;
import io.descent.evaluate.MetricsFunction;
import io.descent.evaluate.MetricsSum;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.linalg.Block;
import io.descent.objective.LabelDomain;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.objective.Predictions;
import io.descent.store.ModelFolder;
import io.descent.store.Provenance;
import io.descent.store.SavedModel;
import io.descent.store.SavedObjective;
import io.descent.train.Engine;
import io.descent.train.ShardedBlocks;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;

/**
 * A trained model: parameters that apply to raw features, and how raw data become features.
 * Immutable and thread-safe.
 */
public final class Model {
  private final SavedObjective savedObjective;
  private final Objective objective;
  private final double[] theta;
  private final Encoding encoding;
  private final PenaltySettings penalty;
  private final Provenance provenance;

  private Model(
      SavedObjective savedObjective,
      Objective objective,
      double[] theta,
      Encoding encoding,
      PenaltySettings penalty,
      Provenance provenance) {
    this.savedObjective = savedObjective;
    this.objective = objective;
    this.theta = theta;
    this.encoding = encoding;
    this.penalty = penalty;
    this.provenance = provenance;
  }

  /**
   * A model.
   *
   * @param config what it was trained with
   * @param theta parameters on the scale of the data
   */
  static Model of(
      TrainConfig config,
      Objective objective,
      double[] theta,
      Encoding encoding,
      PenaltySettings penalty,
      Provenance provenance) {
    return new Model(
        new SavedObjective(
            Objectives.family(config), config.loss(), config.lossParameters(), encoding.classes()),
        objective,
        theta,
        encoding,
        penalty,
        provenance);
  }

  /**
   * Reads a model from a folder; Spark need not run. A path with a scheme other than {@code file:}
   * is read through Hadoop.
   *
   * @throws UserException NO_INPUT when there is none; DATA when it is damaged
   */
  public static Model load(String folder) {
    return load(FileStores.local(), folder);
  }

  /** As {@link #load(String)}, from the file systems of an engine. */
  public static Model load(FileStore store, String folder) {
    SavedModel saved = ModelFolder.at(store, folder).read();
    Encoding encoding = Encoding.fromJson(saved.encoding());
    return new Model(
        saved.objective(),
        Objectives.restored(saved, encoding, folder),
        saved.theta(),
        encoding,
        PenaltySettings.saved(saved.provenance().configuration(), saved.penalty()),
        saved.provenance());
  }

  /** Publishes the model as a folder, whole or not at all. */
  void save(ModelFolder folder, JsonNode metrics, List<String> history, boolean overwrite) {
    SavedModel saved =
        SavedModel.of(savedObjective, objective.layout(), theta, encoding.toJson(), provenance)
            .withPenalty(penalty.files());
    folder.write(saved, metrics, history, overwrite);
  }

  /** The name of the loss that it was trained with. */
  public String loss() {
    return savedObjective.loss();
  }

  /** The parameters of that loss, by the names of their options. */
  public SortedMap<String, Double> lossParameters() {
    return savedObjective.parameters();
  }

  /** What it computes. */
  public Objective objective() {
    return objective;
  }

  /** Whether rows have any number of labels. */
  public boolean isMultilabel() {
    return objective.labelDomain() == LabelDomain.LABEL_SETS;
  }

  /** How raw data become features and labels. */
  public Encoding encoding() {
    return encoding;
  }

  /** Where it comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** A copy of all parameters, in the order of the layout, on the scale of the data. */
  public double[] theta() {
    return theta.clone();
  }

  /** A copy of the weights: one a feature, or k rows of them for k classes. */
  public double[] weights() {
    return slice("weights");
  }

  /** A copy of the intercepts: one, or one a class; none when it was trained without. */
  public double[] intercepts() {
    return objective.layout().has("intercept") ? slice("intercept") : new double[0];
  }

  private double[] slice(String name) {
    ParameterLayout.Slice slice = objective.layout().slice(name);
    double[] copy = new double[slice.size()];
    System.arraycopy(theta, slice.offset(), copy, 0, slice.size());
    return copy;
  }

  /**
   * The prediction for a vector of raw features: a value (with a link the mean), 0 or 1, or the
   * number of a class.
   *
   * @throws IllegalArgumentException when the vector does not have as many features as the model
   * @throws IllegalStateException when rows have any number of labels: see {@link #predictLabels}
   */
  public double predict(Vector features) {
    if (isMultilabel()) {
      throw new IllegalStateException("the model has a prediction a label; use predictLabels");
    }
    return score(features).predicted()[0];
  }

  /**
   * The labels predicted for a vector, as the data say them, in the order of the encoding.
   *
   * @throws IllegalStateException when rows do not have any number of labels
   */
  public List<String> predictLabels(Vector features) {
    if (!isMultilabel()) {
      throw new IllegalStateException("the model has one prediction a row; use predict");
    }
    double[] predicted = score(features).predicted();
    return IntStream.range(0, predicted.length)
        .filter(c -> predicted[c] == 1)
        .mapToObj(encoding::className)
        .toList();
  }

  /** The margins of a vector: one, or one a class or label. */
  public double[] margins(Vector features) {
    return score(features).margins();
  }

  /**
   * The probability of label 1, or of each class or label.
   *
   * @throws IllegalStateException when the loss has no probabilities
   */
  public double[] probabilities(Vector features) {
    double[] probabilities = score(features).probabilities();
    if (probabilities == null) {
      throw new IllegalStateException("--loss " + loss() + " has no probabilities");
    }
    return probabilities;
  }

  private Predictions score(Vector features) {
    if (features.size() != encoding.width()) {
      throw new IllegalArgumentException(
          "the vector has " + features.size() + " features, the model " + encoding.width());
    }
    Predictions out = objective.predictions(1);
    objective.predict(Block.of(0, VectorRows.of(features), null, null), theta, out);
    return out;
  }

  /**
   * The metrics of labelled data, which count as in its training: by row weights where the data
   * have them, and by the class weights it was trained with.
   *
   * @throws UserException when the data do not go with the model
   */
  public Metrics evaluate(InputSpec input, Engine engine) {
    try (ShardedBlocks blocks = encoding.loadLabelled(input, engine).blocks()) {
      return evaluate(blocks);
    }
  }

  /**
   * As {@link #evaluate(InputSpec, Engine)}, of labelled rows whose features are as the data say
   * them; there is at least one.
   */
  Metrics evaluate(ShardedBlocks blocks) {
    ShardedBlocks weighted = ClassWeights.ofModel(provenance.configuration(), encoding).on(blocks);
    MetricsSum sum = weighted.sum(theta, MetricsFunction.of(objective));
    return Objects.requireNonNull(sum, "no rows").metrics(penalty());
  }

  /**
   * Writes what the model says of rows, with or without labels, beside what they hold: all columns
   * of a table, or number and label of vectors; then {@code prediction} — a value, 1 or 0, or the
   * class as the data say it — and {@code probability}, or {@code probability_c} of each class c,
   * where the loss has probabilities; with any number of labels a row {@code prediction_c} and
   * {@code probability_c} of each label c. The output is a folder of parts, published whole or not
   * at all: Parquet when its name ends in {@code .parquet} (with Spark only), else CSV.
   *
   * @param overwrite whether an earlier output of predictions is replaced
   * @return how many rows were written
   * @throws UserException when the data do not go with the model, or the output exists or cannot be
   *     written
   */
  public long predict(InputSpec input, Engine engine, String output, boolean overwrite) {
    PredictionOutput to = PredictionOutput.of(input.store(), output, overwrite);
    to.check(engine.name());
    String[] classes =
        IntStream.range(0, encoding.classes()).mapToObj(encoding::className).toArray(String[]::new);
    return encoding.predict(input, engine, Scorer.of(objective, theta, classes), to);
  }

  /** The penalty of its training at its weights, on the scale of training. */
  private double penalty() {
    ParameterLayout.Slice weights = objective.layout().slice("weights");
    double[] scaled = Scales.weightsToTraining(objective.layout(), theta, encoding);
    return penalty.of(encoding).value(scaled, weights.offset(), weights.offset() + weights.size());
  }

  /**
   * A weight by the name of its feature.
   *
   * @param name the feature, and the class where there are classes
   * @param scaled on the scale of training, where features are comparable
   * @param raw on the scale of the data
   */
  public record Weight(String name, double scaled, double raw) {}

  /** The weights that are largest in magnitude on the scale of training, at most so many. */
  public List<Weight> largestWeights(int count) {
    double[] scaled = Scales.weightsToTraining(objective.layout(), theta, encoding);
    ParameterLayout.Slice slice = objective.layout().slice("weights");
    return LargestWeights.of(scaled, slice, count).stream()
        .map(i -> new Weight(weightName(i - slice.offset()), scaled[i], theta[i]))
        .toList();
  }

  private String weightName(int index) {
    String feature = encoding.featureName(index % encoding.width());
    return encoding.classes() == 0
        ? feature
        : feature
            + (isMultilabel() ? " for label " : " for class ")
            + encoding.className(index / encoding.width());
  }
}
