package io.descent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * spark.ml's {@code LogisticRegression}, by L-BFGS over {@code local[2]}. The model goes to a plain
 * file of numbers, which takes less time than Spark's own way to save it.
 */
record SparkMlPeer() implements Peer {
  private static final int ITERATIONS = 30;

  @Override
  public String name() {
    return "spark.ml";
  }

  @Override
  public List<String> settings() {
    return List.of("regParam 0", "regParam 1e-6", "regParam 1e-5");
  }

  @Override
  public Map<String, Double> train(TextJob job) throws IOException {
    double penalty = Double.parseDouble(job.setting().substring("regParam ".length()));
    Map<String, Double> seconds = new TreeMap<>();
    long start = System.nanoTime();
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      long started = System.nanoTime();
      Dataset<Row> rows =
          spark
              .read()
              .format("libsvm")
              .load(job.train().toString())
              .selectExpr("CASE WHEN label > 0 THEN 1D ELSE 0D END AS label", "features")
              .cache();
      rows.count();
      long loaded = System.nanoTime();
      LogisticRegressionModel model =
          new LogisticRegression().setRegParam(penalty).setMaxIter(ITERATIONS).fit(rows);
      seconds.put("start", (started - start) / 1e9);
      seconds.put("load", (loaded - started) / 1e9);
      seconds.put("fit", (System.nanoTime() - loaded) / 1e9);
      save(model, job);
    }
    return seconds;
  }

  private static void save(LogisticRegressionModel model, TextJob job) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (double weight : model.coefficients().toArray()) {
      numbers.add(Double.toString(weight));
    }
    numbers.add(Double.toString(model.intercept()));
    Files.write(file(job), numbers);
  }

  @Override
  public double[] weights(TextJob job) throws IOException {
    return Files.readAllLines(file(job)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static Path file(TextJob job) {
    return job.output().resolve("model");
  }
}
