package io.descent.cli;

import io.descent.api.Model;
import io.descent.api.TrainedModel;
import io.descent.evaluate.Metrics;
import io.descent.train.TrainResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The tables that a person sees at the end. */
final class Report {
  private static final int WEIGHTS = 5;

  private Report() {}

  /** What a training gave. */
  static void print(PrintWriter out, TrainedModel trained, String folder, double seconds) {
    TrainResult result = trained.result();
    out.printf(
        Locale.ROOT,
        "%,d steps, %s%s; %.1f s%n",
        result.steps(),
        result.reason().text(),
        result.emptyBatches() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d empty batches made no update)", result.emptyBatches()),
        seconds);
    trained.notes().forEach(note -> out.println("note: " + note));
    out.println();
    metrics(out, "train", trained.train(), trained.test());
    out.println();
    weights(out, trained.model());
    out.println();
    out.println("model: " + folder);
  }

  /** Metrics of some rows under a title, and of test rows beside them. */
  static void metrics(PrintWriter out, String title, Metrics first, @Nullable Metrics second) {
    out.printf("%-12s %14s%s%n", "", title, second == null ? "" : String.format(" %14s", "test"));
    rows(out, "rows", first, second);
    row(out, "objective", first, second, Metrics::objective);
    row(out, "log loss", first, second, Metrics::logLoss);
    row(out, "AUC", first, second, Metrics::auc);
    row(out, "error rate", first, second, Metrics::errorRate);
    row(out, "RMSE", first, second, Metrics::rmse);
    row(out, "R²", first, second, Metrics::r2);
  }

  private static void rows(PrintWriter out, String name, Metrics first, @Nullable Metrics second) {
    out.printf(
        Locale.ROOT,
        "%-12s %,14d%s%n",
        name,
        first.rows(),
        second == null ? "" : String.format(Locale.ROOT, " %,14d", second.rows()));
  }

  private static void row(
      PrintWriter out,
      String name,
      Metrics first,
      @Nullable Metrics second,
      ToDoubleFunction<Metrics> value) {
    double a = value.applyAsDouble(first);
    double b = second == null ? Double.NaN : value.applyAsDouble(second);
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return;
    }
    out.printf(
        "%-12s %14s%s%n", name, number(a), second == null ? "" : String.format(" %14s", number(b)));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.6g", value);
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
      out.printf(Locale.ROOT, "  %-" + width + "s %+12.6g%n", weight.name(), weight.scaled());
    }
  }
}
