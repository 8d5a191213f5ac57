package io.descent.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way from a file to a linear model of logistic loss, or of that of a softmax. */
interface Peer {
  /** What the table calls it. */
  String name();

  /**
   * Settings to choose from, outside of what is timed. In each list effort grows, and a loss that
   * no longer falls ends it.
   */
  List<List<String>> settings(PeerData data);

  /** Whose models have the same bits with the same setting, so that one search does for both. */
  default String twin() {
    return name();
  }

  /** Whether settings may be tried in the process that measures, which takes less time. */
  default boolean isTriedHere() {
    return true;
  }

  /**
   * Trains in this process.
   *
   * @return seconds of its parts by name, where it can tell
   */
  Map<String, Double> train(PeerJob job) throws IOException;

  /** The model that a training of this job left. */
  PeerModel model(PeerJob job) throws IOException;

  /** The process that trains as a user starts it. */
  default List<String> command(PeerJob job) {
    return call(job);
  }

  /** A JVM like this one that calls {@link #train}. */
  default List<String> call(PeerJob job) {
    return JavaCommand.of(
        PeerProcess.class,
        name(),
        job.data().folder().toString(),
        job.output().toString(),
        job.setting());
  }

  /** One list of settings for each start, which goes on with all of the efforts. */
  static List<List<String>> grid(List<String> starts, String name, int... efforts) {
    List<List<String>> grid = new ArrayList<>();
    for (String start : starts) {
      List<String> settings = new ArrayList<>();
      for (int effort : efforts) {
        settings.add(start + " " + name + " " + effort);
      }
      grid.add(settings);
    }
    return grid;
  }
}
