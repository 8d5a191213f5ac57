package io.descent.bench;

import de.bwaldvogel.liblinear.InvalidInputDataException;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * liblinear's port to Java: L2-regularised logistic regression in the primal ({@code -s 0}), of
 * classes each against all others.
 */
record LiblinearPeer() implements Peer {
  @Override
  public String name() {
    return "liblinear";
  }

  /** Penalties, each by the solver's usual tolerance and by one that is soon reached. */
  @Override
  public List<List<String>> settings(PeerData data) {
    List<List<String>> settings = new ArrayList<>();
    for (String tolerance : new String[] {"0.1", "0.01"}) {
      List<String> penalties = new ArrayList<>();
      for (String c : new String[] {"0.1", "1", "10", "100"}) {
        penalties.add("-e " + tolerance + " -c " + c);
      }
      settings.add(penalties);
    }
    return settings;
  }

  @Override
  public Map<String, Double> train(PeerJob job) throws IOException {
    Linear.disableDebugOutput();
    Parameter parameter =
        new Parameter(
            SolverType.L2R_LR,
            Double.parseDouble(job.setting("-c")),
            Double.parseDouble(job.setting("-e")));
    Map<String, Double> seconds = new TreeMap<>();
    long start = System.nanoTime();
    Problem problem;
    try {
      problem = Problem.readFromFile(job.data().train(), 1);
    } catch (InvalidInputDataException e) {
      throw new IOException(e);
    }
    long loaded = System.nanoTime();
    Model model = Linear.train(problem, parameter);
    seconds.put("load", (loaded - start) / 1e9);
    seconds.put("fit", (System.nanoTime() - loaded) / 1e9);
    model.save(job.model());
    return seconds;
  }

  /** Of two classes the margin is that of the label that came first. */
  @Override
  public PeerModel model(PeerJob job) throws IOException {
    Model model = Linear.loadModel(job.model());
    double[] all = model.getFeatureWeights();
    int[] labels = model.getLabels();
    if (labels.length == 2) {
      for (int j = 0; j < all.length; j++) {
        all[j] *= labels[0];
      }
      return PeerModel.binary(all);
    }
    double[][] weights = new double[labels.length][all.length / labels.length];
    for (int k = 0; k < labels.length; k++) {
      for (int j = 0; j < weights[k].length; j++) {
        weights[labels[k] - 1][j] = all[j * labels.length + k];
      }
    }
    return new PeerModel(weights, true);
  }
}
