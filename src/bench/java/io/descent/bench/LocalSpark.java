package io.descent.bench;

import io.descent.spark.SparkEngine;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark in this process, as Descent starts it. */
final class LocalSpark {
  private LocalSpark() {}

  /** A context on some cores, on which a task may fail three times. */
  static JavaSparkContext context(String application, int cores) {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[" + cores + ",4]")
            .setAppName(application)
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.maxResultSize", "0")
            .set("spark.ui.enabled", "false");
    JavaSparkContext context = new JavaSparkContext(SparkEngine.suited(conf));
    context.setLogLevel("ERROR");
    return context;
  }
}
