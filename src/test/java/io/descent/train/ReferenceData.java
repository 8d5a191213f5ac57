package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Data as the scripts under {@code src/test/resources/reference} read them. */
final class ReferenceData {
  private static final int SHARDS = 4;

  private final double[][] features;
  private final double[] labels;
  private final String sha256;

  private ReferenceData(double[][] features, double[] labels, String sha256) {
    this.features = features;
    this.labels = labels;
    this.sha256 = sha256;
  }

  /** A CSV file with its label last; all other columns are features. */
  static ReferenceData table(Path path) throws IOException {
    return table(path, Integer.MAX_VALUE);
  }

  /**
   * A CSV file with its label last.
   *
   * @param columns how many of its first columns are features, at most; they are standardised, a
   *     column of one value is 0
   */
  static ReferenceData table(Path path, int columns) throws IOException {
    byte[] text = Files.readAllBytes(path);
    double[][] cells =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble))
            .map(line -> line.toArray())
            .toArray(double[][]::new);
    int last = cells[0].length - 1;
    double[] labels = Arrays.stream(cells).mapToDouble(row -> row[last]).toArray();
    int width = Math.min(columns, last);
    double[][] features = new double[cells.length][width];
    for (int j = 0; j < width; j++) {
      int column = j;
      double[] standard =
          standardised(Arrays.stream(cells).mapToDouble(row -> row[column]).toArray());
      for (int i = 0; i < cells.length; i++) {
        features[i][j] = standard[i];
      }
    }
    return new ReferenceData(features, labels, digest(text));
  }

  /** A LIBSVM file of two classes, as it is; a negative label is 0. */
  static ReferenceData libsvm(Path path) throws IOException {
    byte[] text = Files.readAllBytes(path);
    List<String[]> lines =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.trim().split("[ :]+", -1))
            .toList();
    int width =
        lines.stream()
            .mapToInt(line -> Integer.parseInt(line[line.length - 2]))
            .max()
            .orElseThrow();
    double[][] features = new double[lines.size()][width];
    double[] labels = new double[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] line = lines.get(i);
      labels[i] = Double.parseDouble(line[0]) > 0 ? 1 : 0;
      for (int k = 1; k < line.length; k += 2) {
        features[i][Integer.parseInt(line[k]) - 1] = Double.parseDouble(line[k + 1]);
      }
    }
    return new ReferenceData(features, labels, digest(text));
  }

  /** By mean and population deviation; 0 where all are equal. */
  static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    return Arrays.stream(values).map(v -> deviation > 0 ? (v - mean) / deviation : 0).toArray();
  }

  /** The same with other features and labels. */
  ReferenceData with(double[][] otherFeatures, double[] otherLabels) {
    return new ReferenceData(otherFeatures, otherLabels, sha256);
  }

  private static String digest(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  double[][] features() {
    return features;
  }

  double[] labels() {
    return labels;
  }

  /** Of the bytes of the file. */
  String sha256() {
    return sha256;
  }

  int width() {
    return features[0].length;
  }

  int classes() {
    return 1 + (int) Arrays.stream(labels).max().orElseThrow();
  }

  double meanLabel() {
    return Arrays.stream(labels).average().orElseThrow();
  }

  /** Some shards with zeros left out where most are. */
  List<Block> blocks() {
    return blocks(SHARDS);
  }

  /** So many shards with zeros left out where most are. */
  List<Block> blocks(int shards) {
    List<Block> blocks = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      int from = shard * labels.length / shards;
      int to = (shard + 1) * labels.length / shards;
      RowsBuilder rows = RowsBuilder.with(Storage.DOUBLE);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < width(); j++) {
          if (features[i][j] != 0) {
            rows.add(j, features[i][j]);
          }
        }
        rows.endRow();
      }
      blocks.add(Block.of(shard, rows.build(width()), Arrays.copyOfRange(labels, from, to), null));
    }
    return blocks;
  }

  /** The largest eigenvalue of the mean of x·xᵀ, x with a 1 for the intercept, by powers. */
  double largestEigenvalue() {
    int d = width();
    double[] v = new double[d + 1];
    Arrays.fill(v, 1);
    double norm = 0;
    for (int k = 0; k < 50; k++) {
      double[] next = new double[d + 1];
      for (double[] x : features) {
        double dot = v[d];
        for (int j = 0; j < d; j++) {
          dot += x[j] * v[j];
        }
        for (int j = 0; j < d; j++) {
          next[j] += dot * x[j] / features.length;
        }
        next[d] += dot / features.length;
      }
      norm = Math.sqrt(Arrays.stream(next).map(a -> a * a).sum());
      for (int j = 0; j <= d; j++) {
        v[j] = next[j] / norm;
      }
    }
    // Powers come from below.
    return 1.01 * norm;
  }
}
