package io.descent.cli;

import io.descent.api.Model;
import io.descent.api.TrainedModel;
import io.descent.evaluate.Metrics;
import io.descent.train.TrainResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that a person sees at the end. */
final class Report {
  private static final int WEIGHTS = 5;

  private Report() {}

  /** What a training gave. */
  static void print(PrintWriter out, TrainedModel trained, String folder, double seconds) {
    TrainResult result = trained.result();
    out.printf(
        Locale.US,
        "%,d steps, %s%s; %.1f s%n",
        result.steps(),
        result.reason().text(),
        result.emptyBatches() == 0
            ? ""
            : String.format(
                Locale.US, " (%,d empty batches made no update)", result.emptyBatches()),
        seconds);
    if (result.modelStep() < result.steps()) {
      out.printf(
          Locale.US,
          "the model is that of step %,d, with validation loss %.6g%n",
          result.modelStep(),
          result.validationLoss());
    }
    trained.notes().forEach(note -> out.println("note: " + note));
    out.println();
    Map<String, Metrics> columns = new LinkedHashMap<>();
    columns.put("train", trained.train());
    if (trained.validation() != null) {
      columns.put("validation", trained.validation());
    }
    if (trained.test() != null) {
      columns.put("test", trained.test());
    }
    metrics(out, columns);
    out.println();
    weights(out, trained.model());
    out.println();
    out.println("model: " + folder);
  }

  /** Metrics of some rows under titles, side by side. */
  static void metrics(PrintWriter out, Map<String, Metrics> columns) {
    line(out, "", columns.keySet().stream());
    row(out, "rows", columns, m -> String.format(Locale.US, "%,d", m.rows()));
    numbers(out, "objective", columns, Metrics::objective);
    numbers(out, "log loss", columns, Metrics::logLoss);
    numbers(out, "AUC", columns, Metrics::auc);
    numbers(out, "error rate", columns, Metrics::errorRate);
    numbers(out, "Hamming loss", columns, Metrics::hammingLoss);
    numbers(out, "micro F1", columns, Metrics::microF1);
    numbers(out, "RMSE", columns, Metrics::rmse);
    numbers(out, "R²", columns, Metrics::r2);
    numbers(out, "deviance", columns, Metrics::deviance);
  }

  private static void numbers(
      PrintWriter out, String name, Map<String, Metrics> columns, ToDoubleFunction<Metrics> value) {
    if (columns.values().stream().anyMatch(m -> !Double.isNaN(value.applyAsDouble(m)))) {
      row(out, name, columns, m -> number(value.applyAsDouble(m)));
    }
  }

  private static void row(
      PrintWriter out, String name, Map<String, Metrics> columns, Function<Metrics, String> text) {
    line(out, name, columns.values().stream().map(text));
  }

  private static void line(PrintWriter out, String name, Stream<String> cells) {
    out.printf(
        "%-12s%s%n",
        name, cells.map(cell -> String.format(" %14s", cell)).collect(Collectors.joining()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.US, "%.6g", value);
  }

  /** The largest weights by feature. */
  static void weights(PrintWriter out, Model model) {
    List<Model.Weight> largest = model.largestWeights(WEIGHTS);
    if (largest.isEmpty()) {
      out.println("all weights are 0");
      return;
    }
    out.println("largest weights (per standard deviation where features were scaled)");
    int width = largest.stream().mapToInt(w -> w.name().length()).max().orElse(0);
    for (Model.Weight weight : largest) {
      out.printf(Locale.US, "  %-" + width + "s %+12.6g%n", weight.name(), weight.scaled());
    }
  }
}
