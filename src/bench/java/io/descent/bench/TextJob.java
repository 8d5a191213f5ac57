package io.descent.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A training on generated text.
 *
 * @param data folder of the rows, as {@link #prepare} makes it
 * @param output folder for whatever the training writes
 * @param setting one of {@link Peer#settings}
 */
record TextJob(Path data, Path output, String setting) {
  /** Writes the rows unless they are there: some to train on, an eighth as many to test. */
  static void prepare(Path data, int rows) throws IOException {
    Files.createDirectories(data);
    TextJob job = new TextJob(data, data, "");
    for (Path file : new Path[] {job.train(), job.test()}) {
      if (!Files.exists(file)) {
        boolean test = file.equals(job.test());
        GeneratedText.write(file, test ? Math.max(1, rows / 8) : rows, test ? 2 : 1);
      }
    }
    if (!Files.exists(job.vowpalWabbit())) {
      toVowpalWabbit(job.train(), job.vowpalWabbit());
    }
  }

  /** Training rows as LIBSVM. */
  Path train() {
    return data.resolve("train.svm");
  }

  /** Held-out rows as LIBSVM. */
  Path test() {
    return data.resolve("test.svm");
  }

  /** Training rows in Vowpal Wabbit's own format. */
  Path vowpalWabbit() {
    return data.resolve("train.vw");
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
