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
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Vowpal Wabbit within a JVM. It is handed its text line by line through JNI, which costs it
 * something that its own command line does without: a decoded and an encoded line each. Passes
 * after the first read its cache, parse no text, and are not touched by that; their time is told
 * apart.
 */
record VowpalWabbitPeer(int passes, int rate) implements Peer {
  private static final int FEATURES = 47_236;

  @Override
  public String name() {
    return "vw " + passes + (passes > 1 ? " passes" : " pass");
  }

  @Override
  public List<String> settings() {
    return List.of("-l " + rate);
  }

  @Override
  public Map<String, Double> train(TextJob job) throws IOException {
    Path cache = job.output().resolve("cache");
    Files.deleteIfExists(cache);
    String options =
        " --holdout_off -b 18 --loss_function logistic --quiet -f " + job.output().resolve("model");
    if (passes > 1) {
      options += " -k --cache_file " + cache + " --passes " + passes;
    }
    Map<String, Double> seconds = new TreeMap<>();
    try (VWScalarLearner learner = VWLearners.create(job.setting() + options);
        BufferedReader lines =
            Files.newBufferedReader(job.vowpalWabbit(), StandardCharsets.ISO_8859_1)) {
      long start = System.nanoTime();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        learner.learn(line);
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
  private static void remainingPasses(VWScalarLearner learner) {
    try {
      Method passes = VWLearners.class.getDeclaredMethod("performRemainingPasses", long.class);
      Field pointer =
          VWScalarLearner.class.getSuperclass().getSuperclass().getDeclaredField("nativePointer");
      passes.setAccessible(true);
      pointer.setAccessible(true);
      passes.invoke(null, pointer.getLong(learner));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public double[] weights(TextJob job) throws IOException {
    double[] weights = new double[FEATURES + 1];
    String options = "-t --link=identity --quiet -i " + job.output().resolve("model");
    try (VWScalarLearner learner = VWLearners.create(options)) {
      weights[FEATURES] = learner.predict("| 1:0");
      for (int j = 0; j < FEATURES; j++) {
        weights[j] = learner.predict("| " + (j + 1) + ":1") - weights[FEATURES];
      }
    }
    return weights;
  }
}
