package io.descent.data.idx;

import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.data.TextShards;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.sample.Shards;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of images, each with the file of its labels, cut into shards: of the n rows of all files
 * laid end to end, shard i is rows ⌊in/S⌋ … ⌊(i+1)n/S⌋ − 1. Immutable, small, and travels to the
 * tasks of a cluster.
 */
public final class IdxImages implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final long MOST_VALUES = Integer.MAX_VALUE - 8;

  private final FileStore store;
  private final IdxFile[] images;
  private final @Nullable IdxFile[] labels;
  private final long[] starts;
  private final int shards;

  private IdxImages(
      FileStore store, IdxFile[] images, @Nullable IdxFile[] labels, long[] starts, int shards) {
    this.store = store;
    this.images = images;
    this.labels = labels;
    this.starts = starts;
    this.shards = shards;
  }

  /**
   * Reads the headers of files and finds their labels: {@code train-labels-idx1-ubyte} beside
   * {@code train-images-idx3-ubyte}, compressed or not. Labels among the files are not images.
   *
   * @param files in the order of their rows
   * @param shards number of shards, or 0 for the default
   * @param labelled whether every file must have labels
   * @throws UserException NO_INPUT when there are no labels where they are needed; DATA when a file
   *     is not what it should be, or the files do not go together; USAGE when a shard would be too
   *     large
   */
  public static IdxImages open(
      FileStore store, List<InputFile> files, int shards, boolean labelled) {
    Set<String> besides = new HashSet<>();
    files.forEach(file -> besides.addAll(IdxNames.labelPaths(file.path())));
    List<InputFile> data = files.stream().filter(f -> !besides.contains(f.path())).toList();
    IdxFile[] images = new IdxFile[data.size()];
    @Nullable IdxFile[] labels = new @Nullable IdxFile[images.length];
    long[] starts = new long[images.length + 1];
    int place = 0;
    for (int f = 0; f < images.length; f++) {
      images[f] = IdxFile.read(store, data.get(f), place++);
      IdxPairs.checkImages(images[f], images[0]);
      labels[f] = IdxPairs.findLabels(store, images[f], place, labelled);
      place += labels[f] == null ? 0 : 1;
      starts[f + 1] = Math.addExact(starts[f], images[f].rows());
    }
    int width = images[0].width();
    int count = shards > 0 ? shards : TextShards.defaultShards(data, width);
    checkShards(images[0], starts[images.length], count);
    return new IdxImages(store, images, labels, starts, count);
  }

  private static void checkShards(IdxFile first, long rows, int shards) {
    long most = MOST_VALUES / first.width();
    if ((rows + shards - 1) / shards > most) {
      throw UserException.of(
          ExitCode.USAGE,
          first.path()
              + ": a shard of "
              + (rows + shards - 1) / shards
              + " rows of "
              + first.width()
              + " numbers is too large; give --shards "
              + (rows + most - 1) / most
              + " or more");
    }
  }

  /** Number of shards, S. */
  public int shards() {
    return shards;
  }

  /** How many rows each shard has. */
  public Shards rows() {
    int[] rows = new int[shards];
    for (int s = 0; s < shards; s++) {
      rows[s] = (int) (firstRow(s + 1) - firstRow(s));
    }
    return Shards.of(rows);
  }

  /** Numbers a row. */
  public int width() {
    return images[0].width();
  }

  /** The sizes of the first file, for a message. */
  public String shape() {
    return images[0].path() + " (" + images[0].shape() + ")";
  }

  /** All files that are read, as reports count them: each file of images, then its labels. */
  public List<InputFile> files() {
    List<InputFile> files = new ArrayList<>();
    for (int f = 0; f < images.length; f++) {
      files.add(images[f].stored());
      IdxFile beside = labels[f];
      if (beside != null) {
        files.add(beside.stored());
      }
    }
    return files;
  }

  /**
   * Reads the shards into blocks, all values of every row. A shard with a mistake gives an empty
   * block and the first fault in its report. Rows without labels have the label NaN, and a block in
   * which no row has one has no labels.
   *
   * @param scale what every value is multiplied by, as long as a row, or null
   */
  public ShardReader<ParsedShard<LoadReport>> blocks(
      Storage storage, LabelRule rule, double @Nullable [] scale) {
    int width = width();
    double[] factors = scale == null ? null : scale.clone();
    // The engine takes three bytes of a block for one of text.
    long text = starts[images.length] * width * storage.bytes() / 3;
    return IdxReader.of(
        this,
        true,
        text,
        (shard, rows) -> new IdxBlock(shard, rows, width, storage, rule, factors));
  }

  /** Reads all labels, and on request the moments of all values. */
  public ShardReader<Survey> survey(boolean withMoments, boolean labelSets) {
    return IdxReader.of(
        this, withMoments, 0, (shard, rows) -> new IdxSurvey(rows, width(), labelSets));
  }

  FileStore store() {
    return store;
  }

  IdxFile images(int file) {
    return images[file];
  }

  @Nullable IdxFile labels(int file) {
    return labels[file];
  }

  /** The first row of a file among all. */
  long start(int file) {
    return starts[file];
  }

  /** ⌊in/S⌋, without overflow. */
  long firstRow(int shard) {
    long rows = starts[images.length];
    return shard * (rows / shards) + shard * (rows % shards) / shards;
  }
}
