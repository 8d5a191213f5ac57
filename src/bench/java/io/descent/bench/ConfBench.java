package io.descent.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Seconds of every training in {@code conf/} on both engines, as a user starts it: {@code
 * ./submit.sh train --config …}, the whole process. The median of the rounds, in which the engines
 * take turns; what a first run builds and links is done before, unless there is one round only.
 * Arguments: rounds [5], what the names of the configurations begin with [all].
 */
public final class ConfBench {
  private static final List<String> ENGINES = List.of("local", "spark");

  private ConfBench() {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path models = Files.createTempDirectory("conf-bench");
    try {
      System.out.printf("%nseconds a training, median of %d%n", rounds);
      System.out.printf("%-28s %8s %8s%n", "", ENGINES.get(0), ENGINES.get(1));
      for (Path conf : configurations(args.length > 1 ? args[1] : "")) {
        double[][] times = new double[ENGINES.size()][rounds];
        for (int round = -Math.min(1, rounds - 1); round < rounds; round++) {
          for (int engine = 0; engine < ENGINES.size(); engine++) {
            double seconds = train(conf, ENGINES.get(engine), models);
            if (round >= 0) {
              times[engine][round] = seconds;
            }
          }
        }
        System.out.printf(
            "%-28s %8.2f %8.2f%n",
            conf.getFileName(), StepBench.median(times[0]), StepBench.median(times[1]));
      }
    } finally {
      delete(models);
    }
  }

  private static List<Path> configurations(String start) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .filter(file -> file.toString().endsWith(".properties"))
          .sorted()
          .toList();
    }
  }

  private static double train(Path conf, String engine, Path models)
      throws IOException, InterruptedException {
    Path output = models.resolve("output");
    List<String> command =
        List.of(
            Path.of("submit.sh").toAbsolutePath().toString(),
            "train",
            "--config",
            conf.toString(),
            "--engine",
            engine,
            "--model",
            models.resolve("model").toString(),
            "--quiet");
    ProcessBuilder process = new ProcessBuilder(command);
    process.redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().put("DESCENT_LOG", models.resolve("log").toString());
    long start = System.nanoTime();
    int code = process.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " exited with " + code + ": " + Files.readString(output));
    }
    return seconds;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList());
    }
    all.stream().map(Path::toFile).forEach(File::delete);
  }
}
