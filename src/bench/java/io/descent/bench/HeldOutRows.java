package io.descent.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a LIBSVM file with whole numbers for labels, by which every model is judged. */
final class HeldOutRows {
  private final List<int[]> features = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

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
    float[] x = new float[n];
    for (int k = 0; k < n; k++) {
      row[k] = Integer.parseInt(numbers[2 * k + 1]) - 1;
      x[k] = Float.parseFloat(numbers[2 * k + 2]);
    }
    features.add(row);
    values.add(x);
    labels.add(Integer.valueOf(numbers[0]));
  }

  /** The mean of −ln p, p the probability that the model gives to a row's label. */
  double logLoss(PeerModel model) {
    double[] margins = new double[model.weights().length];
    double sum = 0;
    for (int row = 0; row < labels.size(); row++) {
      model.margins(features.get(row), values.get(row), margins);
      sum += model.loss(margins, labels.get(row));
    }
    return sum / labels.size();
  }
}
