package io.descent.spark;

import io.descent.objective.LossSum;
import io.descent.reduce.Mergeable;
import io.descent.sample.Deal;
import io.descent.train.DealtRows;
import io.descent.train.ParsedShard;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The shuffle of a {@link Deal}: sends rows to the partition of the shard that gets them. */
final class DealtShards extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int shards;
  private final int partitions;

  DealtShards(int shards, int partitions) {
    this.shards = shards;
    this.partitions = partitions;
  }

  static <R extends Mergeable<R>> PairFlatMapFunction<ParsedShard<R>, Integer, DealtRows> given(
      Deal deal) {
    return parsed -> {
      List<Tuple2<Integer, DealtRows>> pairs = new ArrayList<>();
      for (DealtRows rows : DealtRows.of(parsed.block(), deal)) {
        pairs.add(new Tuple2<>(rows.shard(), rows));
      }
      return pairs.iterator();
    };
  }

  static Function2<Integer, Iterator<Tuple2<Integer, DealtRows>>, Iterator<ParsedShard<LossSum>>>
      taken(Deal deal, int partitions) {
    return (partition, pairs) -> {
      SortedMap<Integer, List<DealtRows>> taken = new TreeMap<>();
      int end = Partitions.firstShard(partition + 1, partitions, deal.shards());
      for (int s = Partitions.firstShard(partition, partitions, deal.shards()); s < end; s++) {
        taken.put(s, new ArrayList<>());
      }
      while (pairs.hasNext()) {
        Tuple2<Integer, DealtRows> pair = pairs.next();
        Objects.requireNonNull(taken.get(pair._1()), "a shard of another partition").add(pair._2());
      }
      return taken.entrySet().stream()
          .map(e -> ParsedShard.of(DealtRows.block(e.getKey(), e.getValue(), deal), new LossSum()))
          .iterator();
    };
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object shard) {
    return Partitions.of((Integer) shard, partitions, shards);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DealtShards that
        && that.shards == shards
        && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return 31 * shards + partitions;
  }
}
