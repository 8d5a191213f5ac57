package io.descent.train;

import io.descent.reduce.Mergeable;
import java.util.stream.IntStream;

/** What is held of all shards, on the heap of this process. */
final class LocalHeld<K extends Held<K>, R extends Mergeable<R>> implements HeldShards<K, R> {
  private final LocalEngine engine;
  private final HeldHeap<K> heap;
  private final R report;

  LocalHeld(LocalEngine engine, HeldHeap<K> heap, R report) {
    this.engine = engine;
    this.heap = heap;
    this.report = report;
  }

  @Override
  public R report() {
    return report;
  }

  @Override
  public boolean isWhole() {
    return heap.isWhole();
  }

  @Override
  public <Q extends Mergeable<Q>> LoadedBlocks<Q> load(HeldMap<K, Q> map) {
    int shards = heap.shards();
    return engine.load(
        shards,
        (from, to) ->
            IntStream.range(from, to)
                .mapToObj(shard -> map.apply(shard, heap.take(shard)))
                .iterator());
  }

  @Override
  public void close() {
    heap.close();
  }
}
