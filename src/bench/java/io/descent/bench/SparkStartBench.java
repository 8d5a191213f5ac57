package io.descent.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Seconds from the start of {@code ./submit.sh train} on a small file with Spark to its first step,
 * beside a program that spark-submit starts on the same Spark and that does nothing but start a
 * SparkContext, as a user waits for them. They take turns; the figures are medians of the rounds.
 * It needs the Spark that {@code ./submit.sh} links, so run a training with it before. Argument:
 * rounds [7].
 */
public final class SparkStartBench {
  private static final String FIRST_STEP = "step 1/";
  private static final String STARTED = "context started";

  private final Path folder;

  private SparkStartBench(Path folder) {
    this.folder = folder;
  }

  /** Prints the figures. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.US);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    Path folder = Files.createTempDirectory("spark-start-bench");
    try {
      SparkStartBench bench = new SparkStartBench(folder);
      double[] bare = new double[rounds];
      double[] step = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double ofContext = bench.bareContext();
        double ofTraining = bench.training();
        if (round >= 0) {
          bare[round] = ofContext;
          step[round] = ofTraining;
        }
      }
      double one = StepBench.median(bare);
      double other = StepBench.median(step);
      System.out.printf("%nbreast-cancer, engine spark, seconds, median of %d%n", rounds);
      System.out.printf("to a bare context  %8.2f%n", one);
      System.out.printf("to the first step  %8.2f%n", other);
      System.out.printf("ratio              %8.2f%n", other / one);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
  }

  private double training() throws IOException, InterruptedException {
    return secondsTo(
        FIRST_STEP,
        System.nanoTime(),
        new ProcessBuilder(
            Path.of("submit.sh").toAbsolutePath().toString(),
            "train",
            "--config",
            "conf/breast-cancer.properties",
            "--engine",
            "spark",
            "--model",
            folder.resolve("model").toString(),
            "--overwrite"));
  }

  /** As spark-submit does it: one process that says the command of another. */
  private double bareContext() throws IOException, InterruptedException {
    String jars = Path.of("target/spark/jars").toAbsolutePath() + "/*";
    long begin = System.nanoTime();
    Process launcher =
        spark(
                List.of(
                    "java",
                    "-Xmx128m",
                    "-cp",
                    jars,
                    "org.apache.spark.launcher.Main",
                    "org.apache.spark.deploy.SparkSubmit",
                    "--master",
                    "local[*,4]",
                    "--driver-class-path",
                    Path.of("target/test-classes").toAbsolutePath().toString(),
                    "--class",
                    BareContext.class.getName(),
                    "spark-internal"))
            .start();
    byte[] said = launcher.getInputStream().readAllBytes();
    if (launcher.waitFor() != 0) {
      throw new IllegalStateException("Spark's launcher failed");
    }
    String text = new String(said, StandardCharsets.UTF_8);
    List<String> command =
        new ArrayList<>(List.of(text.substring(text.indexOf('\n') + 1).split("\0")));
    return secondsTo(STARTED, begin, spark(command));
  }

  private ProcessBuilder spark(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", Path.of("target/spark").toAbsolutePath().toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put(
        "LOG4J_CONFIGURATION_FILE", Path.of("conf/log4j2.xml").toAbsolutePath().toString());
    environment.put("DESCENT_LOG", folder.resolve("log").toString());
    return builder;
  }

  private double secondsTo(String line, long begin, ProcessBuilder builder)
      throws IOException, InterruptedException {
    builder.redirectOutput(folder.resolve("output").toFile());
    Process process = builder.start();
    double seconds = Double.NaN;
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        if (next.startsWith(line)) {
          seconds = (System.nanoTime() - begin) / 1e9;
        }
        said.append(next).append('\n');
      }
    }
    int code = process.waitFor();
    if (code != 0 || Double.isNaN(seconds)) {
      throw new IllegalStateException("exit " + code + ": " + said);
    }
    return seconds;
  }

  /** Starts a SparkContext, says so, and stops it. */
  public static final class BareContext {
    private BareContext() {}

    public static void main(String[] args) {
      try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("bare"))) {
        context.sc().applicationId();
        System.err.println(STARTED);
      }
    }
  }
}
