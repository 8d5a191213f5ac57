package io.descent.bench;

import io.descent.api.Model;
import io.descent.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Descent as a user starts it, with as many cores as Spark's {@code local[2]}. */
record DescentPeer(String engine) implements Peer {
  private static final String MASTER = "local[2]";

  @Override
  public String name() {
    return "descent " + engine;
  }

  @Override
  public List<String> settings() {
    return List.of("--shards 2 --local-steps 50000 --optimizer adagrad --rate 2 --epochs 4");
  }

  @Override
  public Map<String, Double> train(TextJob job) {
    System.setProperty("spark.master", MASTER);
    Main.main(arguments(job).toArray(new String[0]));
    return Map.of();
  }

  @Override
  public double[] weights(TextJob job) {
    Model model = Model.load(model(job));
    double[] weights = Arrays.copyOf(model.weights(), model.weights().length + 1);
    weights[weights.length - 1] = model.intercepts()[0];
    return weights;
  }

  @Override
  public List<String> command(TextJob job) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("submit.sh").toAbsolutePath().toString());
    command.addAll(arguments(job));
    if (engine.equals("spark")) {
      command.addAll(List.of("--", "--master", MASTER));
    }
    return command;
  }

  private List<String> arguments(TextJob job) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", "--engine", engine, "--loss", "logistic"));
    arguments.addAll(List.of("--data", job.train().toString(), "--model", model(job)));
    arguments.addAll(List.of(job.setting().split(" ")));
    arguments.addAll(List.of("--overwrite", "--quiet"));
    if (engine.equals("local")) {
      arguments.addAll(List.of("--threads", "2"));
    }
    return arguments;
  }

  private static String model(TextJob job) {
    return job.output().resolve("model").toString();
  }
}
