package io.descent.api;

import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in a list: shard i of S is rows ⌊in/S⌋ … ⌊(i+1)n/S⌋ − 1. */
final class ListVectors implements VectorSource {
  private final List<LabeledVector> rows;
  private final int shards;
  private final Engine engine;

  ListVectors(List<LabeledVector> rows, int shards, Engine engine) {
    this.rows = rows;
    this.shards = shards;
    this.engine = engine;
  }

  @Override
  public Survey survey(Pass<Survey> pass) {
    return engine.sum(shards, reader(pass));
  }

  @Override
  public LoadedBlocks<LoadReport> load(Pass<ParsedShard<LoadReport>> pass) {
    return engine.load(shards, reader(pass));
  }

  private <T> ShardReader<T> reader(Pass<T> pass) {
    List<LabeledVector> all = rows;
    int count = shards;
    return (from, to) ->
        IntStream.range(from, to)
            .mapToObj(
                s ->
                    pass.of(
                        s, all.subList(first(s, all, count), first(s + 1, all, count)).iterator()))
            .iterator();
  }

  private static int first(int shard, List<LabeledVector> rows, int shards) {
    return (int) ((long) shard * rows.size() / shards);
  }
}
