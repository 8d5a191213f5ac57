package io.descent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Seconds from a file of text in the shape of RCV1 ({@link GeneratedText}) to a saved model with a
 * log loss of at most .285 on held-out rows, which is near what five passes of Vowpal Wabbit reach:
 * Descent on both engines beside what else one would run on two cores, as {@link PeerTable} has it.
 * Whatever a peer tells of its parts stands below the table.
 *
 * <pre>{@code
 * mvn -B test-compile exec:exec -P bench -Dbench=io.descent.bench.TextBench
 * mvn -B test-compile exec:exec -P bench -Dbench="io.descent.bench.TextBench smoke"
 * }</pre>
 *
 * <p>Arguments: rounds [5; 0 only looks for settings], the folder of the generated rows [{@code
 * target/text}], rows [400,000], names of programs [all; vw is always among them]. {@code smoke}
 * instead has two programs train on 500 rows once, in this process.
 */
public final class TextBench {
  private static final double TARGET = 0.285;
  private static final String VW = "vw";

  private TextBench() {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    boolean smoke = args.length > 0 && args[0].equals("smoke");
    int rounds = smoke ? 1 : args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int rows = smoke ? 500 : args.length > 2 ? Integer.parseInt(args[2]) : 400_000;
    Path folder = Path.of(args.length > 1 ? args[1] : "target/text");
    PeerData data = prepare(folder.resolve(Integer.toString(rows)).toAbsolutePath(), rows);
    // Smoke has all others on real data.
    List<Peer> peers =
        smoke
            ? List.of(new DescentPeer("local", true), new VowpalWabbitPeer())
            : named(args.length > 3 ? List.of(args).subList(3, args.length) : List.of());
    PeerTable table = new PeerTable(data, peers, smoke).until(TARGET);
    if (rounds > 0) {
      table.print(rows + " rows of text", rounds, VW);
    }
  }

  private static List<Peer> named(List<String> names) {
    return PeerProcess.peers().stream()
        .filter(peer -> names.isEmpty() || names.contains(peer.name()) || peer.name().equals(VW))
        .toList();
  }

  private static PeerData prepare(Path folder, int rows) throws IOException {
    PeerData found = PeerData.find(folder);
    if (found != null) {
      return found;
    }
    Files.createDirectories(folder);
    PeerData data = new PeerData(folder, 2, GeneratedText.FEATURES);
    int few = Math.max(1, rows / 8);
    GeneratedText.write(data.train(), rows, 1);
    GeneratedText.write(data.test(), few, 2);
    return data.finish();
  }
}
