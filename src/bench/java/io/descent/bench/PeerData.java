package io.descent.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows in a folder, in the forms that programs read. Labels are −1 and +1, or 1 … k.
 *
 * @param folder of the files
 * @param classes k ≥ 2
 * @param width d: features are 1 … d
 */
record PeerData(Path folder, int classes, int width) {
  private static final String SHAPE = "shape";

  /** The rows in a folder that {@link #finish} left, or null where it has not. */
  static PeerData find(Path folder) throws IOException {
    Path shape = folder.resolve(SHAPE);
    if (!Files.exists(shape)) {
      return null;
    }
    List<String> numbers = Files.readAllLines(shape);
    return new PeerData(folder, Integer.parseInt(numbers.get(0)), Integer.parseInt(numbers.get(1)));
  }

  /** Writes what follows from the rows, and last what says that all is there. */
  PeerData finish() throws IOException {
    toVowpalWabbit(train(), vowpalWabbit());
    Files.write(folder.resolve(SHAPE), List.of(Integer.toString(classes), Integer.toString(width)));
    return this;
  }

  /** Whether the loss is the logistic one, else that of a softmax. */
  boolean isBinary() {
    return classes == 2;
  }

  /** Training rows as LIBSVM. */
  Path train() {
    return folder.resolve("train.svm");
  }

  /**
   * Held-out rows as LIBSVM, by which settings are chosen and models judged, of all peers alike.
   */
  Path test() {
    return folder.resolve("test.svm");
  }

  /** Training rows in Vowpal Wabbit's own format. */
  Path vowpalWabbit() {
    return folder.resolve("train.vw");
  }

  private static void toVowpalWabbit(Path from, Path to) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(from, StandardCharsets.US_ASCII);
        BufferedWriter out = Files.newBufferedWriter(to, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int label = line.indexOf(' ');
        out.append(line, 0, label).append(" |").append(line, label, line.length()).append('\n');
      }
    }
  }
}
