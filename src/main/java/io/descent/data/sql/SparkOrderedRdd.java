package io.descent.data.sql;

import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.DeterministicLevel;
import org.apache.spark.rdd.RDD;
import scala.Enumeration;
import scala.collection.Iterator;
import scala.reflect.ClassTag;

/**
 * The rows of another RDD, of which the maker knows what Spark cannot: a shuffle that sorts by
 * distinct keys gives every partition the same rows in the same order each time it is computed.
 * Spark takes the output of any shuffle without aggregation for unordered.
 */
final class SparkOrderedRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final ClassTag<T> type;

  SparkOrderedRdd(RDD<T> sorted) {
    super(sorted, sorted.elementClassTag());
    this.type = sorted.elementClassTag();
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    RDD<T> parent = firstParent(type);
    return parent.iterator(split, context);
  }

  @Override
  public Partition[] getPartitions() {
    RDD<T> parent = firstParent(type);
    return parent.partitions();
  }

  @Override
  public Enumeration.Value getOutputDeterministicLevel() {
    return DeterministicLevel.DETERMINATE();
  }
}
