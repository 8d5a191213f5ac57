package io.descent.data.sql;

import io.descent.files.InputFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The rows of all files of a table as they are stored, and the number of each partition's first.
 */
final class SparkNumberedRows {
  /** Rows that move together: enough to make their number cheap, few enough for any memory. */
  private static final int CHUNK = 2048;

  private final JavaRDD<Row> rows;
  private final String[] paths;
  private final long[] partitionStarts;
  private final long[] fileStarts;

  private SparkNumberedRows(
      JavaRDD<Row> rows, String[] paths, long[] partitionStarts, long[] fileStarts) {
    this.rows = rows;
    this.paths = paths;
    this.partitionStarts = partitionStarts;
    this.fileStarts = fileStarts;
  }

  /**
   * Numbers the rows: one job counts those of every partition.
   *
   * @param selected places of the columns to read
   */
  static SparkNumberedRows of(SparkTable table, int[] selected) {
    // Only columnar formats know how many rows there are without reading a column.
    int[] counted = table.format().equals("json") ? selected : new int[0];
    List<Long> counts =
        SparkFailures.guarded(
            table, () -> union(table, files(table, counted)).mapPartitions(count()).collect());
    List<JavaRDD<Row>> files = files(table, selected);
    long[] partitionStarts = new long[counts.size()];
    long[] fileStarts = new long[files.size() + 1];
    long row = 0;
    int p = 0;
    for (int f = 0; f < files.size(); f++) {
      fileStarts[f] = row;
      for (int end = p + files.get(f).getNumPartitions(); p < end; p++) {
        partitionStarts[p] = row;
        row += counts.get(p);
      }
    }
    fileStarts[files.size()] = row;
    String[] paths = table.files().stream().map(InputFile::path).toArray(String[]::new);
    return new SparkNumberedRows(union(table, files), paths, partitionStarts, fileStarts);
  }

  private static List<JavaRDD<Row>> files(SparkTable table, int[] columns) {
    List<JavaRDD<Row>> files = new ArrayList<>();
    for (InputFile file : table.files()) {
      files.add(table.rows(file, columns).toJavaRDD());
    }
    return files;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static JavaRDD<Row> union(SparkTable table, List<JavaRDD<Row>> files) {
    return files.size() == 1
        ? files.get(0)
        : table.engine().context().union((JavaRDD<Row>[]) files.toArray(new JavaRDD[0]));
  }

  private static FlatMapFunction<Iterator<Row>, Long> count() {
    return rows -> {
      long n = 0;
      while (rows.hasNext()) {
        rows.next();
        n++;
      }
      return Arrays.asList(n).iterator();
    };
  }

  /** Where rows stand when they are cut into shards. */
  SparkRowNumbers numbers(int shards) {
    return new SparkRowNumbers(paths, fileStarts, shards);
  }

  /** The rows. */
  JavaRDD<Row> rows() {
    return rows;
  }

  /** The number of the first row of every partition. */
  long[] partitionStarts() {
    return partitionStarts;
  }

  /**
   * The rows in chunks, none of which reaches over the end of a shard, each with the number of its
   * first row.
   *
   * @param selected the places of their columns in the table
   */
  JavaRDD<Tuple2<Long, SparkRowChunk>> chunks(
      SparkRowNumbers numbers, int[] selected, SparkTypes.Kind[] kinds) {
    return rows.mapPartitionsWithIndex(chunk(numbers, partitionStarts, selected, kinds), true);
  }

  private static Function2<Integer, Iterator<Row>, Iterator<Tuple2<Long, SparkRowChunk>>> chunk(
      SparkRowNumbers numbers, long[] starts, int[] at, SparkTypes.Kind[] kinds) {
    int[] from = IntStream.range(0, at.length).toArray();
    return (partition, rows) ->
        new Iterator<>() {
          private long row = starts[partition];

          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public Tuple2<Long, SparkRowChunk> next() {
            long first = row;
            int room = (int) Math.min(CHUNK, numbers.shardEnd(first) - first);
            SparkRowChunk.Builder chunk = new SparkRowChunk.Builder(first, room, kinds, at, from);
            for (; row < first + room && rows.hasNext(); row++) {
              chunk.add(rows.next());
            }
            return new Tuple2<>(first, chunk.build());
          }
        };
  }
}
