package io.descent.data.input;

import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.data.idx.IdxImages;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.sample.Shards;
import io.descent.train.Engine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of idx images. */
final class IdxFiles implements VectorFiles {
  private final IdxImages images;

  private IdxFiles(IdxImages images) {
    this.images = images;
  }

  static IdxFiles open(InputSpec input, List<InputFile> files, boolean labelled) {
    return new IdxFiles(IdxImages.open(input.store(), files, input.shards(), labelled));
  }

  @Override
  public int shards() {
    return images.shards();
  }

  @Override
  public List<InputFile> files() {
    return images.files();
  }

  @Override
  public ShardReader<Survey> survey(boolean withMoments, boolean labelSets) {
    return images.survey(withMoments, labelSets);
  }

  @Override
  public ShardReader<ParsedShard<LoadReport>> forTraining(
      Storage storage, LabelRule rule, double @Nullable [] scale) {
    return images.blocks(storage, rule, scale);
  }

  @Override
  public ShardReader<ParsedShard<LoadReport>> forModel(LabelRule rule, int width) {
    if (images.width() != width) {
      throw UserException.of(
          ExitCode.DATA,
          images.shape()
              + ": a row has "
              + images.width()
              + " numbers, but the model has "
              + width
              + " features; give images of the size that it was trained on");
    }
    return images.blocks(Storage.DOUBLE, rule, null);
  }

  /** The headers tell. */
  @Override
  public Shards rows(ShardReader<ParsedShard<LoadReport>> reader, Engine engine) {
    return images.rows();
  }
}
