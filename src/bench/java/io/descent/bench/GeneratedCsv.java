package io.descent.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A table of numbers as CSV: a header, {@code y} of 0 and 1, and {@code x1} … {@code x20} of five
 * decimals on [−1, 1), of whose first three y is a logistic model; about 180 bytes a row.
 */
final class GeneratedCsv {
  static final int FEATURES = 20;

  private GeneratedCsv() {}

  /** Writes a file. */
  static void write(Path file, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder line = new StringBuilder("y");
    for (int j = 1; j <= FEATURES; j++) {
      line.append(",x").append(j);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int row = 0; row < rows; row++) {
        out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        line.setLength(0);
        double margin = 0;
        int[] digits = new int[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
          digits[j] = random.nextInt(-99_999, 100_000);
          margin += j < 3 ? 5e-5 * digits[j] : 0;
        }
        line.append(random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0);
        for (int digit : digits) {
          line.append(digit < 0 ? ",-0." : ",0.");
          line.append(Integer.toString(100_000 + Math.abs(digit)), 1, 6);
        }
      }
      out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
