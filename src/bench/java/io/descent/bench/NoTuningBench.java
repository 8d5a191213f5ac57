package io.descent.bench;

import io.descent.api.Descent;
import io.descent.api.DescentBuilder;
import io.descent.api.TrainOption;
import io.descent.api.TrainedModel;
import io.descent.evaluate.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Test losses of trainings with nothing given but data and loss, beside those of L-BFGS whose
 * penalty was chosen by cross-validation, which {@link NoTuningReference} wrote down: with at least
 * 5,000 test rows at most 1 % above it, else at most 5 %. Log loss, or half the mean squared error.
 *
 * <p>Arguments: folder of the data sets that are not shipped, folder for parts, names of data sets
 * (default all).
 */
public final class NoTuningBench {
  private static final Path REFERENCE = Path.of("src/bench/resources/no-tuning-reference.txt");

  private NoTuningBench() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> asked = Arrays.asList(args).subList(2, args.length);
    Map<String, Double> reference = reference();
    System.out.printf(
        "%n%-14s %9s %12s %12s %8s %6s %9s  %s%n",
        "data", "test rows", "test loss", "L-BFGS", "above", "", "seconds", "chosen");
    for (NoTuningData data :
        NoTuningData.all(Path.of("data"), Path.of(args[0]), Path.of(args[1]))) {
      if (!asked.isEmpty() && !asked.contains(data.name())) {
        continue;
      }
      long start = System.nanoTime();
      TrainedModel trained = descent(data).build().train();
      double seconds = (System.nanoTime() - start) / 1e9;
      Metrics test = trained.test();
      double loss = data.loss().equals("squared") ? test.rmse() * test.rmse() / 2 : test.logLoss();
      double best = reference.getOrDefault(data.name(), Double.NaN);
      double above = loss / best - 1;
      System.out.printf(
          "%-14s %,9d %12.6g %12.6g %7.2f%% %6s %9.1f  %s%n",
          data.name(),
          test.rows(),
          loss,
          best,
          100 * above,
          above <= (test.rows() >= 5000 ? 0.01 : 0.05) ? "met" : "missed",
          seconds,
          trained.notes().stream().filter(n -> n.startsWith("chosen")).findFirst().orElse(""));
    }
  }

  private static DescentBuilder descent(NoTuningData data) {
    DescentBuilder builder =
        Descent.builder().data(data.train()).test(data.test()).loss(data.loss()).engine("local");
    set(builder, TrainOption.LABEL, data.label());
    set(builder, TrainOption.POSITIVE, data.positive());
    if (!data.header()) {
      builder.set(TrainOption.HEADER, "false").set(TrainOption.FORMAT, "csv");
    }
    if (data.features() > 0) {
      builder.set(TrainOption.FEATURES, Integer.toString(data.features()));
    }
    return builder;
  }

  private static void set(DescentBuilder builder, TrainOption option, String value) {
    if (value != null) {
      builder.set(option, value);
    }
  }

  private static Map<String, Double> reference() throws IOException {
    Map<String, Double> losses = new HashMap<>();
    for (String line : Files.readAllLines(REFERENCE)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ", -1);
        losses.put(words[0], Double.parseDouble(words[1]));
      }
    }
    return losses;
  }
}
