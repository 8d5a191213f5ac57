package io.descent.api;

import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;

/**
 * An engine and the files that it reaches.
 *
 * @param engine where work is done
 * @param store a path without scheme is local with the local engine, and follows {@code
 *     fs.defaultFS} with Spark
 */
public record Workplace(Engine engine, FileStore store) implements AutoCloseable {
  /**
   * Opens an engine; no Spark class is loaded for the local one.
   *
   * @param name {@code spark} or {@code local}
   * @param partitions of Spark, or 0 for the default
   * @param threads of the local engine, or 0 for all cores
   */
  public static Workplace open(String name, int partitions, int threads) {
    if (name.equals("local")) {
      int all = Runtime.getRuntime().availableProcessors();
      return new Workplace(LocalEngine.of(threads > 0 ? threads : all), FileStores.local());
    }
    return OnSpark.open(partitions);
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Names Spark's classes where they are loaded only when they are asked for. */
  private static final class OnSpark {
    static Workplace open(int partitions) {
      return on(SparkEngine.start("descent", partitions));
    }

    static Workplace on(SparkEngine engine) {
      return new Workplace(engine, FileStores.hadoop(engine.context().hadoopConfiguration()));
    }
  }
}
