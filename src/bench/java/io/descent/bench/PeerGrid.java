package io.descent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the settings of a peer come to on some rows, with one training each, whose seconds only
 * compare settings. It is kept in a file beside the rows, so that another run tries only what is
 * new.
 */
final class PeerGrid {
  /** A loss that falls by less, relatively, ends a list of settings. */
  private static final double LEAST_GAIN = 1e-3;

  private final Peer peer;
  private final PeerData data;
  private final Path file;
  private final Map<String, Tried> known = new LinkedHashMap<>();

  /**
   * A setting that was tried.
   *
   * @param loss on the held-out rows; infinite where the training failed
   */
  record Tried(String setting, double seconds, double loss) {}

  private PeerGrid(Peer peer, PeerData data) {
    this.peer = peer;
    this.data = data;
    this.file = data.folder().resolve("settings-" + peer.twin().replace(' ', '-'));
  }

  /** Tries all settings of a peer, list by list. */
  static List<List<Tried>> of(Peer peer, PeerData data, HeldOutRows test)
      throws IOException, InterruptedException {
    PeerGrid grid = new PeerGrid(peer, data);
    grid.read();
    List<List<Tried>> all = new ArrayList<>();
    for (List<String> settings : peer.settings(data)) {
      List<Tried> tried = new ArrayList<>();
      double before = Double.POSITIVE_INFINITY;
      for (String setting : settings) {
        Tried now = grid.tried(setting, test);
        tried.add(now);
        if (!(now.loss() < before * (1 - LEAST_GAIN))) {
          break;
        }
        before = now.loss();
      }
      all.add(tried);
    }
    return all;
  }

  private void read() throws IOException {
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      String[] cells = line.split("\t");
      known.put(
          cells[0],
          new Tried(cells[0], Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
    }
  }

  private Tried tried(String setting, HeldOutRows test) throws IOException, InterruptedException {
    Tried tried = known.get(setting);
    if (tried == null) {
      PeerRounds once =
          new PeerRounds(peer, PeerJob.of(data, peer, setting), test, peer.isTriedHere());
      boolean done = once.attempt();
      tried = new Tried(setting, once.seconds()[0], done ? once.loss() : Double.POSITIVE_INFINITY);
      known.put(setting, tried);
      Files.writeString(
          file,
          setting + "\t" + tried.seconds() + "\t" + tried.loss() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      System.out.printf(
          "%s, %s: %.2f s, log loss %.4f%n", peer.name(), setting, tried.seconds(), tried.loss());
    }
    return tried;
  }
}
