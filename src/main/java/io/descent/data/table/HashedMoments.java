package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.Moments;
import io.descent.linalg.Storage;
import org.jspecify.annotations.Nullable;

/** The pass that finds mean and deviation of the slots that hashed columns share. */
final class HashedMoments implements RowPass.Sink<Moments> {
  private final TableEncoding encoding;
  private final int[] at;
  private final ColumnPlan plan;
  private final Moments moments = Moments.empty();

  private HashedMoments(TableEncoding encoding, ColumnPlan plan) {
    this.encoding = encoding;
    this.plan = plan;
    this.at = encoding.places(plan.columns());
  }

  static RowPass<Moments> pass(TableEncoding encoding, ColumnPlan plan) {
    return shard -> new HashedMoments(encoding, plan);
  }

  @Override
  public void add(Cells cells, RowPlace place) {
    double weight = plan.weight(cells);
    FeatureSink sink = new FeatureSink(encoding, false, Storage.DOUBLE);
    encoding.encode(cells, at, sink);
    moments.addRow(weight);
    sink.build()
        .forEach(
            0,
            (slot, value) -> {
              if (value != 0 && slot >= encoding.hashedBase()) {
                moments.add(slot - encoding.hashedBase(), value, weight);
              }
            });
  }

  @Override
  public Moments end(Checksums checksums, @Nullable Fault fault) {
    return moments;
  }
}
