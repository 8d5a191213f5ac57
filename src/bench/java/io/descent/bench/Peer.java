package io.descent.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way from a file to a linear model of logistic loss. */
interface Peer {
  /** What the table calls it. */
  String name();

  /** Settings to choose from by the loss on held-out rows, outside of what is timed. */
  default List<String> settings() {
    return List.of("");
  }

  /**
   * Trains in this process.
   *
   * @return seconds of its parts by name, where it can tell
   */
  Map<String, Double> train(TextJob job) throws IOException;

  /** The weights that a training of this job left, those of features 1 … d and the intercept. */
  double[] weights(TextJob job) throws IOException;

  /** The process that trains: a JVM like this one that calls {@link #train}. */
  default List<String> command(TextJob job) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TextBench.class.getName(), TextBench.TRAIN, name()));
    command.addAll(List.of(job.data().toString(), job.output().toString(), job.setting()));
    return command;
  }
}
