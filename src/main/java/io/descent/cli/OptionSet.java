package io.descent.cli;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The options of a command, parsed and shown by picocli. Every option takes one value; flags may be
 * bare. Values are texts; whoever asks for them checks them.
 */
final class OptionSet {
  private final CommandSpec spec;
  private final List<String> names = new ArrayList<>();

  private OptionSet(CommandSpec spec) {
    this.spec = spec;
  }

  static OptionSet of(String command, String summary) {
    CommandSpec spec = CommandSpec.create().name("submit.sh " + command);
    spec.usageMessage().description(summary).abbreviateSynopsis(true).sortOptions(false).width(100);
    OptionSet options = new OptionSet(spec);
    options.addFlag("help", "Print this help.");
    return options;
  }

  /** Adds an option; the help shows label, description and default. */
  OptionSet add(String name, String label, String help) {
    return add(OptionSpec.builder("--" + name).paramLabel(label).arity("1"), name, help);
  }

  /** Adds a boolean that may be given bare. */
  OptionSet addFlag(String name, String help) {
    return add(
        OptionSpec.builder("--" + name)
            .paramLabel("true|false")
            .arity("0..1")
            .fallbackValue("true"),
        name,
        help);
  }

  private OptionSet add(OptionSpec.Builder builder, String name, String help) {
    spec.addOption(builder.type(String.class).description(help.replace("%", "%%")).build());
    names.add("--" + name);
    return this;
  }

  /** Takes a word that is no option. */
  OptionSet addPositional(String label, String help) {
    spec.addPositional(
        CommandLine.Model.PositionalParamSpec.builder()
            .paramLabel(label)
            .type(String.class)
            .arity("0..1")
            .description(help)
            .build());
    return this;
  }

  /**
   * The options that were given, without dashes, in the order of declaration; a positional under
   * the empty name.
   *
   * @throws UserException USAGE for an unknown option, with the nearest, or one that has no value
   *     or two
   */
  Map<String, String> parse(List<String> args) {
    ParseResult result;
    try {
      result = new CommandLine(spec).parseArgs(args.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      String word = e.getUnmatched().get(0);
      String option = word.split("=", 2)[0];
      throw usage(
          word.startsWith("-")
              ? "there is no option " + option + "; " + Nearest.advice(option, names)
              : "'"
                  + word
                  + "' is not understood here; options begin with --, a value stands behind its option");
    } catch (ParameterException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName();
      if (result.hasMatchedOption(name)) {
        given.put(name.substring(2), result.matchedOptionValue(name, ""));
      }
    }
    if (result.hasMatchedPositional(0)) {
      given.put("", result.matchedPositionalValue(0, ""));
    }
    return given;
  }

  private static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }

  void printHelp(PrintWriter out) {
    new CommandLine(spec).usage(out);
  }
}
