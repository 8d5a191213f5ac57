package io.descent.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Text in the shape of RCV1, as LIBSVM: rows of about 75 of 47,236 features, feature ⌊d·u^3.2⌋ for
 * uniform u, values (1 + ln count)·ln(1/p) with p the feature's chance to be in a row, rows of
 * length 1, labels −1 and +1 from a logistic model whose margins have a deviation of about 5.8;
 * 400,000 rows are 400 MB.
 *
 * <p>Arguments: the file, the number of rows [400,000], the seed of the rows [1]. The model is the
 * same for every file.
 */
public final class GeneratedText {
  static final int FEATURES = 47_236;
  private static final double SKEW = 3.2;
  private static final int WORDS = 79;
  private static final double DEVIATION = 5.8;

  private GeneratedText() {}

  public static void main(String[] args) throws IOException {
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 400_000;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    write(Path.of(args[0]), rows, seed);
  }

  /** Writes a file. */
  static void write(Path file, int rows, long seed) throws IOException {
    double[] truth = truth();
    SplittableRandom random = new SplittableRandom(seed);
    int[] words = new int[WORDS];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < WORDS; k++) {
          words[k] = (int) (FEATURES * Math.pow(random.nextDouble(), SKEW));
        }
        Arrays.sort(words);
        out.write(line(words, truth, random).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static String line(int[] words, double[] truth, SplittableRandom random) {
    double[] values = new double[WORDS];
    int[] features = new int[WORDS];
    int n = 0;
    double squares = 0;
    for (int k = 0; k < WORDS; ) {
      int count = 0;
      int feature = words[k];
      while (k < WORDS && words[k] == feature) {
        count++;
        k++;
      }
      features[n] = feature;
      values[n] = (1 + Math.log(count)) * -Math.log(chance(feature));
      squares += values[n] * values[n];
      n++;
    }
    double margin = 0;
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < n; k++) {
      double value = values[k] / Math.sqrt(squares);
      margin += value * truth[features[k]];
      String digits = Long.toString(100_000 + Math.max(1, Math.round(value * 1e5)));
      line.append(' ').append(features[k] + 1).append(":0.").append(digits, 1, 6);
    }
    boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-margin));
    return (positive ? "1" : "-1") + line + "\n";
  }

  private static double chance(int feature) {
    double once =
        Math.pow((feature + 1.0) / FEATURES, 1 / SKEW)
            - Math.pow((double) feature / FEATURES, 1 / SKEW);
    return 1 - Math.pow(1 - once, WORDS);
  }

  private static double[] truth() {
    Random random = new Random(7);
    double[] truth = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      truth[j] = DEVIATION * random.nextGaussian();
    }
    return truth;
  }
}
