package io.descent.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A process that trains once, as {@link Peer#call} starts it. Arguments: peer, folder of the rows,
 * output, setting.
 */
public final class PeerProcess {
  private PeerProcess() {}

  /** All peers. */
  static List<Peer> peers() {
    return List.of(
        new DescentPeer("local", false),
        new DescentPeer("spark", false),
        new DescentPeer("local", true),
        new DescentPeer("spark", true),
        new VowpalWabbitPeer(),
        new LiblinearPeer(),
        new TribuoPeer(),
        new SparkMlPeer());
  }

  /** Trains, and tells the parent how long the call and its parts took. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    PeerData data = Objects.requireNonNull(PeerData.find(Path.of(args[1])), "no rows");
    for (Peer peer : peers()) {
      if (peer.name().equals(args[0])) {
        PeerJob job = new PeerJob(data, Path.of(args[2]), args[3]);
        long start = System.nanoTime();
        Map<String, Double> parts = peer.train(job);
        PeerRounds.print(PeerRounds.CALL, (System.nanoTime() - start) / 1e9);
        parts.forEach(PeerRounds::print);
      }
    }
  }
}
