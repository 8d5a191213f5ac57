package io.descent.data;

import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards of LIBSVM text into blocks. A shard with a mistake gives an empty block and the
 * first {@link Fault} in its report. Immutable.
 *
 * <p>Columns count from 0: index 1 is column 0. Explicit zeros are not stored but count for the
 * highest column.
 */
public final class LibsvmReader implements ShardReader<ParsedShard<LoadReport>> {
  private static final long serialVersionUID = 1L;

  private final TextShards text;
  private final Storage storage;
  private final LabelRule labels;
  private final boolean labelsRequired;
  private final FeatureLimit limit;
  private final double @Nullable [] scale;

  private LibsvmReader(
      TextShards text,
      Storage storage,
      LabelRule labels,
      boolean labelsRequired,
      FeatureLimit limit,
      double @Nullable [] scale) {
    this.text = text;
    this.storage = storage;
    this.labels = labels;
    this.labelsRequired = labelsRequired;
    this.limit = limit;
    this.scale = scale;
  }

  /** Reads every index, requires labels, and leaves values as they are. */
  public static LibsvmReader of(TextShards text, Storage storage, LabelRule labels) {
    return new LibsvmReader(text, storage, labels, true, FeatureLimit.none(), null);
  }

  /**
   * Accepts rows without label: their label is NaN, and a block in which no row has one has no
   * labels.
   */
  public LibsvmReader labelsOptional() {
    return new LibsvmReader(text, storage, labels, false, limit, scale);
  }

  /** Refuses an index above the number that {@code --features} gives. */
  public LibsvmReader features(int count) {
    return limited(FeatureLimit.ofOption(count));
  }

  /** Refuses an index above the dimension of the model that the rows are for. */
  public LibsvmReader modelFeatures(int count) {
    return limited(FeatureLimit.ofModel(count));
  }

  private LibsvmReader limited(FeatureLimit other) {
    return new LibsvmReader(text, storage, labels, labelsRequired, other, scale);
  }

  /**
   * Multiplies every value by its feature's factor; features beyond the array keep their values.
   */
  public LibsvmReader scaledBy(double[] factors) {
    return new LibsvmReader(text, storage, labels, labelsRequired, limit, factors.clone());
  }

  @Override
  public Iterator<ParsedShard<LoadReport>> read(int from, int to) {
    return new ShardIterator<>(text.open(from, to), this::readShard);
  }

  @Override
  public int mostRuns(int threads) {
    return text.mostRuns();
  }

  @Override
  public LibsvmReader readingAhead() {
    return new LibsvmReader(text.readingAhead(), storage, labels, labelsRequired, limit, scale);
  }

  @Override
  public long sourceBytes() {
    return text.bytes();
  }

  private ParsedShard<LoadReport> readShard(TextRun run) throws IOException {
    BlockSink sink = new BlockSink(storage, labels, limit, scale);
    LibsvmParser parser =
        labels.names() == null
            ? new LibsvmParser(labelsRequired, sink)
            : LibsvmParser.ofLabelSets(sink);
    Fault fault = parser.parse(run);
    if (fault != null) {
      Block none = Block.of(run.shard(), RowsBuilder.with(storage).build(), new double[0], null);
      return ParsedShard.of(none, LoadReport.of(fault));
    }
    Block block = sink.block(run.shard());
    LoadReport report =
        LoadReport.of(
            block.count(), sink.highestColumn(), sink.seen(), new long[0], run.checksums(), null);
    return ParsedShard.of(block, report);
  }
}
