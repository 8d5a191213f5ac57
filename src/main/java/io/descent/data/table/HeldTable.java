package io.descent.data.table;

import io.descent.data.LoadReport;
import io.descent.reduce.Mergeable;
import io.descent.train.Engine;
import io.descent.train.HeldMap;
import io.descent.train.HeldShard;
import io.descent.train.HeldShards;
import io.descent.train.LoadedBlocks;
import io.descent.train.ShardReader;
import org.jspecify.annotations.Nullable;

/**
 * A table that is learnt from, whose first pass holds the rows where they are numbers and the
 * engine has room for them: blocks are then made without another pass. <b>Not thread-safe.</b>
 */
public final class HeldTable implements TableFit.Source {
  private final Engine engine;
  private final int shards;
  private final Readers readers;
  private @Nullable HeldColumns columns;
  private @Nullable HeldShards<HeldRows, ?> held;

  private HeldTable(Engine engine, int shards, Readers readers, @Nullable HeldColumns columns) {
    this.engine = engine;
    this.shards = shards;
    this.readers = readers;
    this.columns = columns;
  }

  /** Reads a table's shards. */
  @FunctionalInterface
  public interface Readers {
    <T> ShardReader<T> of(RowPass<T> pass);
  }

  /** A table that was not read yet. */
  public static HeldTable of(Engine engine, int shards, Readers readers, ColumnPlan plan) {
    return new HeldTable(engine, shards, readers, HeldColumns.of(plan));
  }

  @Override
  public <T extends Mergeable<T>> T sum(RowPass<T> pass) {
    HeldColumns first = columns;
    columns = null;
    if (first != null) {
      ShardReader<HeldShard<HeldRows, T>> reader = readers.of(new HoldingPass<>(pass, first));
      HeldShards<HeldRows, T> made = engine.hold(shards, reader);
      if (made != null) {
        if (made.isWhole()) {
          held = made;
        } else {
          made.close();
        }
        return made.report();
      }
    }
    return engine.sum(shards, readers.of(pass));
  }

  /** The blocks that a pass makes of the rows, which are let go of; to be called once. */
  public LoadedBlocks<LoadReport> load(BlockPass pass) {
    HeldShards<HeldRows, ?> rows = held;
    held = null;
    if (rows != null) {
      LoadedBlocks<LoadReport> loaded = rows.load(poured(pass));
      if (loaded.report().fault() == null) {
        return loaded;
      }
      // Where the mistake stands, only the text tells, which is read again.
      loaded.blocks().close();
    }
    return engine.load(shards, readers.of(pass));
  }

  private static HeldMap<HeldRows, LoadReport> poured(BlockPass pass) {
    return (shard, rows) -> rows.pour(pass.begin(shard));
  }
}
