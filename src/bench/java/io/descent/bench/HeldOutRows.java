package io.descent.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a LIBSVM file with labels −1 and +1, by which every model is judged. */
final class HeldOutRows {
  private final List<int[]> features = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<Double> labels = new ArrayList<>();

  private HeldOutRows() {}

  static HeldOutRows read(Path file) throws IOException {
    HeldOutRows rows = new HeldOutRows();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(line.split("[ :]"));
      }
    }
    return rows;
  }

  private void add(String[] numbers) {
    int n = numbers.length / 2;
    int[] row = new int[n];
    double[] x = new double[n];
    for (int k = 0; k < n; k++) {
      row[k] = Integer.parseInt(numbers[2 * k + 1]) - 1;
      x[k] = Double.parseDouble(numbers[2 * k + 2]);
    }
    features.add(row);
    values.add(x);
    labels.add(Double.valueOf(numbers[0]));
  }

  /**
   * The mean of ln(1 + e^(−yz)).
   *
   * @param weights of features 1 … d and the intercept; features above d have weight 0
   */
  double logLoss(double[] weights) {
    int width = weights.length - 1;
    double sum = 0;
    for (int row = 0; row < labels.size(); row++) {
      int[] j = features.get(row);
      double[] x = values.get(row);
      double margin = weights[width];
      for (int k = 0; k < j.length; k++) {
        margin += j[k] < width ? x[k] * weights[j[k]] : 0;
      }
      double loss = -labels.get(row) * margin;
      sum += Math.max(loss, 0) + Math.log1p(Math.exp(-Math.abs(loss)));
    }
    return sum / labels.size();
  }
}
