package io.descent.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.api.Model;
import io.descent.api.TrainOption;
import io.descent.api.Workplace;
import io.descent.evaluate.Metrics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** {@code evaluate}: the metrics of a model over labelled data. */
final class EvaluateCommand implements Command {
  private final PrintWriter out;

  EvaluateCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Print the metrics of a model over labelled data.";
  }

  @Override
  public void run(List<String> args) {
    OptionSet options = ScoringOptions.declare(OptionSet.of(name(), summary()));
    options.add(
        "output", "FILE", "Write the metrics to this file as JSON, in the form of metrics.json.");
    Map<String, String> given = options.parse(args);
    if (given.containsKey("help")) {
      options.printHelp(out);
      return;
    }
    ScoringOptions scoring = ScoringOptions.of(given);
    String folder = scoring.required("model");
    scoring.required("data");
    String output = given.get("output");
    if (output != null) {
      OutputFile.checkWritable(output, scoring.isTrue(TrainOption.OVERWRITE));
    }
    try (Workplace place = scoring.open()) {
      Model model = Model.load(place.store(), folder);
      Metrics metrics = model.evaluate(scoring.input(place.store()), place.engine());
      if (output != null) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("test", metrics.toJson());
        OutputFile.write(output, json.toPrettyString() + "\n");
      }
      if (!scoring.isTrue(TrainOption.QUIET)) {
        Report.metrics(out, Map.of("test", metrics));
      }
    }
  }
}
