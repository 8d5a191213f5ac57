package io.descent.data.input;

import io.descent.data.LabelNames;
import io.descent.data.LoadReport;
import io.descent.data.output.CsvPart;
import io.descent.data.output.CsvParts;
import io.descent.data.output.PredictionReport;
import io.descent.linalg.Block;
import io.descent.sample.Shards;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a part of every shard of vectors: the number of each row among all, its label, and what a
 * model says. Immutable.
 */
final class VectorPredictions implements ShardReader<PredictionReport> {
  private static final long serialVersionUID = 1L;

  private final ShardReader<ParsedShard<LoadReport>> reader;
  private final Shards shards;
  private final @Nullable LabelNames names;
  private final CsvParts parts;

  private VectorPredictions(
      ShardReader<ParsedShard<LoadReport>> reader,
      Shards shards,
      @Nullable LabelNames names,
      CsvParts parts) {
    this.reader = reader;
    this.shards = shards;
    this.names = names;
    this.parts = parts;
  }

  /**
   * A writer.
   *
   * @param shards how many rows each shard has
   * @param names of the labels, where rows have any number of them, else null
   */
  static VectorPredictions of(
      ShardReader<ParsedShard<LoadReport>> reader,
      Shards shards,
      @Nullable LabelNames names,
      CsvParts parts) {
    return new VectorPredictions(reader, shards, names, parts);
  }

  @Override
  public Iterator<PredictionReport> read(int from, int to) {
    Iterator<ParsedShard<LoadReport>> read = reader.read(from, to);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return read.hasNext();
      }

      @Override
      public PredictionReport next() {
        return write(read.next());
      }
    };
  }

  private PredictionReport write(ParsedShard<LoadReport> parsed) {
    Block block = parsed.block();
    long first = shards.rowsBefore(block.shard());
    try (CsvPart part = parts.begin(block.shard())) {
      for (int row = 0; row < block.count(); row++) {
        @Nullable String[] cells = {Long.toString(first + row), label(block, row)};
        part.add(cells, block, row);
      }
      part.complete();
      return PredictionReport.of(part.rows(), parsed.report().fault());
    }
  }

  private @Nullable String label(Block block, int row) {
    if (names != null) {
      return names.list(block, row);
    }
    double label = block.hasLabels() ? block.label(row) : Double.NaN;
    return Double.isNaN(label) ? null : VectorEncoding.text(label);
  }
}
