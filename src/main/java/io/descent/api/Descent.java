package io.descent.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.evaluate.Metrics;
import io.descent.evaluate.MetricsFunction;
import io.descent.evaluate.MetricsSum;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.files.InputFile;
import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.spark.SparkEngine;
import io.descent.store.DataFile;
import io.descent.store.ModelFolder;
import io.descent.store.Provenance;
import io.descent.train.Engine;
import io.descent.train.FullLoss;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import io.descent.train.StepListener;
import io.descent.train.StopReason;
import io.descent.train.StopRule;
import io.descent.train.TrainResult;
import io.descent.train.Trainer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * A training that is set up: of files, of an RDD, or of a list. The same settings, data and shards
 * give the same bits, wherever it runs and however often.
 */
public final class Descent {
  private static final int DEFAULT_LIST_SHARDS = 8;

  /** Options that say how files are read. */
  private static final List<TrainOption> OF_FILES =
      List.of(
          TrainOption.DATA,
          TrainOption.TEST,
          TrainOption.VALIDATION,
          TrainOption.FORMAT,
          TrainOption.HEADER,
          TrainOption.FEATURES,
          TrainOption.LABEL,
          TrainOption.WEIGHT,
          TrainOption.POSITIVE,
          TrainOption.MULTILABEL,
          TrainOption.NUMERIC,
          TrainOption.CATEGORICAL,
          TrainOption.HASH_BITS,
          TrainOption.MISSING);

  private final TrainConfig config;
  private final StepListener listener;

  Descent(TrainConfig config, StepListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /** Sets up a training. */
  public static DescentBuilder builder() {
    return new DescentBuilder();
  }

  /** Its settings. */
  public TrainConfig config() {
    return config;
  }

  /**
   * Trains on the files of {@code data}, on the engine that the settings name, and publishes the
   * model where {@code model} was given.
   *
   * @throws UserException when the data are wrong, the training diverges, or the model cannot be
   *     written
   */
  public TrainedModel train() {
    try (Workplace place =
        Workplace.open(
            config.value(TrainOption.ENGINE),
            (int) config.integer(TrainOption.PARTITIONS, 0),
            (int) config.integer(TrainOption.THREADS, 0))) {
      return train(place);
    }
  }

  /** Trains as {@link #train()} does, on an engine that is open. */
  public TrainedModel train(Workplace place) {
    config.require(TrainOption.DATA);
    FileStore store = place.store();
    ModelFolder folder = folder(store);
    InputSpec validation = files(store, TrainOption.VALIDATION);
    InputSpec test = files(store, TrainOption.TEST);
    PenaltySettings penalty = PenaltySettings.read(config, store);
    TrainingInput data =
        TrainingInput.load(
            InputSettings.files(config, store, TrainOption.DATA),
            InputSettings.table(config),
            (int) config.integer(TrainOption.FEATURES, 0),
            place.engine());
    return train(data, place.engine(), validation, test, penalty, folder);
  }

  private @Nullable InputSpec files(FileStore store, TrainOption paths) {
    if (!config.isGiven(paths)) {
      return null;
    }
    InputSpec files = InputSettings.files(config, store, paths);
    files.check();
    return files;
  }

  /**
   * Trains on the rows of an RDD, whose partitions are the shards, and publishes the model where
   * {@code model} was given.
   *
   * @throws UserException as {@link #train()}, and USAGE when the RDD's rows may come in another
   *     order when they are computed again, or when an option was given that is about files
   */
  public TrainedModel train(JavaRDD<LabeledVector> rows) {
    refuseOptionsOfFiles("local");
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.context());
    SparkEngine engine = SparkEngine.on(context, 0);
    FileStore store = FileStores.hadoop(context.hadoopConfiguration());
    ModelFolder folder = folder(store);
    PenaltySettings penalty = PenaltySettings.read(config, store);
    TrainingInput data = VectorInput.load(new RddVectors(rows, engine), config);
    return train(data, engine, null, null, penalty, folder);
  }

  /** Trains as {@link #train(JavaRDD)} does, on the rows of a list, on threads of this process. */
  public TrainedModel train(List<LabeledVector> rows) {
    refuseOptionsOfFiles("spark");
    int all = Runtime.getRuntime().availableProcessors();
    FileStore store = FileStores.local();
    ModelFolder folder = folder(store);
    PenaltySettings penalty = PenaltySettings.read(config, store);
    try (LocalEngine engine = LocalEngine.of((int) config.integer(TrainOption.THREADS, all))) {
      int shards = (int) config.integer(TrainOption.SHARDS, DEFAULT_LIST_SHARDS);
      VectorSource source = new ListVectors(rows, shards, engine);
      return train(VectorInput.load(source, config), engine, null, null, penalty, folder);
    }
  }

  private void refuseOptionsOfFiles(String otherEngine) {
    for (TrainOption option : OF_FILES) {
      if (config.isGiven(option)) {
        throw UserException.of(
            ExitCode.USAGE,
            "--"
                + option.option()
                + " is about files and does not apply to rows that are given; leave it out");
      }
    }
    if (config.isGiven(TrainOption.ENGINE)
        && config.value(TrainOption.ENGINE).equals(otherEngine)) {
      throw UserException.of(
          ExitCode.USAGE,
          "--engine "
              + otherEngine
              + " does not go with these rows: an RDD is trained on by Spark, a list by the local engine");
    }
  }

  private @Nullable ModelFolder folder(FileStore store) {
    String path = config.text(TrainOption.MODEL);
    if (path == null) {
      return null;
    }
    ModelFolder folder = ModelFolder.at(store, path);
    folder.checkWritable(config.isTrue(TrainOption.OVERWRITE));
    return folder;
  }

  private TrainedModel train(
      TrainingInput data,
      Engine engine,
      @Nullable InputSpec validationSpec,
      @Nullable InputSpec testSpec,
      PenaltySettings penaltySettings,
      @Nullable ModelFolder folder) {
    try (ShardedBlocks loaded = data.blocks()) {
      ClassWeights classWeights = ClassWeights.of(config, data.encoding(), loaded);
      Objective objective =
          Objectives.of(
              Objectives.family(config),
              config.loss(),
              config.lossParameters(),
              data.encoding().width(),
              data.encoding().classes(),
              config.intercept());
      // A mistake in the test data should not cost a finished training: they are read before it.
      try (ShardedBlocks test =
          testSpec == null ? null : data.encoding().loadLabelled(testSpec, engine).blocks()) {
        Choice choice =
            Choice.isLeftTo(config)
                ? Choice.of(
                    config,
                    objective,
                    classWeights.on(loaded),
                    settings -> penaltySettings.with(settings).of(data.encoding()),
                    listener)
                : null;
        Descent chosen =
            choice == null ? this : new Descent(config.with(choice.options()), listener);
        try (SplitRows split =
            SplitRows.of(
                chosen.config,
                loaded,
                classWeights,
                data.encoding(),
                objective,
                validationSpec,
                engine)) {
          return chosen.train(
              data,
              objective,
              split,
              classWeights,
              test,
              penaltySettings.with(chosen.config),
              folder,
              choice == null ? List.of() : List.of(choice.note()));
        }
      }
    }
  }

  private TrainedModel train(
      TrainingInput data,
      Objective objective,
      SplitRows split,
      ClassWeights classWeights,
      @Nullable ShardedBlocks test,
      PenaltySettings penaltySettings,
      @Nullable ModelFolder folder,
      List<String> choices) {
    ShardedBlocks blocks = split.training();
    long rows = blocks.shards().rows();
    Penalty penalised = penaltySettings.of(data.encoding());
    Loop loop = Loop.of(config, objective, blocks, penalised);
    StopRule stop = loop.stop();
    HistoryRecorder history =
        HistoryRecorder.of(config.integer(TrainOption.REPORT_EVERY, 0), stop.maxSteps());
    Trainer trainer =
        Trainer.of(loop.rule(), loop.rate(), penalised, stop).averaging(config.average());
    if (split.validates()) {
      trainer = trainer.validatedBy(theta -> split.sum(loop.model(theta), FullLoss.of(objective)));
    }
    TrainResult result =
        trainer.train(loop.source(), loop.start(), StepListener.both(history, listener));
    if (result.reason() == StopReason.DIVERGED) {
      throw diverged(result, loop.updateRate());
    }
    double[] theta = loop.model(result.theta());
    double penalty = trainer.penalty(objective.layout(), theta);
    MetricsSum sum = blocks.sum(theta, MetricsFunction.of(objective));
    Metrics train = Objects.requireNonNull(sum, "rows without metrics").metrics(penalty);
    Metrics validation =
        split.validates() ? split.sum(theta, MetricsFunction.of(objective)).metrics(penalty) : null;
    Model model =
        Model.of(
            config,
            objective,
            Scales.toRaw(objective.layout(), theta, data.encoding()),
            data.encoding(),
            penaltySettings,
            new Provenance(
                classWeights.record(config.effective()), dataFiles(data), rows, versions()));
    Metrics tested = test == null ? null : model.evaluate(test);
    if (folder != null) {
      model.save(
          folder,
          metrics(train, validation, tested),
          history.lines(),
          config.isTrue(TrainOption.OVERWRITE));
    }
    List<String> notes = new ArrayList<>(data.notes());
    if (split.isShuffled()) {
      notes.add("rows were dealt anew to shards (--shuffle)");
    }
    notes.addAll(choices);
    notes.addAll(loop.notes());
    return new TrainedModel(model, result, train, validation, tested, history.lines(), notes);
  }

  private UserException diverged(TrainResult result, double rate) {
    String lower = BigDecimal.valueOf(rate).movePointLeft(1).stripTrailingZeros().toString();
    boolean scaled = config.value(TrainOption.STANDARDIZE).equals("true");
    return UserException.of(
        ExitCode.DIVERGED,
        "training diverged at step "
            + (result.steps() - 1)
            + ": the objective went from "
            + number(result.startObjective())
            + " to "
            + number(result.lastObjective())
            + "; try "
            + (config.schedule().usesRate() ? "--rate " + lower : "a larger --l2")
            + (scaled ? "" : ", or bring the features to a common scale with --standardize true")
            + "; no model was written");
  }

  private static String number(double value) {
    return String.format(Locale.US, "%.6g", value);
  }

  private static ObjectNode metrics(
      Metrics train, @Nullable Metrics validation, @Nullable Metrics test) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("train", train.toJson());
    if (validation != null) {
      json.set("validation", validation.toJson());
    }
    if (test != null) {
      json.set("test", test.toJson());
    }
    return json;
  }

  private static List<DataFile> dataFiles(TrainingInput data) {
    List<DataFile> files = new ArrayList<>();
    for (InputFile file : data.files()) {
      int index = files.size();
      files.add(
          new DataFile(file.path(), data.checksums().length(index), data.checksums().crc(index)));
    }
    return files;
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("descent", Version.text());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
