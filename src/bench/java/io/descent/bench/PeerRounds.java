package io.descent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the trainings of a peer come to: their seconds, those of their parts, and the loss. */
final class PeerRounds {
  /** The part that is all of {@link Peer#train}: no start of a process in it. */
  static final String CALL = "call";

  private static final String PART = "part ";

  private final Peer peer;
  private final PeerJob job;
  private final HeldOutRows test;
  private final boolean inProcess;
  private final List<Double> times = new ArrayList<>();
  private final SortedMap<String, List<Double>> parts = new TreeMap<>();
  private double loss;

  PeerRounds(Peer peer, PeerJob job, HeldOutRows test, boolean inProcess) {
    this.peer = peer;
    this.job = job;
    this.test = test;
    this.inProcess = inProcess;
  }

  /** Tells the process that measures how long a part of a training took. */
  static void print(String part, double seconds) {
    System.out.println(PART + part + "=" + seconds);
  }

  Peer peer() {
    return peer;
  }

  PeerJob job() {
    return job;
  }

  /** Seconds of the rounds, ascending. */
  double[] seconds() {
    double[] seconds = toArray(times);
    Arrays.sort(seconds);
    return seconds;
  }

  /** Seconds of the parts by name. */
  SortedMap<String, double[]> parts() {
    SortedMap<String, double[]> seconds = new TreeMap<>();
    parts.forEach((part, list) -> seconds.put(part, toArray(list)));
    return seconds;
  }

  /** Of the last model. */
  double loss() {
    return loss;
  }

  /**
   * Trains once, where that may fail, as it may with a rate that is too high.
   *
   * @return whether there is a model
   */
  boolean attempt() throws IOException, InterruptedException {
    int before = times.size();
    long start = System.nanoTime();
    try {
      run();
      return Double.isFinite(loss);
    } catch (IllegalStateException e) {
      if (times.size() == before) {
        times.add((System.nanoTime() - start) / 1e9);
      }
      return false;
    }
  }

  /** Trains once. */
  void run() throws IOException, InterruptedException {
    Files.createDirectories(job.output());
    long start = System.nanoTime();
    if (inProcess) {
      peer.train(job).forEach(this::part);
      times.add((System.nanoTime() - start) / 1e9);
      part(CALL, times.get(times.size() - 1));
    } else {
      List<String> lines = process(peer.command(job));
      times.add((System.nanoTime() - start) / 1e9);
      lines.forEach(this::part);
    }
    loss = test.logLoss(peer.model(job));
  }

  /** Trains once more in a JVM that tells how long the call took, where the process did not. */
  void call() throws IOException, InterruptedException {
    List<String> command = peer.call(job);
    if (!inProcess && !peer.command(job).equals(command)) {
      process(command).forEach(this::part);
    }
  }

  private void part(String line) {
    if (line.startsWith(PART)) {
      int end = line.indexOf('=');
      part(line.substring(PART.length(), end), Double.parseDouble(line.substring(end + 1)));
    }
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

  private static double[] toArray(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
