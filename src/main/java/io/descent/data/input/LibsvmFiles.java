package io.descent.data.input;

import io.descent.data.LabelRule;
import io.descent.data.LibsvmReader;
import io.descent.data.LibsvmSurvey;
import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.data.TextShards;
import io.descent.data.output.RowCounts;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.sample.Shards;
import io.descent.train.Engine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of LIBSVM text. */
final class LibsvmFiles implements VectorFiles {
  private final InputSpec input;
  private final List<InputFile> files;
  private final TextShards text;
  private final int features;
  private final boolean labelled;

  private LibsvmFiles(
      InputSpec input, List<InputFile> files, TextShards text, int features, boolean labelled) {
    this.input = input;
    this.files = files;
    this.text = text;
    this.features = features;
    this.labelled = labelled;
  }

  static LibsvmFiles open(
      InputSpec input, List<InputFile> files, int features, boolean labelled, TextCut cut) {
    int shards =
        input.shards() > 0
            ? input.shards()
            : TextShards.defaultShards(files, features > 0 ? features : -1);
    return new LibsvmFiles(input, files, cut.into(shards), features, labelled);
  }

  @Override
  public int shards() {
    return text.count();
  }

  @Override
  public List<InputFile> files() {
    return files;
  }

  @Override
  public ShardReader<Survey> survey(boolean withMoments, boolean labelSets) {
    LibsvmSurvey pass =
        withMoments ? LibsvmSurvey.ofLabelsAndMoments(text) : LibsvmSurvey.ofLabels(text);
    return labelSets ? pass.labelSets() : pass;
  }

  @Override
  public ShardReader<ParsedShard<LoadReport>> forTraining(
      Storage storage, LabelRule rule, double @Nullable [] scale) {
    LibsvmReader reader = LibsvmReader.of(text, storage, rule);
    reader = features > 0 ? reader.features(features) : reader;
    return scale != null ? reader.scaledBy(scale) : reader;
  }

  @Override
  public ShardReader<ParsedShard<LoadReport>> forModel(LabelRule rule, int width) {
    LibsvmReader reader = LibsvmReader.of(text, Storage.DOUBLE, rule).modelFeatures(width);
    return labelled ? reader : reader.labelsOptional();
  }

  /** Reads the text: a line begins where the one before it ends. */
  @Override
  public Shards rows(ShardReader<ParsedShard<LoadReport>> reader, Engine engine) {
    RowCounts counts = engine.sum(shards(), RowCounts.counting(reader));
    counts.report().check(input.store(), input.paths());
    return counts.shards();
  }
}
