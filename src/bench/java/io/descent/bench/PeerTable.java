package io.descent.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Seconds from a file of rows to a saved model, each a whole process, of peers that take turns,
 * with the setting of each that is the quickest of those whose loss is near enough; where none is,
 * that with the least loss. Beside them stand the seconds of the call that reads the file, trains
 * and saves within a JVM that has started, which is the same JVM for all; it includes the start of
 * Spark where a peer stands on it, and is NaN where only the process was measured.
 */
final class PeerTable {
  private final PeerData data;
  private final List<Peer> peers;
  private final boolean smoke;
  private final List<PeerRounds> measured = new ArrayList<>();
  private double target;

  /**
   * A table.
   *
   * @param smoke whether every peer trains once in this process with the first of its settings
   */
  PeerTable(PeerData data, List<Peer> peers, boolean smoke) {
    this.data = data;
    this.peers = peers;
    this.smoke = smoke;
  }

  /** Finds the settings whose loss is at most a target. */
  PeerTable until(double most) throws IOException, InterruptedException {
    choose(grids(), most);
    return this;
  }

  /** Finds the settings whose loss is at most so many times the least that any peer reaches. */
  PeerTable near(double times) throws IOException, InterruptedException {
    List<List<List<PeerGrid.Tried>>> grids = grids();
    double least = grids.stream().mapToDouble(grid -> least(grid).loss()).min().orElse(Double.NaN);
    choose(grids, times * least);
    return this;
  }

  private List<List<List<PeerGrid.Tried>>> grids() throws IOException, InterruptedException {
    HeldOutRows test = smoke ? null : HeldOutRows.read(data.test());
    List<List<List<PeerGrid.Tried>>> grids = new ArrayList<>();
    for (Peer peer : peers) {
      String first = peer.settings(data).get(0).get(0);
      grids.add(
          smoke
              ? List.of(List.of(new PeerGrid.Tried(first, 0, Double.POSITIVE_INFINITY)))
              : PeerGrid.of(peer, data, test));
    }
    return grids;
  }

  private void choose(List<List<List<PeerGrid.Tried>>> grids, double most) throws IOException {
    target = most;
    HeldOutRows test = HeldOutRows.read(data.test());
    for (int p = 0; p < peers.size(); p++) {
      List<List<PeerGrid.Tried>> grid = grids.get(p);
      // Of a list the first that is near enough: it is the least effort, whatever was measured.
      PeerGrid.Tried chosen =
          grid.stream()
              .flatMap(list -> list.stream().filter(tried -> tried.loss() <= most).limit(1))
              .min(Comparator.comparingDouble(PeerGrid.Tried::seconds))
              .orElseGet(() -> least(grid));
      measured.add(
          new PeerRounds(
              peers.get(p), PeerJob.of(data, peers.get(p), chosen.setting()), test, smoke));
    }
  }

  private static PeerGrid.Tried least(List<List<PeerGrid.Tried>> grid) {
    return grid.stream()
        .flatMap(List::stream)
        .min(Comparator.comparingDouble(PeerGrid.Tried::loss))
        .orElseThrow();
  }

  /**
   * Measures and prints.
   *
   * @param reference the peer whose time is the unit
   */
  void print(String title, int rounds, String reference) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (PeerRounds peer : measured) {
        peer.run();
        peer.call();
      }
    }
    double unit = unit(reference, PeerRounds::seconds);
    System.out.printf(
        "%n%s: seconds from file to model, %d rounds, for a log loss of at most %.4f%n",
        title, rounds, target);
    double callUnit = unit(reference, peer -> peer.parts().get(PeerRounds.CALL));
    System.out.printf(
        "%-18s %8s %8s %8s %15s %8s %8s %9s  %s%n",
        "", "process", "min", "max", "/ " + reference, "call", "ratio", "log loss", "setting");
    for (PeerRounds peer : measured) {
      double[] seconds = peer.seconds();
      double median = StepBench.median(seconds);
      double[] calls = peer.parts().get(PeerRounds.CALL);
      double call = calls == null ? Double.NaN : StepBench.median(calls);
      System.out.printf(
          "%-18s %8.2f %8.2f %8.2f %15.2f %8.2f %8.2f %9.4f  %s%s%n",
          peer.peer().name(),
          median,
          seconds[0],
          seconds[seconds.length - 1],
          median / unit,
          call,
          call / callUnit,
          peer.loss(),
          peer.job().setting(),
          peer.loss() <= target ? "" : " (not reached)");
    }
    for (PeerRounds peer : measured) {
      peer.parts()
          .forEach(
              (part, seconds) -> {
                if (!part.equals(PeerRounds.CALL)) {
                  System.out.printf(
                      "  %-16s %-16s %8.2f%n", peer.peer().name(), part, StepBench.median(seconds));
                }
              });
    }
  }

  private double unit(String reference, Function<PeerRounds, double[]> seconds) {
    return measured.stream()
        .filter(peer -> peer.peer().name().equals(reference))
        .mapToDouble(peer -> StepBench.median(seconds.apply(peer)))
        .findFirst()
        .orElseThrow();
  }
}
