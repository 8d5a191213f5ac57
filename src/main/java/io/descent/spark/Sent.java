package io.descent.spark;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way to the tasks of one job, once to each executor. A short one rides in what
 * Spark sends for the job: the code that all its tasks share is itself a broadcast, and a second
 * one beside it takes a millisecond. A long one is a broadcast of its own, which executors read
 * once for all their tasks. Whoever made it closes it when the job has ended.
 */
final class Sent<V extends Serializable> implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /**
   * Up to here a value rides along. Measured on θ of 10 to 65,536 elements: at 4,096 a step is as
   * fast either way, at a tenth of that it takes a seventh less without a broadcast.
   */
  static final long SHORT_BYTES = 32 << 10;

  private final @Nullable V inTask;
  private final @Nullable Broadcast<V> broadcast;

  private Sent(@Nullable V inTask, @Nullable Broadcast<V> broadcast) {
    this.inTask = inTask;
    this.broadcast = broadcast;
  }

  /**
   * Sends a value.
   *
   * @param bytes of it, about
   */
  static <V extends Serializable> Sent<V> of(JavaSparkContext context, V value, long bytes) {
    return bytes <= SHORT_BYTES
        ? new Sent<>(value, null)
        : new Sent<>(null, context.broadcast(value));
  }

  V value() {
    return broadcast == null ? Objects.requireNonNull(inTask) : broadcast.value();
  }

  @Override
  public void close() {
    if (broadcast != null) {
      broadcast.destroy();
    }
  }
}
