package io.descent.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.datasource.LibSVMDataSource;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;

/** Tribuo's SGD with AdaGrad, row by row. */
record TribuoPeer() implements Peer {
  @Override
  public String name() {
    return "tribuo";
  }

  @Override
  public List<List<String>> settings(PeerData data) {
    return Peer.grid(
        List.of("rate 0.003", "rate 0.01", "rate 0.03", "rate 0.1", "rate 0.3", "rate 1"),
        "epochs",
        1,
        2,
        5,
        10);
  }

  @Override
  public Map<String, Double> train(PeerJob job) throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    long start = System.nanoTime();
    MutableDataset<Label> rows =
        new MutableDataset<>(new LibSVMDataSource<>(job.data().train(), new LabelFactory()));
    long loaded = System.nanoTime();
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            new AdaGrad(Double.parseDouble(job.setting("rate"))),
            Integer.parseInt(job.setting("epochs")),
            Integer.MAX_VALUE,
            1,
            1L);
    LinearSGDModel model = trainer.train(rows);
    seconds.put("load", (loaded - start) / 1e9);
    long fitted = System.nanoTime();
    seconds.put("fit", (fitted - loaded) / 1e9);
    model.serializeToFile(job.model());
    seconds.put("save", (System.nanoTime() - fitted) / 1e9);
    return seconds;
  }

  /** Of two classes, by a softmax: the difference of their weights is that of one margin. */
  @Override
  public PeerModel model(PeerJob job) throws IOException {
    LinearSGDModel model = (LinearSGDModel) Model.deserializeFromFile(job.model());
    ImmutableOutputInfo<Label> labels = model.getOutputIDInfo();
    if (job.data().isBinary()) {
      double[] weights = weights(job, model, labels.getID(new Label("1")));
      double[] negative = weights(job, model, labels.getID(new Label("-1")));
      for (int j = 0; j < weights.length; j++) {
        weights[j] -= negative[j];
      }
      return PeerModel.binary(weights);
    }
    double[][] weights = new double[job.data().classes()][];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weights(job, model, labels.getID(new Label(Integer.toString(k + 1))));
    }
    return new PeerModel(weights, false);
  }

  private static double[] weights(PeerJob job, LinearSGDModel model, int label) {
    DenseMatrix all = model.getWeightsCopy();
    ImmutableFeatureMap features = model.getFeatureIDMap();
    // It counts features from 0, as the file from 1.
    double[] weights = new double[job.data().width() + 1];
    for (int j = 0; j < features.size(); j++) {
      weights[Integer.parseInt(features.get(j).getName())] = all.get(label, j);
    }
    weights[job.data().width()] = all.get(label, features.size());
    return weights;
  }
}
