package io.descent.spark;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;

/**
 * An order of partitions in which the groups that {@code treeAggregate} makes at depth 2 are runs
 * of shards.
 *
 * <p>With P partitions it sends partition i to reducer i mod G, G = ⌊P / max(⌈√P⌉, 2)⌋. Placed in
 * their natural order, the partitions of a reducer would hold shards that are G apart, none of
 * which can be added there; placed so that reducer g receives neighbours, it adds a whole run.
 * Where a single stage is used the order does not matter.
 */
final class TreeLayout implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1L;

  /** The number of reducers at depth 2, or 0 when {@code treeAggregate} would add none. */
  static int reducers(int partitions) {
    int scale = Math.max((int) Math.ceil(Math.sqrt(partitions)), 2);
    return partitions > scale + Math.ceil((double) partitions / scale) ? partitions / scale : 0;
  }

  /** The partition to be placed at each position. */
  static int[] order(int partitions) {
    int groups = Math.max(1, reducers(partitions));
    int[] order = new int[partitions];
    int next = 0;
    for (int group = 0; group < groups; group++) {
      for (int position = group; position < partitions; position += groups) {
        order[position] = next++;
      }
    }
    return order;
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    int[] order = order(partitions.length);
    PartitionGroup[] groups = new PartitionGroup[partitions.length];
    for (int position = 0; position < groups.length; position++) {
      groups[position] = new PartitionGroup(scala.Option.empty());
      groups[position].partitions().$plus$eq(partitions[order[position]]);
    }
    return groups;
  }
}
