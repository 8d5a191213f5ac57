package io.descent.bench;

import de.bwaldvogel.liblinear.InvalidInputDataException;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** liblinear's port to Java: L2-regularised logistic regression in the primal ({@code -s 0}). */
record LiblinearPeer() implements Peer {
  /** The command line's {@code -e} for this solver. */
  private static final double TOLERANCE = 0.01;

  @Override
  public String name() {
    return "liblinear";
  }

  @Override
  public List<String> settings() {
    return List.of("-c 1", "-c 6", "-c 30");
  }

  @Override
  public Map<String, Double> train(TextJob job) throws IOException {
    Linear.disableDebugOutput();
    double penalty = Double.parseDouble(job.setting().substring("-c ".length()));
    Map<String, Double> seconds = new TreeMap<>();
    long start = System.nanoTime();
    Problem problem;
    try {
      problem = Problem.readFromFile(job.train(), 1);
    } catch (InvalidInputDataException e) {
      throw new IOException(e);
    }
    long loaded = System.nanoTime();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, penalty, TOLERANCE));
    seconds.put("load", (loaded - start) / 1e9);
    seconds.put("fit", (System.nanoTime() - loaded) / 1e9);
    model.save(file(job));
    return seconds;
  }

  @Override
  public double[] weights(TextJob job) throws IOException {
    Model model = Linear.loadModel(file(job));
    double[] weights = model.getFeatureWeights();
    if (model.getLabels()[0] < 0) {
      for (int j = 0; j < weights.length; j++) {
        weights[j] = -weights[j];
      }
    }
    return weights;
  }

  private static Path file(TextJob job) {
    return job.output().resolve("model");
  }
}
