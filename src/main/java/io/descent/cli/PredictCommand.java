package io.descent.cli;

import io.descent.api.Model;
import io.descent.api.TrainOption;
import io.descent.api.Workplace;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code predict}: what a model says of rows, beside what they hold. */
final class PredictCommand implements Command {
  private final PrintWriter out;

  PredictCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "Write the rows of data, labelled or not, with what a model says of each.";
  }

  @Override
  public void run(List<String> args) {
    OptionSet options = ScoringOptions.declare(OptionSet.of(name(), summary()));
    options.add(
        "output",
        "PATH",
        "Folder that is written: CSV, or Parquet when it ends in .parquet; required.");
    Map<String, String> given = options.parse(args);
    if (given.containsKey("help")) {
      options.printHelp(out);
      return;
    }
    ScoringOptions scoring = ScoringOptions.of(given);
    String folder = scoring.required("model");
    scoring.required("data");
    String output = scoring.required("output");
    try (Workplace place = scoring.open()) {
      Model model = Model.load(place.store(), folder);
      long rows =
          model.predict(
              scoring.input(place.store()),
              place.engine(),
              output,
              scoring.isTrue(TrainOption.OVERWRITE));
      if (!scoring.isTrue(TrainOption.QUIET)) {
        out.printf(Locale.US, "%,d rows with predictions: %s%n", rows, output);
      }
    }
  }
}
