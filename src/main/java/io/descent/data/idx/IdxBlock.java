package io.descent.data.idx;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LabelCensus;
import io.descent.data.LabelNames;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.ValueRange;
import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.linalg.Storage;
import io.descent.train.ParsedShard;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a block of the rows of a shard, dense. <b>Not thread-safe.</b> */
final class IdxBlock implements IdxSink<ParsedShard<LoadReport>> {
  private final int shard;
  private final int width;
  private final LabelRule rule;
  private final double @Nullable [] scale;
  private final ValueRange range;
  private final @Nullable LabelNames names;
  private final LabelSetsBuilder sets = new LabelSetsBuilder();
  private final LabelCensus seen = LabelCensus.keeping(LabelCensus.FEW);
  private final double[] labels;
  private final float @Nullable [] floats;
  private final double[] doubles;
  private int row;
  private boolean labelled;

  IdxBlock(
      int shard, int rows, int width, Storage storage, LabelRule rule, double @Nullable [] scale) {
    this.shard = shard;
    this.width = width;
    this.rule = rule;
    this.scale = scale;
    this.range = ValueRange.of(storage, scale != null);
    this.names = rule.names();
    this.labels = new double[rows];
    Arrays.fill(labels, Double.NaN);
    this.floats = storage == Storage.FLOAT ? new float[rows * width] : null;
    this.doubles = new double[storage == Storage.DOUBLE ? rows * width : 0];
  }

  @Override
  public @Nullable String label(double raw) {
    labelled = true;
    if (names != null) {
      String name = LabelCensus.number(raw);
      int number = names.find(name);
      if (number < 0) {
        return names.refusal(name);
      }
      seen.add(name);
      sets.add(number);
      return null;
    }
    seen.add(raw);
    labels[row] = rule.apply(raw);
    return Double.isNaN(labels[row]) ? rule.refusal(raw) : null;
  }

  @Override
  public @Nullable String values(int column, double[] values, int count) {
    int at = row * width + column;
    for (int k = 0; k < count; k++) {
      double value = scale == null ? values[k] : values[k] * scale[column + k];
      if (!range.holds(value)) {
        return range.refusal(column + k, values[k]);
      }
      if (floats != null) {
        floats[at + k] = (float) value;
      } else {
        doubles[at + k] = value;
      }
    }
    return null;
  }

  @Override
  public void endRow() {
    sets.endRow();
    row++;
  }

  @Override
  public ParsedShard<LoadReport> end(Checksums checksums, @Nullable Fault fault) {
    if (fault != null) {
      Block none = Block.of(shard, DenseRows.of(0, width, new double[0]), new double[0], null);
      return ParsedShard.of(none, LoadReport.of(fault));
    }
    DenseRows rows =
        floats != null ? DenseRows.of(row, width, floats) : DenseRows.of(row, width, doubles);
    boolean without = row > 0 && !labelled;
    Block block =
        names != null
            ? Block.ofSets(shard, rows, sets.build(), null)
            : Block.of(shard, rows, without ? null : labels, null);
    int highest = row > 0 ? width - 1 : -1;
    return ParsedShard.of(block, LoadReport.of(row, highest, seen, new long[0], checksums, null));
  }
}
