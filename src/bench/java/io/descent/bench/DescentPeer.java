package io.descent.bench;

import io.descent.api.Model;
import io.descent.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Descent as a user starts it, with as many cores as Spark's {@code local[2]}.
 *
 * @param engine local or spark
 * @param auto whether it is told nothing of how to train
 */
record DescentPeer(String engine, boolean auto) implements Peer {
  private static final String MASTER = "local[2]";
  private static final String LOCAL_STEPS = "--shards 2 --optimizer adagrad ";

  @Override
  public String name() {
    return "descent " + engine + (auto ? " auto" : "");
  }

  @Override
  public String twin() {
    return new DescentPeer("local", auto).name();
  }

  @Override
  public List<List<String>> settings(PeerData data) {
    if (auto) {
      return List.of(List.of(""));
    }
    List<String> starts = new ArrayList<>();
    for (String rate : new String[] {"0.001", "0.003", "0.01", "0.03", "0.1", "0.5", "2"}) {
      starts.add(LOCAL_STEPS + "--local-steps auto --rate " + rate);
    }
    starts.add(LOCAL_STEPS + "--local-steps auto --rate 0.1 --l2 0.001");
    if (!data.isBinary()) {
      starts.add("--optimizer adam --batch-size 256 --rate 0.003");
    }
    return Peer.grid(starts, "--epochs", 1, 2, 3, 4, 5, 8, 16);
  }

  /** It ends its process when a rate makes it diverge. */
  @Override
  public boolean isTriedHere() {
    return false;
  }

  @Override
  public Map<String, Double> train(PeerJob job) {
    System.setProperty("spark.master", MASTER);
    Main.main(arguments(job).toArray(new String[0]));
    return Map.of();
  }

  @Override
  public PeerModel model(PeerJob job) {
    Model model = Model.load(job.model().toString());
    double[] intercepts = model.intercepts();
    int width = model.weights().length / intercepts.length;
    double[][] weights = new double[intercepts.length][];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Arrays.copyOfRange(model.weights(), k * width, (k + 1) * width + 1);
      weights[k][width] = intercepts[k];
    }
    return new PeerModel(weights, false);
  }

  @Override
  public List<String> command(PeerJob job) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("submit.sh").toAbsolutePath().toString());
    command.addAll(arguments(job));
    if (engine.equals("spark")) {
      command.addAll(List.of("--", "--master", MASTER));
    }
    return command;
  }

  /** A training without options takes long enough for the start of its process not to matter. */
  @Override
  public List<String> call(PeerJob job) {
    return auto ? command(job) : Peer.super.call(job);
  }

  private List<String> arguments(PeerJob job) {
    PeerData data = job.data();
    List<String> arguments = new ArrayList<>(List.of("train", "--engine", engine));
    arguments.addAll(List.of("--loss", data.isBinary() ? "logistic" : "multinomial"));
    arguments.addAll(List.of("--data", data.train().toString()));
    arguments.addAll(List.of("--features", Integer.toString(data.width())));
    arguments.addAll(List.of("--model", job.model().toString()));
    if (!job.setting().isEmpty()) {
      arguments.addAll(List.of(job.setting().split(" ")));
    }
    arguments.addAll(List.of("--overwrite", "--quiet"));
    if (engine.equals("local")) {
      arguments.addAll(List.of("--threads", "2"));
    }
    return arguments;
  }
}
