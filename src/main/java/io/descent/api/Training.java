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
import io.descent.files.InputFile;
import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.store.DataFile;
import io.descent.store.ModelFolder;
import io.descent.store.Provenance;
import io.descent.train.Engine;
import io.descent.train.FullLoss;
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
import org.jspecify.annotations.Nullable;

/**
 * A training of rows that are loaded: choice of what was left open, split, loop, metrics, model.
 * The order is that in which mistakes should be found: test data are read before the loop begins.
 */
final class Training {
  private final TrainConfig config;
  private final StepListener listener;

  Training(TrainConfig config, StepListener listener) {
    this.config = config;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param validationSpec rows of a file to validate by, or null
   * @param testSpec rows to be tested on, or null
   * @param folder where the model is published, or null
   */
  TrainedModel train(
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
        Training chosen =
            choice == null ? this : new Training(config.with(choice.options()), listener);
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
