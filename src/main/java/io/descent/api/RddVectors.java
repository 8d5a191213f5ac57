package io.descent.api;

import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.spark.SparkEngine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;

/**
 * Rows in an RDD: a shard is one of its partitions, so that the bits depend on how the caller
 * partitioned it.
 */
final class RddVectors implements VectorSource {
  private final JavaRDD<LabeledVector> rows;
  private final SparkEngine engine;

  RddVectors(JavaRDD<LabeledVector> rows, SparkEngine engine) {
    this.rows = rows;
    this.engine = engine;
  }

  @Override
  public Survey survey(Pass<Survey> pass) {
    return engine.sum(rows.mapPartitionsWithIndex(once(pass), true));
  }

  @Override
  public LoadedBlocks<LoadReport> load(Pass<ParsedShard<LoadReport>> pass) {
    return engine.load(rows.mapPartitionsWithIndex(once(pass), true), rows.getNumPartitions());
  }

  private static <T> Function2<Integer, Iterator<LabeledVector>, Iterator<T>> once(Pass<T> pass) {
    return (partition, rows) -> Collections.singletonList(pass.of(partition, rows)).iterator();
  }
}
