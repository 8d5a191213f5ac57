package io.descent.cli;

import io.descent.api.Model;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.store.DataFile;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code inspect}: what a model is and where it comes from. */
final class InspectCommand implements Command {
  private final PrintWriter out;

  InspectCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "Show what a model is and where it comes from.";
  }

  @Override
  public void run(List<String> args) {
    OptionSet options =
        OptionSet.of(name(), summary()).addPositional("MODEL", "Folder of the model.");
    options.addFlag("verbose", "Print stack traces of errors.");
    Map<String, String> given = options.parse(args);
    if (given.containsKey("help")) {
      options.printHelp(out);
      return;
    }
    String folder = given.get("");
    if (folder == null) {
      throw UserException.of(ExitCode.USAGE, "inspect takes the folder of a model: inspect MODEL");
    }
    Model model = Model.load(folder);
    out.printf(Locale.US, "loss        %s%n", model.loss());
    model.lossParameters().forEach((name, value) -> out.printf("%-11s %s%n", name, value));
    out.printf(Locale.US, "features    %,d%n", model.encoding().width());
    if (model.encoding().classes() > 0) {
      out.printf(
          Locale.US,
          "%-11s %,d%n",
          model.isMultilabel() ? "labels" : "classes",
          model.encoding().classes());
    }
    double[] weights = model.weights();
    long zeros = Arrays.stream(weights).filter(w -> w == 0).count();
    out.printf(Locale.US, "weights     %,d, of which %,d are 0%n", weights.length, zeros);
    for (double intercept : model.intercepts()) {
      out.printf(Locale.US, "intercept   %.6g%n", intercept);
    }
    out.printf(Locale.US, "rows        %,d%n", model.provenance().rows());
    for (DataFile file : model.provenance().data()) {
      out.printf(
          Locale.US,
          "data        %s (%,d bytes, crc32c %08x)%n",
          file.path(),
          file.length(),
          file.crc32c());
    }
    model
        .provenance()
        .versions()
        .forEach((what, version) -> out.printf("%-11s %s%n", what, version));
    out.println();
    Report.weights(out, model);
    out.println();
    out.println("trained with");
    model
        .provenance()
        .configuration()
        .forEach((option, value) -> out.printf("  %s=%s%n", option, value));
  }
}
