package io.descent.data.input;

import io.descent.data.DataFormat;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.sample.Shards;
import io.descent.train.Engine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files whose rows are vectors already, cut into shards: LIBSVM text, or idx images. */
interface VectorFiles {
  /** Whether the rows of a format are vectors. */
  static boolean have(DataFormat format) {
    return format == DataFormat.LIBSVM || format == DataFormat.IDX;
  }

  /**
   * Opens files of a format that has vectors.
   *
   * @param features dimension of LIBSVM data, or 0 where it is not given
   * @param labelled whether rows must have labels
   * @param cut cuts those that are text
   * @throws io.descent.error.UserException when they are not what they should be
   */
  static VectorFiles open(
      InputSpec input,
      List<InputFile> files,
      DataFormat format,
      int features,
      boolean labelled,
      TextCut cut) {
    return format == DataFormat.IDX
        ? IdxFiles.open(input, files, labelled)
        : LibsvmFiles.open(input, files, features, labelled, cut);
  }

  /** Number of shards. */
  int shards();

  /** All files that are read, in the order in which reports count them. */
  List<InputFile> files();

  /** Learns the labels, and on request the moments of all features. */
  ShardReader<Survey> survey(boolean withMoments, boolean labelSets);

  /**
   * Reads rows for training.
   *
   * @param scale what each feature is multiplied by, or null
   */
  ShardReader<ParsedShard<LoadReport>> forTraining(
      Storage storage, LabelRule rule, double @Nullable [] scale);

  /**
   * Reads rows for a model.
   *
   * @param width its number of features
   * @throws io.descent.error.UserException DATA when rows are known to have others
   */
  ShardReader<ParsedShard<LoadReport>> forModel(LabelRule rule, int width);

  /**
   * How many rows each shard has.
   *
   * @param reader of the rows, for formats that must read them to tell
   * @throws io.descent.error.UserException DATA when they have a mistake, or there are none
   */
  Shards rows(ShardReader<ParsedShard<LoadReport>> reader, Engine engine);
}
