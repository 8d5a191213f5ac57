package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.reduce.Mergeable;
import io.descent.train.HeldShard;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A pass that holds the rows beside what another makes of them, as long as all rows of all shards
 * can be held.
 */
final class HoldingPass<T extends Mergeable<T>> implements RowPass<HeldShard<HeldRows, T>> {
  private static final long serialVersionUID = 1L;

  private final RowPass<T> pass;
  private final HeldColumns columns;

  /** Whether some shard has rows that cannot be held, so that those of the others are no use. */
  private final AtomicBoolean failed = new AtomicBoolean();

  HoldingPass(RowPass<T> pass, HeldColumns columns) {
    this.pass = pass;
    this.columns = columns;
  }

  @Override
  public Sink<HeldShard<HeldRows, T>> begin(int shard) {
    return new Keeper(shard, pass.begin(shard));
  }

  private final class Keeper implements Sink<HeldShard<HeldRows, T>> {
    private final int shard;
    private final Sink<T> sink;
    private final HeldRows rows = HeldRows.of(columns);

    Keeper(int shard, Sink<T> sink) {
      this.shard = shard;
      this.sink = sink;
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      sink.add(cells, place);
      if (rows.isWhole() && !rows.add(cells)) {
        failed.set(true);
      }
    }

    @Override
    public void done(double share) {
      sink.done(share);
      if (failed.get()) {
        rows.drop();
      }
    }

    @Override
    public HeldShard<HeldRows, T> end(Checksums checksums, @Nullable Fault fault) {
      if (fault != null || failed.get()) {
        rows.drop();
      }
      rows.end();
      return HeldShard.of(shard, rows, sink.end(checksums, fault));
    }
  }
}
