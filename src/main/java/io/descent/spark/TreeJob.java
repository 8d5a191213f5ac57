package io.descent.spark;

import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Sums along the shard tree. That of one stage is the job that {@code treeAggregate} of depth 1 is,
 * without what it does beside it: Spark searches every function written as a lambda for what it
 * captures, Scala's own within its methods too, and reads their classes from the jar each time,
 * half a dozen times a call. That takes as long as the rest of an empty job. A function that is an
 * object of a class is taken as it is.
 */
final class TreeJob<E, T extends Mergeable<T>>
    extends AbstractFunction2<TaskContext, Iterator<E>, ShardTree<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Function2<ShardTree<T>, E, ShardTree<T>> put;
  private final int shards;

  private TreeJob(Function2<ShardTree<T>, E, ShardTree<T>> put, int shards) {
    this.put = put;
    this.shards = shards;
  }

  /**
   * Sums what a function puts into a tree, one partition a task; the driver merges their trees.
   *
   * @return the sum, or null when no shard has a result
   */
  static <E, T extends Mergeable<T>> @Nullable T sum(
      JavaRDD<E> rdd, Function2<ShardTree<T>, E, ShardTree<T>> put, int shards) {
    ShardTree<T> tree = ShardTree.over(shards);
    rdd.context()
        .runJob(
            rdd.rdd(),
            new TreeJob<>(put, shards),
            new Merged<>(tree),
            ClassTag$.MODULE$.apply(ShardTree.class));
    return tree.total();
  }

  /** As {@link #sum}, by two stages: tasks add the trees of groups of partitions first. */
  static <E, T extends Mergeable<T>> @Nullable T sumInTwoStages(
      JavaRDD<E> rdd, Function2<ShardTree<T>, E, ShardTree<T>> put, int shards) {
    return rdd.treeAggregate(ShardTree.<T>over(shards), put, TreeSums.merge(), 2).total();
  }

  @Override
  public ShardTree<T> apply(TaskContext context, Iterator<E> elements) {
    try {
      ShardTree<T> tree = ShardTree.over(shards);
      while (elements.hasNext()) {
        tree = put.call(tree, elements.next());
      }
      return tree;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the trees of the partitions, in whichever order they come. */
  private static final class Merged<T extends Mergeable<T>>
      extends AbstractFunction2<Object, ShardTree<T>, BoxedUnit> {
    private final ShardTree<T> tree;

    private Merged(ShardTree<T> tree) {
      this.tree = tree;
    }

    @Override
    public BoxedUnit apply(Object partition, ShardTree<T> of) {
      tree.merge(of);
      return BoxedUnit.UNIT;
    }
  }
}
