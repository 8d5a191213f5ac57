package io.descent.bench;

import java.io.IOException;
import java.nio.file.Path;
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
  private static final int EPOCHS = 5;

  @Override
  public String name() {
    return "tribuo";
  }

  @Override
  public List<String> settings() {
    return List.of("rate 0.3", "rate 1");
  }

  @Override
  public Map<String, Double> train(TextJob job) throws IOException {
    double rate = Double.parseDouble(job.setting().substring("rate ".length()));
    Map<String, Double> seconds = new TreeMap<>();
    long start = System.nanoTime();
    MutableDataset<Label> rows =
        new MutableDataset<>(new LibSVMDataSource<>(job.train(), new LabelFactory()));
    long loaded = System.nanoTime();
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(), new AdaGrad(rate), EPOCHS, Integer.MAX_VALUE, 1, 1L);
    LinearSGDModel model = trainer.train(rows);
    seconds.put("load", (loaded - start) / 1e9);
    long fitted = System.nanoTime();
    seconds.put("fit", (fitted - loaded) / 1e9);
    model.serializeToFile(file(job));
    seconds.put("save", (System.nanoTime() - fitted) / 1e9);
    return seconds;
  }

  /** Of two classes, by a softmax: the difference of their weights is that of one margin. */
  @Override
  public double[] weights(TextJob job) throws IOException {
    LinearSGDModel model = (LinearSGDModel) Model.deserializeFromFile(file(job));
    ImmutableOutputInfo<Label> labels = model.getOutputIDInfo();
    return weights(model, labels.getID(new Label("1")), labels.getID(new Label("-1")));
  }

  private static double[] weights(LinearSGDModel model, int positive, int negative) {
    DenseMatrix both = model.getWeightsCopy();
    ImmutableFeatureMap features = model.getFeatureIDMap();
    int width = 0;
    for (int j = 0; j < features.size(); j++) {
      width = Math.max(width, 1 + Integer.parseInt(features.get(j).getName()));
    }
    double[] weights = new double[width + 1];
    for (int j = 0; j < features.size(); j++) {
      weights[Integer.parseInt(features.get(j).getName())] =
          both.get(positive, j) - both.get(negative, j);
    }
    int bias = features.size();
    weights[width] = both.get(positive, bias) - both.get(negative, bias);
    return weights;
  }

  private static Path file(TextJob job) {
    return job.output().resolve("model");
  }
}
