package io.descent.data;

import io.descent.linalg.Block;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a block of the rows of a LIBSVM shard. <b>Not thread-safe.</b> */
final class BlockSink implements LibsvmParser.RowSink {
  private final ValueRange range;
  private final LabelRule rule;
  private final FeatureLimit limit;
  private final double @Nullable [] scale;
  private final @Nullable LabelNames names;
  private final LabelSetsBuilder sets = new LabelSetsBuilder();
  private final RowsBuilder rows;
  private final LabelCensus seen = LabelCensus.keeping(LabelCensus.FEW);
  private double[] labels = new double[64];
  private boolean labelled;

  BlockSink(Storage storage, LabelRule rule, FeatureLimit limit, double @Nullable [] scale) {
    this.range = ValueRange.of(storage, scale != null);
    this.rule = rule;
    this.limit = limit;
    this.scale = scale;
    this.names = rule.names();
    this.rows = RowsBuilder.with(storage);
  }

  @Override
  public @Nullable String label(String label) {
    if (names == null) {
      throw new IllegalStateException("rows have one label each");
    }
    int number = names.find(label);
    if (number < 0) {
      return names.refusal(label);
    }
    seen.add(label);
    sets.add(number);
    return null;
  }

  @Override
  public @Nullable String row(double raw, int size, int[] columns, double[] values) {
    String refusal = limit.refusal(size, columns);
    if (refusal != null) {
      return refusal;
    }
    double label = raw;
    if (!Double.isNaN(raw)) {
      labelled = true;
      seen.add(raw);
      label = rule.apply(raw);
      if (Double.isNaN(label)) {
        return rule.refusal(raw);
      }
    }
    for (int k = 0; k < size; k++) {
      int column = columns[k];
      double value = values[k];
      if (scale != null && column < scale.length) {
        value *= scale[column];
      }
      if (!range.holds(value)) {
        return range.refusal(column, values[k]);
      }
      rows.add(column, value);
    }
    if (rows.count() == labels.length) {
      labels = Arrays.copyOf(labels, 2 * labels.length);
    }
    labels[rows.count()] = label;
    sets.endRow();
    rows.endRow();
    return null;
  }

  @Override
  public void done(double share) {
    rows.done(share);
  }

  int highestColumn() {
    return rows.highestColumn();
  }

  /** The labels as they stand in the data. */
  LabelCensus seen() {
    return seen;
  }

  Block block(int shard) {
    if (names != null) {
      return Block.ofSets(shard, rows.build(), sets.build(), null);
    }
    int count = rows.count();
    boolean without = count > 0 && !labelled;
    return Block.of(shard, rows.build(), without ? null : Arrays.copyOf(labels, count), null);
  }
}
