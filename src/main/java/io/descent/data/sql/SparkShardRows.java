package io.descent.data.sql;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.table.BadCellException;
import io.descent.data.table.RowPass;
import io.descent.spark.Partitions;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Passes the sorted rows of a partition on, shard by shard. */
final class SparkShardRows<T> implements Iterator<T> {
  private final SparkRowNumbers numbers;
  private final Iterator<Tuple2<Long, TableRow>> rows;
  private final RowPass<T> pass;
  private final int to;
  private int shard;
  private @Nullable Tuple2<Long, TableRow> next;

  private SparkShardRows(
      SparkRowNumbers numbers,
      int partition,
      int partitions,
      Iterator<Tuple2<Long, TableRow>> rows,
      RowPass<T> pass) {
    this.numbers = numbers;
    this.rows = rows;
    this.pass = pass;
    this.shard = Partitions.firstShard(partition, partitions, numbers.shards());
    this.to = Partitions.firstShard(partition + 1, partitions, numbers.shards());
  }

  /** What a task does with the rows of a partition: one result a shard, in order. */
  static <T> Function2<Integer, Iterator<Tuple2<Long, TableRow>>, Iterator<T>> results(
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
    for (Tuple2<Long, TableRow> row = peek(); row != null && row._1() < end; row = peek()) {
      next = null;
      if (fault == null) {
        fault = add(sink, row);
      }
    }
    shard++;
    return sink.end(Checksums.none(), fault);
  }

  private @Nullable Fault add(RowPass.Sink<T> sink, Tuple2<Long, TableRow> row) {
    try {
      sink.add(row._2(), message -> numbers.fault(row._1(), message));
      return null;
    } catch (BadCellException e) {
      return numbers.fault(row._1(), e.finding());
    }
  }

  private @Nullable Tuple2<Long, TableRow> peek() {
    if (next == null && rows.hasNext()) {
      next = rows.next();
    }
    return next;
  }
}
