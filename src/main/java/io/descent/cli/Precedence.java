package io.descent.cli;

import io.descent.api.Sampling;
import io.descent.api.TrainConfig;
import io.descent.api.TrainOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose word counts: the command line's before the configuration file's. */
final class Precedence {
  /** Options of which one on the command line silences the others of the file. */
  private static final List<Set<TrainOption>> EXCLUSIVE =
      List.of(
          Set.of(TrainOption.POSITIVE, TrainOption.MULTICLASS),
          Set.of(TrainOption.HASH_BITS, TrainOption.FEATURES));

  /** What says how large a batch is, each with some samplings. */
  private static final List<TrainOption> BATCH =
      List.of(TrainOption.BATCH_SIZE, TrainOption.BATCH_FRACTION, TrainOption.BATCH_SCHEDULE);

  /** What is about updates in the shards. */
  private static final List<TrainOption> LOCAL =
      List.of(TrainOption.LOCAL_STEPS, TrainOption.OUTER_OPTIMIZER, TrainOption.OUTER_RATE);

  /** The sampling of such updates. */
  private static final String EPOCH = "epoch";

  private Precedence() {}

  /** The values of the command line, and those of the file that these leave standing. */
  static Map<TrainOption, String> merge(
      Map<TrainOption, String> file, Map<TrainOption, String> line) {
    Map<TrainOption, String> merged = new EnumMap<>(TrainOption.class);
    merged.putAll(file);
    for (Set<TrainOption> group : EXCLUSIVE) {
      if (group.stream().anyMatch(line::containsKey)) {
        merged.keySet().removeAll(group);
      }
    }
    silenceLocalSteps(merged, line);
    silenceSampling(merged, line);
    // A setting of the file's loss or rule does not outlive it.
    for (TrainOption chosen : List.of(TrainOption.LOSS, TrainOption.OPTIMIZER)) {
      String value = line.get(chosen);
      merged.keySet().removeIf(option -> value != null && !option.goesWith(chosen, value));
    }
    if (!TrainConfig.takesSchedule(line.getOrDefault(TrainOption.OPTIMIZER, ""))) {
      merged.remove(TrainOption.SCHEDULE);
      merged.remove(TrainOption.LOOKAHEAD);
    }
    // The plain rule has no momentum to set.
    if (line.containsKey(TrainOption.MOMENTUM) && !line.containsKey(TrainOption.OPTIMIZER)) {
      merged.remove(TrainOption.OPTIMIZER, "sgd");
    }
    if (TrainConfig.makesItsOwnRate(line.getOrDefault(TrainOption.SCHEDULE, ""))) {
      merged.remove(TrainOption.RATE);
    } else if (line.containsKey(TrainOption.RATE)
        && TrainConfig.makesItsOwnRate(merged.getOrDefault(TrainOption.SCHEDULE, ""))) {
      merged.remove(TrainOption.SCHEDULE);
    }
    if (line.containsKey(TrainOption.MAX_NORM)) {
      merged.remove(TrainOption.GROUP_LASSO);
      merged.remove(TrainOption.GROUPS);
    } else if (line.containsKey(TrainOption.GROUP_LASSO)) {
      merged.remove(TrainOption.MAX_NORM);
    }
    merged.putAll(line);
    return merged;
  }

  /**
   * Drops of the file what does not go with updates in the shards, which read every row once an
   * epoch, or such updates where the command line asks for other batches.
   */
  private static void silenceLocalSteps(
      Map<TrainOption, String> merged, Map<TrainOption, String> line) {
    String optimizer = line.getOrDefault(TrainOption.OPTIMIZER, "");
    boolean reduced = TrainConfig.isVarianceReduced(optimizer);
    if (line.containsKey(TrainOption.LOCAL_STEPS) || reduced) {
      merged.remove(TrainOption.BATCH_FRACTION);
      merged.remove(TrainOption.BATCH_SCHEDULE);
      merged.computeIfPresent(TrainOption.SAMPLING, (o, name) -> name.equals(EPOCH) ? name : null);
      if (reduced) {
        merged.remove(TrainOption.CLIP_NORM);
        merged.remove(TrainOption.CLIP_VALUE);
      }
    } else if (line.containsKey(TrainOption.BATCH_FRACTION)
        || line.containsKey(TrainOption.BATCH_SCHEDULE)
        || !line.getOrDefault(TrainOption.SAMPLING, EPOCH).equals(EPOCH)
        || !TrainConfig.takesSchedule(optimizer)) {
      merged.keySet().removeAll(LOCAL);
    }
  }

  /** Drops of the file what does not go with the sampling or the batch of the command line. */
  private static void silenceSampling(
      Map<TrainOption, String> merged, Map<TrainOption, String> line) {
    String lineSampling = line.get(TrainOption.SAMPLING);
    if (lineSampling != null) {
      merged.keySet().removeIf(o -> BATCH.contains(o) && !Sampling.takes(lineSampling, o));
    }
    for (TrainOption batch : BATCH) {
      String sampling = merged.get(TrainOption.SAMPLING);
      if (line.containsKey(batch)) {
        if (sampling != null && !Sampling.takes(sampling, batch)) {
          merged.remove(TrainOption.SAMPLING);
        }
        if (batch == TrainOption.BATCH_FRACTION) {
          merged.keySet().removeAll(BATCH);
        } else {
          merged.remove(TrainOption.BATCH_FRACTION);
        }
      }
    }
  }
}
