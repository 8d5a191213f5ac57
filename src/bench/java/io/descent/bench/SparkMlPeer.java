package io.descent.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * spark.ml's {@code LogisticRegression}, by L-BFGS over {@code local[2]}. The model goes to a plain
 * file of numbers, which takes less time than Spark's own way to save it.
 */
record SparkMlPeer() implements Peer {
  @Override
  public String name() {
    return "spark.ml";
  }

  @Override
  public List<List<String>> settings(PeerData data) {
    return Peer.grid(
        List.of("regParam 0", "regParam 1e-4", "regParam 1e-3"), "maxIter", 10, 20, 40, 80);
  }

  @Override
  public Map<String, Double> train(PeerJob job) throws IOException {
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
              .option("numFeatures", job.data().width())
              .load(job.data().train().toString())
              .selectExpr(
                  job.data().isBinary()
                      ? "CASE WHEN label > 0 THEN 1D ELSE 0D END AS label"
                      : "label - 1 AS label",
                  "features")
              .cache();
      rows.count();
      long loaded = System.nanoTime();
      LogisticRegressionModel model =
          new LogisticRegression()
              .setRegParam(Double.parseDouble(job.setting("regParam")))
              .setMaxIter(Integer.parseInt(job.setting("maxIter")))
              .fit(rows);
      seconds.put("start", (started - start) / 1e9);
      seconds.put("load", (loaded - started) / 1e9);
      seconds.put("fit", (System.nanoTime() - loaded) / 1e9);
      save(model, job);
    }
    return seconds;
  }

  private static void save(LogisticRegressionModel model, PeerJob job) throws IOException {
    Matrix weights = model.coefficientMatrix();
    try (BufferedWriter out = Files.newBufferedWriter(job.model())) {
      for (int k = 0; k < weights.numRows(); k++) {
        for (int j = 0; j < weights.numCols(); j++) {
          out.append(Double.toString(weights.apply(k, j))).append('\n');
        }
        out.append(Double.toString(model.interceptVector().apply(k))).append('\n');
      }
    }
  }

  @Override
  public PeerModel model(PeerJob job) throws IOException {
    PeerData data = job.data();
    double[][] weights = new double[data.isBinary() ? 1 : data.classes()][data.width() + 1];
    try (BufferedReader lines = Files.newBufferedReader(job.model())) {
      for (double[] row : weights) {
        for (int j = 0; j < row.length; j++) {
          row[j] = Double.parseDouble(lines.readLine());
        }
      }
    }
    return new PeerModel(weights, false);
  }
}
