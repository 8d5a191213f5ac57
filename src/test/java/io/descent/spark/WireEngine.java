package io.descent.spark;

import io.descent.linalg.Block;
import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.sample.Shards;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.DealtRows;
import io.descent.train.Engine;
import io.descent.train.Held;
import io.descent.train.HeldMap;
import io.descent.train.HeldShard;
import io.descent.train.HeldShards;
import io.descent.train.LoadedBlocks;
import io.descent.train.LocalEngine;
import io.descent.train.NarrowFunction;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import io.descent.train.ShardedBlocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The local engine, but for everything that a cluster would send: readers and functions are written
 * and read again by Java, blocks and results by the serializer under test.
 */
final class WireEngine implements Engine {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  /** Of a longer θ only what is read is sent, where that can be asked. */
  private static final int SHORT_THETA = 1000;

  private final Engine inner = LocalEngine.of(1);
  private final SerializerInstance closures =
      new JavaSerializer(new SparkConf(false)).newInstance();
  private final Serializer serializer;
  private final Set<String> sent = Collections.synchronizedSet(new TreeSet<>());

  WireEngine(Serializer serializer) {
    this.serializer = serializer;
  }

  /** Names of the classes that were sent as values, without those of their fields. */
  Set<String> sent() {
    return sent;
  }

  @SuppressWarnings("unchecked")
  <T> T send(T value) {
    if (value == null) {
      return null;
    }
    sent.add(value.getClass().getSimpleName());
    SerializerInstance instance = serializer.newInstance();
    return (T) instance.deserialize(instance.serialize(value, ANY), ANY);
  }

  @SuppressWarnings("unchecked")
  private <T> T sendCode(T code) {
    return (T) closures.deserialize(closures.serialize(code, ANY), ANY);
  }

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public int cores() {
    return 1;
  }

  @Override
  public <T extends Mergeable<T>> T sum(int shards, ShardReader<T> reader) {
    ShardReader<T> there = sendCode(reader);
    return inner.sum(shards, (from, to) -> each(there.read(from, to), this::send));
  }

  @Override
  public <R extends Mergeable<R>> LoadedBlocks<R> load(
      int shards, ShardReader<ParsedShard<R>> reader) {
    ShardReader<ParsedShard<R>> there = sendCode(reader);
    LoadedBlocks<R> loaded =
        inner.load(shards, (from, to) -> each(there.read(from, to), this::send));
    return new LoadedBlocks<>(new WireBlocks(loaded.blocks()), loaded.report());
  }

  @Override
  public <K extends Held<K>, R extends Mergeable<R>> HeldShards<K, R> hold(
      int shards, ShardReader<HeldShard<K, R>> reader) {
    ShardReader<HeldShard<K, R>> there = sendCode(reader);
    HeldShards<K, R> held =
        inner.hold(shards, (from, to) -> each(there.read(from, to), this::send));
    return new HeldShards<>() {
      @Override
      public R report() {
        return send(held.report());
      }

      @Override
      public boolean isWhole() {
        return held.isWhole();
      }

      @Override
      public <Q extends Mergeable<Q>> LoadedBlocks<Q> load(HeldMap<K, Q> map) {
        HeldMap<K, Q> made = sendCode(map);
        LoadedBlocks<Q> loaded = held.load((shard, rows) -> send(made.apply(shard, rows.copy())));
        return new LoadedBlocks<>(new WireBlocks(loaded.blocks()), loaded.report());
      }

      @Override
      public void close() {
        held.close();
      }
    };
  }

  private static <T> Iterator<T> each(Iterator<T> values, UnaryOperator<T> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return values.hasNext();
      }

      @Override
      public T next() {
        return change.apply(values.next());
      }
    };
  }

  @Override
  public void close() {
    inner.close();
  }

  private final class WireBlocks implements ShardedBlocks {
    private final ShardedBlocks blocks;

    WireBlocks(ShardedBlocks blocks) {
      this.blocks = blocks;
    }

    @Override
    public Shards shards() {
      return blocks.shards();
    }

    @Override
    public long bytes() {
      return blocks.bytes();
    }

    @Override
    public <T extends Mergeable<T>> T sum(double[] theta, BlockFunction<T> function) {
      NarrowFunction<T> narrow = function.narrowed();
      if (narrow != null && theta.length > SHORT_THETA) {
        return sumOfPart(theta, sendCode(narrow));
      }
      BlockFunction<T> there = sendCode(function);
      return blocks.sum(
          send(theta), (Block block, double[] parameters) -> send(there.apply(block, parameters)));
    }

    private <T extends Mergeable<T>> T sumOfPart(double[] theta, NarrowFunction<T> there) {
      double[] nothing = {};
      TouchedElements touched =
          blocks.sum(nothing, (Block block, double[] none) -> send(there.elements(block)));
      if (touched == null) {
        return null;
      }
      PartialTheta part = send(touched.of(theta));
      return blocks.sum(nothing, (Block block, double[] none) -> send(there.apply(block, part)));
    }

    @Override
    public ShardedBlocks map(BlockMap map) {
      BlockMap there = sendCode(map);
      return new WireBlocks(blocks.map(block -> send(there.apply(send(block)))));
    }

    @Override
    public ShardedBlocks deal(Deal deal) {
      Deal there = sendCode(deal);
      List<DealtRows> given = new ArrayList<>();
      blocks.map(
          block -> {
            DealtRows.of(send(block), there).forEach(rows -> given.add(send(rows)));
            return block;
          });
      return new WireBlocks(
          blocks.map(
              block ->
                  DealtRows.block(
                      block.shard(),
                      given.stream().filter(rows -> rows.shard() == block.shard()).toList(),
                      there)));
    }

    @Override
    public void close() {
      blocks.close();
    }
  }
}
