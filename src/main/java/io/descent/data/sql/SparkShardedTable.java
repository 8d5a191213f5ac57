package io.descent.data.sql;

import io.descent.data.LoadReport;
import io.descent.data.table.BlockPass;
import io.descent.data.table.RowPass;
import io.descent.data.table.TableFit;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.spark.Partitions;
import io.descent.train.LoadedBlocks;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * The rows of a table, numbered as they are stored and moved to the partitions that hold their
 * shards. The move is one shuffle, made by the first pass over the rows and used by all others.
 */
public final class SparkShardedTable {
  private final SparkTable table;
  private final SparkRowNumbers numbers;
  private final JavaRDD<Tuple2<Long, SparkRowChunk>> sorted;

  private SparkShardedTable(
      SparkTable table, SparkRowNumbers numbers, JavaRDD<Tuple2<Long, SparkRowChunk>> sorted) {
    this.table = table;
    this.numbers = numbers;
    this.sorted = sorted;
  }

  static SparkShardedTable of(SparkTable table, int[] used, int shards) {
    SparkNumberedRows stored = SparkNumberedRows.of(table, used);
    SparkRowNumbers numbers = stored.numbers(shards);
    int partitions = table.engine().partitions(shards);
    JavaPairRDD<Long, SparkRowChunk> moved =
        JavaPairRDD.fromJavaRDD(stored.chunks(numbers, used, table.kinds()))
            .repartitionAndSortWithinPartitions(
                new SparkShardPartitioner(numbers.rows(), shards, partitions));
    return new SparkShardedTable(table, numbers, new SparkOrderedRdd<>(moved.rdd()).toJavaRDD());
  }

  /** Number of rows. */
  public long rows() {
    return numbers.rows();
  }

  /** Number of shards, S. */
  public int shards() {
    return numbers.shards();
  }

  /**
   * What a pass makes of every shard: one element each, those of a partition in the order of their
   * shards.
   */
  public <T> JavaRDD<T> results(RowPass<T> pass) {
    return sorted.mapPartitionsWithIndex(
        SparkShardRows.results(numbers, sorted.getNumPartitions(), pass), true);
  }

  /** This table as what {@link TableFit} learns from. */
  public TableFit.Source source() {
    return new TableFit.Source() {
      @Override
      public <T extends Mergeable<T>> T sum(RowPass<T> pass) {
        ShardTree<T> tree =
            SparkFailures.guarded(
                table,
                () ->
                    results(pass)
                        .mapPartitionsWithIndex(
                            SparkShardedTable.<T>collect(
                                numbers.shards(), sorted.getNumPartitions()),
                            true)
                        .treeReduce(ShardTree::merge));
        return Objects.requireNonNull(tree.total(), "a pass gave no result");
      }
    };
  }

  private static <T extends Mergeable<T>>
      Function2<Integer, Iterator<T>, Iterator<ShardTree<T>>> collect(int shards, int partitions) {
    return (partition, results) -> {
      ShardTree<T> tree = ShardTree.over(shards);
      int shard = Partitions.firstShard(partition, partitions, shards);
      while (results.hasNext()) {
        tree.put(shard++, results.next());
      }
      return Arrays.asList(tree).iterator();
    };
  }

  /** The blocks of a pass, cached on the cluster. */
  public LoadedBlocks<LoadReport> load(BlockPass pass) {
    return SparkFailures.guarded(table, () -> table.engine().load(results(pass), numbers.shards()));
  }
}
