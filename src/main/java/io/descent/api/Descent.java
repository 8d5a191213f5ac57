package io.descent.api;

import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.spark.SparkEngine;
import io.descent.store.ModelFolder;
import io.descent.train.LocalEngine;
import io.descent.train.StepListener;
import java.util.List;
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
    return new Training(config, listener)
        .train(data, place.engine(), validation, test, penalty, folder);
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
    return new Training(config, listener).train(data, engine, null, null, penalty, folder);
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
      TrainingInput data = VectorInput.load(source, config);
      return new Training(config, listener).train(data, engine, null, null, penalty, folder);
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
}
