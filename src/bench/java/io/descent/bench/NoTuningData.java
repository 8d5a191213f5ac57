package io.descent.bench;

import io.descent.data.DataFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A real data set as a person would give it to {@code train}, with test rows. Where there are none,
 * a fifth of the rows, drawn by a seed, is written to a folder and kept for that.
 *
 * @param name of the data
 * @param train paths of the training rows
 * @param test paths of the test rows
 * @param loss the loss of the task
 * @param label its column, or null
 * @param positive the condition that makes labels 1, or null
 * @param header whether CSV files begin with names
 * @param features the dimension of LIBSVM data, or 0
 */
record NoTuningData(
    String name,
    String train,
    String test,
    String loss,
    @Nullable String label,
    @Nullable String positive,
    boolean header,
    int features) {
  /** The format where names do not tell it, or null. */
  @Nullable DataFormat format() {
    return header ? null : DataFormat.CSV;
  }

  private static final double TEST_SHARE = 0.2;

  /**
   * All data sets.
   *
   * @param shipped the project's folder {@code data}
   * @param more a folder with the data sets that are not shipped
   * @param work where parts are written
   */
  static List<NoTuningData> all(Path shipped, Path more, Path work) throws IOException {
    Files.createDirectories(work);
    return List.of(
        table("breast-cancer", shipped, work, "logistic"),
        table("diabetes", shipped, work, "squared"),
        table("digits", shipped, work, "multinomial"),
        new NoTuningData(
            "flights",
            shipped + "/flights-train.csv.gz",
            shipped + "/flights-test.csv.gz",
            "logistic",
            null,
            "delay > 15",
            true,
            0),
        libsvm("a9a", more + "/a9a/a9a", more + "/a9a/a9a.t", "logistic", 123),
        libsvm(
            "agaricus",
            more + "/agaricus/agaricus.txt.train",
            more + "/agaricus/agaricus.txt.test",
            "logistic",
            127),
        libsvm("dna", more + "/dna/dna.scale", more + "/dna/dna.scale.t", "multinomial", 180),
        abalone(more, work),
        new NoTuningData(
            "kddcup99",
            more + "/kddcup99/kddcup.data_10_percent.gz",
            more + "/kddcup99/corrected.gz",
            "logistic",
            null,
            "c42 = 'normal.'",
            false,
            0),
        libsvm(
            "20newsgroups",
            more + "/20newsgroups-bow/20news-bow-train.svm.gz",
            more + "/20newsgroups-bow/20news-bow-test.svm.gz",
            "multinomial",
            134_055),
        flights(more, work),
        libsvm(
            "fashion-mnist",
            more + "/fashion-mnist/train-*",
            more + "/fashion-mnist/t10k-*",
            "multinomial",
            0));
  }

  private static NoTuningData libsvm(
      String name, String train, String test, String loss, int features) {
    return new NoTuningData(name, train, test, loss, null, null, true, features);
  }

  private static NoTuningData table(String name, Path shipped, Path work, String loss)
      throws IOException {
    Path[] parts = split(shipped.resolve(name + ".csv"), work, name, ".csv", true);
    return new NoTuningData(
        name, parts[0].toString(), parts[1].toString(), loss, "target", null, true, 0);
  }

  private static NoTuningData abalone(Path more, Path work) throws IOException {
    Path[] parts =
        split(more.resolve("abalone/abalone_8d_train.libsvm"), work, "abalone", ".svm", false);
    return libsvm("abalone", parts[0].toString(), parts[1].toString(), "squared", 8);
  }

  /** Flights as CSV, since the local engine reads no Parquet; times that are errors left out. */
  private static NoTuningData flights(Path more, Path work) throws IOException {
    Path all = work.resolve("flights-3m.csv");
    if (!Files.exists(all)) {
      try (SparkSession spark =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", "false")
              .getOrCreate()) {
        Path parts = work.resolve("flights-parts");
        spark
            .read()
            .parquet(more + "/flights-3m/flights-3m.parquet")
            .where("delay >= -60")
            .coalesce(1)
            .write()
            .option("header", "true")
            .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss")
            .option("timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss")
            .mode("overwrite")
            .csv(parts.toString());
        try (var files = Files.list(parts)) {
          Files.move(
              files.filter(f -> f.toString().endsWith(".csv")).findFirst().orElseThrow(), all);
        }
      }
    }
    Path[] parts = split(all, work, "flights-3m", ".csv", true);
    return new NoTuningData(
        "flights-3m",
        parts[0].toString(),
        parts[1].toString(),
        "logistic",
        null,
        "delay > 15",
        true,
        0);
  }

  private static Path[] split(Path all, Path work, String name, String ending, boolean header)
      throws IOException {
    Path train = work.resolve(name + "-train" + ending);
    Path test = work.resolve(name + "-test" + ending);
    if (!Files.exists(test)) {
      SplittableRandom random = new SplittableRandom(1);
      try (BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(Files.newInputStream(all), StandardCharsets.UTF_8));
          PrintWriter trainOut = new PrintWriter(Files.newBufferedWriter(train));
          PrintWriter testOut = new PrintWriter(Files.newBufferedWriter(test))) {
        if (header) {
          String names = in.readLine();
          trainOut.println(names);
          testOut.println(names);
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          (random.nextDouble() < TEST_SHARE ? testOut : trainOut).println(line);
        }
      }
    }
    return new Path[] {train, test};
  }
}
