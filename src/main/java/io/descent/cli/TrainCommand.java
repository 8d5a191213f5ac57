package io.descent.cli;

import io.descent.api.Descent;
import io.descent.api.DescentBuilder;
import io.descent.api.TrainOption;
import io.descent.api.TrainedModel;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code train}: from files to a model. */
final class TrainCommand implements Command {
  static final String CONFIG = "config";

  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;

  TrainCommand(PrintWriter out, PrintWriter err, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Train a model and write it to a folder.";
  }

  static OptionSet options(String summary) {
    OptionSet options = OptionSet.of("train", summary);
    options.add(CONFIG, "FILE", "Properties file with values of options; the command line wins.");
    for (TrainOption option : TrainOption.values()) {
      String help =
          option.help()
              + (option.defaultValue() == null ? "" : " Default: " + option.defaultValue() + ".");
      if (option.range().isFlag()) {
        options.addFlag(option.option(), help);
      } else {
        options.add(option.option(), option.range().label(), help);
      }
    }
    return options;
  }

  @Override
  public void run(List<String> args) {
    OptionSet options = options(summary());
    Map<String, String> given = options.parse(args);
    if (given.containsKey("help")) {
      options.printHelp(out);
      return;
    }
    DescentBuilder builder = Descent.builder();
    String file = given.remove(CONFIG);
    Map<TrainOption, String> line = new EnumMap<>(TrainOption.class);
    given.forEach((name, value) -> line.put(option(name), value));
    Precedence.merge(file == null ? Map.of() : ConfigFile.read(file), line).forEach(builder::set);
    Descent checked = builder.build();
    boolean quiet = checked.config().isTrue(TrainOption.QUIET);
    if (quiet) {
      Quiet.please();
    }
    checked.config().require(TrainOption.DATA);
    checked.config().require(TrainOption.MODEL);
    Progress progress = quiet ? Progress.silent() : Progress.on(err, terminal);
    Descent descent = builder.listener(progress).build();
    long started = System.nanoTime();
    TrainedModel trained;
    try {
      progress.reading(checked.config().value(TrainOption.DATA));
      trained = descent.train();
    } finally {
      progress.close();
    }
    if (!quiet) {
      Report.print(
          out,
          trained,
          checked.config().value(TrainOption.MODEL),
          (System.nanoTime() - started) / 1e9);
    }
  }

  private static TrainOption option(String name) {
    TrainOption option = TrainOption.named(name);
    if (option == null) {
      throw new IllegalStateException("an option without a row: " + name);
    }
    return option;
  }
}
