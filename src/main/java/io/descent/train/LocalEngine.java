package io.descent.train;

import io.descent.linalg.Block;
import io.descent.objective.LossSum;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Threads of this process, with the blocks on its heap. */
public final class LocalEngine implements Engine {
  /** Less is gone through sooner than other threads are woken. */
  private static final long FEW_BYTES = 128 << 10;

  private final int threads;
  private final ExecutorService pool;

  private LocalEngine(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "descent-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * An engine; the caller closes it.
   *
   * @param threads ≥ 1
   */
  public static LocalEngine of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    return new LocalEngine(threads);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public int cores() {
    return threads;
  }

  @Override
  public <T extends Mergeable<T>> T sum(int shards, ShardReader<T> reader) {
    return read(shards, reader, (shard, results) -> results.next());
  }

  @Override
  public <R extends Mergeable<R>> LoadedBlocks<R> load(
      int shards, ShardReader<ParsedShard<R>> reader) {
    Block[] blocks = new Block[shards];
    LoadMemory memory = new LoadMemory(shards, reader.sourceBytes());
    R report =
        read(
            shards,
            reader,
            (shard, parsed) -> {
              ParsedShard<R> next = memory.guard(parsed::next);
              blocks[shard] = next.block();
              memory.count(next.block().bytes());
              return next.report();
            });
    return new LoadedBlocks<>(new LocalBlocks(blocks), report);
  }

  /** Null, too, when what is held would take more than half of the heap. */
  @Override
  public <K extends Held<K>, R extends Mergeable<R>> @Nullable HeldShards<K, R> hold(
      int shards, ShardReader<HeldShard<K, R>> reader) {
    HeldHeap<K> heap = new HeldHeap<>(shards);
    try {
      R report =
          read(
              shards,
              reader,
              (shard, results) -> {
                HeldShard<K, R> next = results.next();
                heap.put(shard, next.rows());
                return next.report();
              });
      return new LocalHeld<>(this, heap, report);
    } catch (HeldHeap.FullException | OutOfMemoryError e) {
      heap.close();
      return null;
    }
  }

  /** The blocks of data that are already on the heap, in the order of their shards. */
  public ShardedBlocks blocks(List<Block> blocks) {
    return new LocalBlocks(blocks.toArray(Block[]::new));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  /** Takes the next of the results of a run, which is that of a certain shard. */
  @FunctionalInterface
  private interface Take<T, R> {
    R next(int shard, Iterator<T> results);
  }

  private <T, R extends Mergeable<R>> R read(int shards, ShardReader<T> reader, Take<T, R> take) {
    int runs = runs(shards, reader);
    ShardReader<T> source = runs < threads ? reader.readingAhead() : reader;
    ShardTree<R> tree =
        inRuns(
            runs,
            shards,
            (from, to) -> {
              ShardTree<R> part = ShardTree.over(shards);
              Iterator<T> results = source.read(from, to);
              for (int shard = from; shard < to; shard++) {
                part.put(shard, take.next(shard, results));
              }
              return part;
            });
    return Objects.requireNonNull(tree.total(), "a reader gave no result");
  }

  @FunctionalInterface
  private interface Run<T extends Mergeable<T>> {
    ShardTree<T> over(int from, int to);
  }

  /**
   * Runs of shards that are worked on at the same time: some for each thread, so that none waits.
   */
  private int runs(int shards) {
    return threads == 1 ? 1 : Math.min(shards, Integer.highestOneBit(threads) * 4);
  }

  private int runs(int shards, ShardReader<?> reader) {
    return Math.max(1, Math.min(runs(shards), reader.mostRuns(threads)));
  }

  private <T extends Mergeable<T>> ShardTree<T> inRuns(int runs, int shards, Run<T> run) {
    if (runs == 1) {
      return run.over(0, shards);
    }
    List<Future<ShardTree<T>>> parts = new ArrayList<>(runs);
    for (int p = 0; p < runs; p++) {
      int from = (int) ((long) p * shards / runs);
      int to = (int) ((p + 1L) * shards / runs);
      Callable<ShardTree<T>> task = () -> run.over(from, to);
      parts.add(pool.submit(task));
    }
    ShardTree<T> tree = ShardTree.over(shards);
    try {
      for (Future<ShardTree<T>> part : parts) {
        tree.merge(part.get());
      }
    } catch (ExecutionException e) {
      throw unwrap(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      parts.forEach(part -> part.cancel(true));
    }
    return tree;
  }

  private static RuntimeException unwrap(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private final class LocalBlocks implements ShardedBlocks {
    private Block[] blocks;
    private final Shards shards;
    private final long bytes;

    LocalBlocks(Block[] blocks) {
      this.blocks = blocks;
      int[] rows = new int[blocks.length];
      long sum = 0;
      for (int s = 0; s < blocks.length; s++) {
        if (blocks[s].shard() != s) {
          throw new IllegalArgumentException("block " + s + " holds shard " + blocks[s].shard());
        }
        rows[s] = blocks[s].count();
        sum += blocks[s].bytes();
      }
      this.shards = Shards.of(rows);
      this.bytes = sum;
    }

    @Override
    public Shards shards() {
      return shards;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public <T extends Mergeable<T>> @Nullable T sum(double[] theta, BlockFunction<T> function) {
      double share = (double) function.rowsRead(shards.rows()) / Math.max(1, shards.rows());
      return inRuns(
              share * bytes < FEW_BYTES ? 1 : runs(shards.count()),
              shards.count(),
              (from, to) -> {
                ShardTree<T> part = ShardTree.over(shards.count());
                for (int shard = from; shard < to; shard++) {
                  part.put(shard, function.apply(blocks[shard], theta));
                }
                return part;
              })
          .total();
    }

    @Override
    public ShardedBlocks map(BlockMap map) {
      Block[] mapped = new Block[blocks.length];
      each(shard -> mapped[shard] = map.apply(blocks[shard]));
      return new LocalBlocks(mapped);
    }

    @Override
    public ShardedBlocks deal(Deal deal) {
      DealtRows[][] given = new DealtRows[blocks.length][];
      each(shard -> given[shard] = DealtRows.of(blocks[shard], deal).toArray(DealtRows[]::new));
      List<List<DealtRows>> taken = new ArrayList<>();
      for (int shard = 0; shard < blocks.length; shard++) {
        taken.add(new ArrayList<>());
      }
      for (DealtRows[] of : given) {
        for (DealtRows rows : of) {
          taken.get(rows.shard()).add(rows);
        }
      }
      Block[] dealt = new Block[blocks.length];
      each(shard -> dealt[shard] = DealtRows.block(shard, taken.get(shard), deal));
      return new LocalBlocks(dealt);
    }

    private void each(IntConsumer work) {
      LocalEngine.this.<LossSum>inRuns(
          runs(blocks.length),
          blocks.length,
          (from, to) -> {
            for (int shard = from; shard < to; shard++) {
              work.accept(shard);
            }
            return ShardTree.over(blocks.length);
          });
    }

    @Override
    public void close() {
      blocks = new Block[0];
    }
  }
}
