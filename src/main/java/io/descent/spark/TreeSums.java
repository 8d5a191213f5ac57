package io.descent.spark;

import io.descent.linalg.Block;
import io.descent.objective.PartialTheta;
import io.descent.objective.TouchedElements;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.train.BlockFunction;
import io.descent.train.BlockMap;
import io.descent.train.Held;
import io.descent.train.HeldMap;
import io.descent.train.HeldShard;
import io.descent.train.NarrowFunction;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;

/**
 * The functions that travel to tasks. Made by static methods, so that they capture their arguments
 * and nothing else.
 */
final class TreeSums {
  private TreeSums() {}

  static <R extends Mergeable<R>, T extends Mergeable<T>>
      Function2<ShardTree<T>, ParsedShard<R>, ShardTree<T>> fold(
          Sent<double[]> theta, BlockFunction<T> function) {
    return (tree, parsed) -> {
      Block block = parsed.block();
      return tree.put(block.shard(), function.apply(block, theta.value()));
    };
  }

  static <R extends Mergeable<R>, T extends Mergeable<T>>
      Function2<ShardTree<TouchedElements>, ParsedShard<R>, ShardTree<TouchedElements>> touched(
          NarrowFunction<T> function) {
    return (tree, parsed) -> tree.put(parsed.block().shard(), function.elements(parsed.block()));
  }

  static <R extends Mergeable<R>, T extends Mergeable<T>>
      Function2<ShardTree<T>, ParsedShard<R>, ShardTree<T>> foldPart(
          Sent<PartialTheta> theta, NarrowFunction<T> function) {
    return (tree, parsed) -> {
      Block block = parsed.block();
      return tree.put(block.shard(), function.apply(block, theta.value()));
    };
  }

  static <T extends Mergeable<T>> Function2<ShardTree<T>, Numbered<T>, ShardTree<T>> put() {
    return (tree, numbered) -> tree.put(numbered.shard(), numbered.value());
  }

  static <T extends Mergeable<T>> Function2<ShardTree<T>, ShardTree<T>, ShardTree<T>> merge() {
    return ShardTree::merge;
  }

  static <R extends Mergeable<R>> Function<ParsedShard<R>, ParsedShard<R>> mapped(BlockMap map) {
    return parsed -> ParsedShard.of(map.apply(parsed.block()), parsed.report());
  }

  static <R extends Mergeable<R>>
      Function2<ShardTree<LoadCensus<R>>, ParsedShard<R>, ShardTree<LoadCensus<R>>> census() {
    return (tree, parsed) -> {
      Block block = parsed.block();
      return tree.put(
          block.shard(), new LoadCensus<>(block.count(), block.bytes(), parsed.report()));
    };
  }

  static <K extends Held<K>, R extends Mergeable<R>>
      Function2<ShardTree<HeldCensus<R>>, HeldShard<K, R>, ShardTree<HeldCensus<R>>> heldCensus() {
    return (tree, held) ->
        tree.put(held.shard(), new HeldCensus<>(held.report(), held.rows().isWhole()));
  }

  /** Of a copy: what is cached may be needed again. */
  static <K extends Held<K>, R extends Mergeable<R>, Q extends Mergeable<Q>>
      Function<HeldShard<K, R>, ParsedShard<Q>> made(HeldMap<K, Q> map) {
    return held -> map.apply(held.shard(), held.rows().copy());
  }

  /** Numbers the one element of every partition by its partition. */
  static <T extends Mergeable<T>>
      Function2<Integer, Iterator<T>, Iterator<Numbered<T>>> numberedByPartition() {
    return (partition, results) ->
        Collections.singletonList(new Numbered<>(partition, results.next())).iterator();
  }

  /** A reader that numbers what another makes of the shards. */
  static <T extends Mergeable<T>> ShardReader<Numbered<T>> numbered(ShardReader<T> reader) {
    return (from, to) -> {
      Iterator<T> results = reader.read(from, to);
      return new Iterator<>() {
        private int shard = from;

        @Override
        public boolean hasNext() {
          return results.hasNext();
        }

        @Override
        public Numbered<T> next() {
          return new Numbered<>(shard++, results.next());
        }
      };
    };
  }
}
