package io.descent.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        peer.train(job).forEach((part, seconds) -> PeerRounds.print(part, seconds));
      }
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    List<PeerRounds> all = new ArrayList<>();
    for (Peer peer : peers()) {
      all.add(new PeerRounds(peer, chosen(peer), test, smoke));
    }
    for (int round = 0; round < rounds; round++) {
      for (PeerRounds measured : all) {
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
      PeerRounds measured = new PeerRounds(peer, job, test, smoke);
      measured.run();
      System.out.printf("%s, %s: log loss %.4f%n", peer.name(), setting, measured.loss());
      if (measured.loss() < least) {
        least = measured.loss();
        best = job;
      }
    }
    return best;
  }

  private TextJob job(String peer, String setting) {
    return new TextJob(data, data.resolve(peer.replace(' ', '-')), setting);
  }

  private static void print(List<PeerRounds> all, int rounds) {
    double reference =
        all.stream()
            .filter(measured -> measured.peer().name().equals(REFERENCE))
            .mapToDouble(measured -> StepBench.median(measured.seconds()))
            .findFirst()
            .orElseThrow();
    System.out.printf("%nseconds from file to model, %d rounds%n", rounds);
    System.out.printf(
        "%-15s %8s %8s %8s %14s %9s  %s%n",
        "", "median", "min", "max", "/ " + REFERENCE, "log loss", "settings");
    for (PeerRounds measured : all) {
      double[] seconds = measured.seconds();
      double median = StepBench.median(seconds);
      System.out.printf(
          "%-15s %8.2f %8.2f %8.2f %14.2f %9.4f  %s%n",
          measured.peer().name(),
          median,
          seconds[0],
          seconds[seconds.length - 1],
          median / reference,
          measured.loss(),
          measured.job().setting());
    }
    System.out.printf("%nseconds of parts, medians%n");
    for (PeerRounds measured : all) {
      measured
          .parts()
          .forEach(
              (part, seconds) ->
                  System.out.printf(
                      "%-15s %-16s %8.2f%n",
                      measured.peer().name(), part, StepBench.median(seconds)));
    }
  }
}
