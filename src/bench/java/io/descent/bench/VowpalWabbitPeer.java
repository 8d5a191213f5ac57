package io.descent.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWMulticlassLearner;
import vowpalWabbit.learner.VWScalarLearner;
import vowpalWabbit.learner.VWScalarsLearner;

/**
 * Vowpal Wabbit within a JVM. It is handed its text line by line through JNI, which costs it
 * something that its own command line does without: a decoded and an encoded line each. Passes
 * after the first read its cache, parse no text, and are not touched by that; their time is told
 * apart. It has no softmax: of classes each is trained against all others ({@code --oaa}).
 */
record VowpalWabbitPeer() implements Peer {
  @Override
  public String name() {
    return "vw";
  }

  @Override
  public List<List<String>> settings(PeerData data) {
    return Peer.grid(
        List.of("-l 0.005", "-l 0.02", "-l 0.1", "-l 0.5", "-l 2"),
        "--passes",
        1,
        2,
        3,
        4,
        5,
        8,
        16);
  }

  @Override
  public Map<String, Double> train(PeerJob job) throws IOException {
    Path cache = job.output().resolve("cache");
    Files.deleteIfExists(cache);
    PeerData data = job.data();
    int passes = Integer.parseInt(job.setting("--passes"));
    // As many weights as there are features, or twice that.
    int bits =
        64
            - Long.numberOfLeadingZeros(
                (long) data.width() * (data.isBinary() ? 1 : data.classes()));
    String options =
        "-l "
            + job.setting("-l")
            + (data.isBinary() ? "" : " --oaa " + data.classes())
            + (" --holdout_off -b " + Math.max(18, bits) + " --loss_function logistic --quiet -f ")
            + job.model();
    if (passes > 1) {
      options += " -k --cache_file " + cache + " --passes " + passes;
    }
    if (data.isBinary()) {
      try (VWScalarLearner learner = VWLearners.create(options)) {
        return train(data, learner::learn, learner, passes);
      }
    }
    try (VWMulticlassLearner learner = VWLearners.create(options)) {
      return train(data, learner::learn, learner, passes);
    }
  }

  private static Map<String, Double> train(
      PeerData data, Consumer<String> row, Object learner, int passes) throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    try (BufferedReader lines =
        Files.newBufferedReader(data.vowpalWabbit(), StandardCharsets.ISO_8859_1)) {
      long start = System.nanoTime();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        row.accept(line);
      }
      long end = System.nanoTime();
      seconds.put("pass over text", (end - start) / 1e9);
      if (passes > 1) {
        remainingPasses(learner);
        seconds.put("pass over cache", (System.nanoTime() - end) / 1e9 / (passes - 1));
      }
    }
    return seconds;
  }

  /** What the library does itself only for learners of several lines. */
  private static void remainingPasses(Object learner) {
    try {
      Method passes = VWLearners.class.getDeclaredMethod("performRemainingPasses", long.class);
      Class<?> base = learner.getClass();
      while (base.getSuperclass() != Object.class) {
        base = base.getSuperclass();
      }
      Field pointer = base.getDeclaredField("nativePointer");
      passes.setAccessible(true);
      pointer.setAccessible(true);
      passes.invoke(null, pointer.getLong(learner));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for the margins of rows with one feature each. */
  @Override
  public PeerModel model(PeerJob job) throws IOException {
    int width = job.data().width();
    String options = " --quiet -t -i " + job.model();
    if (job.data().isBinary()) {
      double[] weights = new double[width + 1];
      try (VWScalarLearner learner = VWLearners.create("--link=identity" + options)) {
        weights[width] = learner.predict("| 1:0");
        for (int j = 0; j < width; j++) {
          weights[j] = learner.predict("| " + (j + 1) + ":1") - weights[width];
        }
      }
      return PeerModel.binary(weights);
    }
    double[][] weights = new double[job.data().classes()][width + 1];
    try (VWScalarsLearner learner = VWLearners.create("--scores" + options)) {
      float[] none = learner.predict("| 1:0");
      for (int j = 0; j < width; j++) {
        float[] scores = learner.predict("| " + (j + 1) + ":1");
        for (int k = 0; k < weights.length; k++) {
          weights[k][j] = scores[k] - none[k];
          weights[k][width] = none[k];
        }
      }
    }
    return new PeerModel(weights, true);
  }
}
