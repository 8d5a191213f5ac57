package io.descent.spark;

import io.descent.train.ShardReader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.SerializerInstance;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * What a reader makes of the shards, a run of them a partition. It stands for itself and keeps the
 * reader packed, since the tasks of every step unpack the RDD that their blocks are of: one of
 * functions over a list of numbers takes half as long again. A reader that knows much, such as a
 * dictionary, is a broadcast, which goes when nothing in the driver refers to this any more.
 */
final class ShardRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Object();

  private final Sent<byte[]> reader;
  private final int partitions;
  private final int shards;

  @SuppressWarnings("unchecked")
  private ShardRdd(JavaSparkContext context, Sent<byte[]> reader, int partitions, int shards) {
    super(
        context.sc(),
        CollectionConverters.asScala(Collections.<Dependency<?>>emptyList()).toSeq(),
        (ClassTag<T>) ANY);
    this.reader = reader;
    this.partitions = partitions;
    this.shards = shards;
  }

  /** The RDD of all shards. */
  static <T> JavaRDD<T> of(
      JavaSparkContext context, ShardReader<T> reader, int partitions, int shards) {
    ByteBuffer buffer = codec().serialize(reader, ANY);
    byte[] packed = new byte[buffer.remaining()];
    buffer.get(packed);
    return new ShardRdd<T>(context, Sent.of(context, packed, packed.length), partitions, shards)
        .toJavaRDD();
  }

  /** As Spark does with functions: whatever serializer data goes by. */
  private static SerializerInstance codec() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    ShardReader<T> unpacked =
        codec()
            .deserialize(
                ByteBuffer.wrap(reader.value()),
                Thread.currentThread().getContextClassLoader(),
                ClassTag$.MODULE$.apply(ShardReader.class));
    return CollectionConverters.asScala(
        unpacked.read(
            Partitions.firstShard(split.index(), partitions, shards),
            Partitions.firstShard(split.index() + 1, partitions, shards)));
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] all = new Partition[partitions];
    for (int p = 0; p < partitions; p++) {
      all[p] = new Run(p);
    }
    return all;
  }

  /** The shards of one partition, which its number tells. */
  private static final class Run implements Partition, Serializable {
    private static final long serialVersionUID = 1L;

    private final int index;

    private Run(int index) {
      this.index = index;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public int hashCode() {
      return index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Run run && run.index == index;
    }
  }
}
