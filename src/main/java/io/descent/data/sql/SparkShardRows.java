package io.descent.data.sql;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.table.RowPass;
import io.descent.spark.Partitions;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Passes the sorted chunks of a partition on, shard by shard. */
final class SparkShardRows<T> implements Iterator<T> {
  private final SparkRowNumbers numbers;
  private final Iterator<Tuple2<Long, SparkRowChunk>> rows;
  private final RowPass<T> pass;
  private final int to;
  private int shard;
  private @Nullable Tuple2<Long, SparkRowChunk> next;

  private SparkShardRows(
      SparkRowNumbers numbers,
      int partition,
      int partitions,
      Iterator<Tuple2<Long, SparkRowChunk>> rows,
      RowPass<T> pass) {
    this.numbers = numbers;
    this.rows = rows;
    this.pass = pass;
    this.shard = Partitions.firstShard(partition, partitions, numbers.shards());
    this.to = Partitions.firstShard(partition + 1, partitions, numbers.shards());
  }

  /** What a task does with the rows of a partition: one result a shard, in order. */
  static <T> Function2<Integer, Iterator<Tuple2<Long, SparkRowChunk>>, Iterator<T>> results(
      SparkRowNumbers numbers, int partitions, RowPass<T> pass) {
    return (partition, rows) -> new SparkShardRows<>(numbers, partition, partitions, rows, pass);
  }

  @Override
  public boolean hasNext() {
    return shard < to;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowPass.Sink<T> sink = pass.begin(shard);
    long end = numbers.firstRow(shard + 1);
    Fault fault = null;
    for (Tuple2<Long, SparkRowChunk> chunk = peek();
        chunk != null && chunk._1() < end;
        chunk = peek()) {
      next = null;
      for (int i = 0; fault == null && i < chunk._2().rows(); i++) {
        fault = add(sink, chunk._2(), i);
      }
    }
    shard++;
    return sink.end(Checksums.none(), fault);
  }

  private @Nullable Fault add(RowPass.Sink<T> sink, SparkRowChunk chunk, int row) {
    return numbers.add(sink, chunk.at(row), chunk.first() + row);
  }

  private @Nullable Tuple2<Long, SparkRowChunk> peek() {
    if (next == null && rows.hasNext()) {
      next = rows.next();
    }
    return next;
  }
}
