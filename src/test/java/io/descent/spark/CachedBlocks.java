package io.descent.spark;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockStatus;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The cached partitions of a local context, asked of the block manager: {@code getRDDStorageInfo}
 * reads the status store, which listener events reach some time after the fact.
 */
final class CachedBlocks {
  private CachedBlocks() {}

  static List<BlockStatus> now() {
    var manager = SparkEnv.get().blockManager();
    return CollectionConverters.asJava(manager.getMatchingBlockIds(id -> id.isRDD())).stream()
        // One that is on disk is listed by the disk's manager too.
        .distinct()
        .map(id -> manager.getStatus(id).get())
        .toList();
  }
}
