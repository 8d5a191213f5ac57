package io.descent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seconds from a file of text in the shape of RCV1 ({@link GeneratedText}) to a saved model of
 * logistic loss, each a whole process, and the loss of the models on held-out rows: Descent on both
 * engines beside what else one would run on two cores. In every round the peers take turns. Where a
 * peer has settings to choose from, those with the least loss on the held-out rows are chosen
 * before, with one training each; Descent has one, found by hand for the loss that five passes of
 * Vowpal Wabbit reach. Whatever a peer tells of its parts stands below the table.
 *
 * <pre>{@code
 * mvn -B test-compile exec:exec -P bench -Dbench=io.descent.bench.TextBench
 * mvn -B test-compile exec:exec -P bench -Dbench="io.descent.bench.TextBench smoke"
 * }</pre>
 *
 * <p>Arguments: rounds [5], the folder of the generated rows [{@code target/text}], rows [400,000].
 * {@code smoke} instead of all trains on 2,000 rows once, in this process.
 */
public final class TextBench {
  /** The first argument of a process that trains: then peer, data, output, setting. */
  static final String TRAIN = "train";

  private static final String REFERENCE = "vw 5 passes";
  private static final String PART = "part ";

  private final Path data;
  private final boolean smoke;
  private final HeldOutRows test;

  private TextBench(Path data, boolean smoke) throws IOException {
    this.data = data;
    this.smoke = smoke;
    this.test = HeldOutRows.read(job("", "").test());
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    if (args.length > 0 && args[0].equals(TRAIN)) {
      train(args[1], new TextJob(Path.of(args[2]), Path.of(args[3]), args[4]));
      return;
    }
    boolean smoke = args.length > 0 && args[0].equals("smoke");
    int rounds = smoke ? 1 : args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int rows = smoke ? 2_000 : args.length > 2 ? Integer.parseInt(args[2]) : 400_000;
    Path folder = Path.of(args.length > 1 ? args[1] : "target/text");
    Path data = folder.resolve(Integer.toString(rows)).toAbsolutePath();
    TextJob.prepare(data, rows);
    new TextBench(data, smoke).run(rounds);
  }

  private static List<Peer> peers() {
    return List.of(
        new DescentPeer("local"),
        new DescentPeer("spark"),
        new VowpalWabbitPeer(1, 3),
        new VowpalWabbitPeer(5, 2),
        new LiblinearPeer(),
        new TribuoPeer(),
        new SparkMlPeer());
  }

  private static void train(String name, TextJob job) throws IOException {
    for (Peer peer : peers()) {
      if (peer.name().equals(name)) {
        peer.train(job).forEach((part, seconds) -> System.out.println(PART + part + "=" + seconds));
      }
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    List<Measured> all = new ArrayList<>();
    for (Peer peer : peers()) {
      all.add(new Measured(peer, chosen(peer)));
    }
    for (int round = 0; round < rounds; round++) {
      for (Measured measured : all) {
        measured.run();
      }
    }
    print(all, rounds);
  }

  private TextJob chosen(Peer peer) throws IOException, InterruptedException {
    TextJob best = job(peer.name(), peer.settings().get(0));
    double least = Double.POSITIVE_INFINITY;
    // Descent too: its first run builds what is not there yet.
    for (String setting : smoke ? List.<String>of() : peer.settings()) {
      TextJob job = job(peer.name(), setting);
      Measured measured = new Measured(peer, job);
      measured.run();
      System.out.printf("%s, %s: log loss %.4f%n", peer.name(), setting, measured.loss);
      if (measured.loss < least) {
        least = measured.loss;
        best = job;
      }
    }
    return best;
  }

  private TextJob job(String peer, String setting) {
    return new TextJob(data, data.resolve(peer.replace(' ', '-')), setting);
  }

  private static void print(List<Measured> all, int rounds) {
    double reference =
        all.stream()
            .filter(measured -> measured.peer.name().equals(REFERENCE))
            .mapToDouble(measured -> StepBench.median(measured.seconds()))
            .findFirst()
            .orElseThrow();
    System.out.printf("%nseconds from file to model, %d rounds%n", rounds);
    System.out.printf(
        "%-15s %8s %8s %8s %14s %9s  %s%n",
        "", "median", "min", "max", "/ " + REFERENCE, "log loss", "settings");
    for (Measured measured : all) {
      double[] seconds = measured.seconds();
      double median = StepBench.median(seconds);
      System.out.printf(
          "%-15s %8.2f %8.2f %8.2f %14.2f %9.4f  %s%n",
          measured.peer.name(),
          median,
          seconds[0],
          seconds[seconds.length - 1],
          median / reference,
          measured.loss,
          measured.job.setting());
    }
    System.out.printf("%nseconds of parts, medians%n");
    for (Measured measured : all) {
      measured.parts.forEach(
          (part, seconds) ->
              System.out.printf(
                  "%-15s %-16s %8.2f%n",
                  measured.peer.name(), part, StepBench.median(toArray(seconds))));
    }
  }

  private static double[] toArray(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A peer with what its rounds came to. */
  private final class Measured {
    private final Peer peer;
    private final TextJob job;
    private final List<Double> times = new ArrayList<>();
    private final Map<String, List<Double>> parts = new TreeMap<>();
    private double loss;

    Measured(Peer peer, TextJob job) {
      this.peer = peer;
      this.job = job;
    }

    double[] seconds() {
      double[] seconds = toArray(times);
      Arrays.sort(seconds);
      return seconds;
    }

    void run() throws IOException, InterruptedException {
      Files.createDirectories(job.output());
      long start = System.nanoTime();
      if (smoke) {
        peer.train(job).forEach(this::part);
        times.add((System.nanoTime() - start) / 1e9);
      } else {
        List<String> lines = process(peer.command(job));
        times.add((System.nanoTime() - start) / 1e9);
        for (String line : lines) {
          if (line.startsWith(PART)) {
            int end = line.indexOf('=');
            part(line.substring(PART.length(), end), Double.parseDouble(line.substring(end + 1)));
          }
        }
      }
      loss = test.logLoss(peer.weights(job));
    }

    private void part(String part, double seconds) {
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(seconds);
    }

    private List<String> process(List<String> command) throws IOException, InterruptedException {
      Path output = job.output().resolve("output");
      ProcessBuilder process = new ProcessBuilder(command);
      process.redirectErrorStream(true).redirectOutput(output.toFile());
      process.environment().put("DESCENT_LOG", job.output().resolve("log").toString());
      int code = process.start().waitFor();
      List<String> lines = Files.readAllLines(output);
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " exited with " + code + ": " + String.join("\n", lines));
      }
      return lines;
    }
  }
}
