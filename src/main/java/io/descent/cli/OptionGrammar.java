package io.descent.cli;

import io.descent.error.ExitCode;
import io.descent.error.Nearest;
import io.descent.error.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads and shows the options of a command by picocli: any line, and what is wrong with it. Kept
 * apart from {@link OptionSet}, since to load picocli takes longer than to train on a small file.
 */
final class OptionGrammar {
  private final CommandSpec spec;
  private final List<String> names = new ArrayList<>();

  private OptionGrammar(CommandSpec spec) {
    this.spec = spec;
  }

  static OptionGrammar of(String command, String summary) {
    CommandSpec spec = CommandSpec.create().name("submit.sh " + command);
    spec.usageMessage().description(summary).abbreviateSynopsis(true).sortOptions(false).width(100);
    return new OptionGrammar(spec);
  }

  void add(OptionSet.Option option) {
    spec.addOption(
        OptionSpec.builder("--" + option.name())
            .paramLabel(option.label())
            .arity(option.flag() ? "0..1" : "1")
            .type(String.class)
            .description(option.help().replace("%", "%%"))
            .build());
    names.add("--" + option.name());
  }

  void addPositional(OptionSet.Option word) {
    spec.addPositional(
        CommandLine.Model.PositionalParamSpec.builder()
            .paramLabel(word.label())
            .type(String.class)
            .arity("0..1")
            .description(word.help())
            .build());
  }

  /** As {@link OptionSet#parse}. */
  Map<String, String> parse(List<String> args) {
    ParseResult result;
    try {
      // A value may begin with @: it names no file of arguments.
      result = new CommandLine(spec).setExpandAtFiles(false).parseArgs(withValues(args));
    } catch (UnmatchedArgumentException e) {
      String word = e.getUnmatched().get(0);
      String option = word.split("=", 2)[0];
      throw usage(
          word.startsWith("-")
              ? "there is no option "
                  + option
                  + "; "
                  + Nearest.advice(option, names, "./" + spec.name() + " --help")
              : "'"
                  + word
                  + "' is not understood here; options begin with --, a value stands behind its option");
    } catch (OverwrittenOptionException e) {
      throw usage(option(e.getOverwritten()) + " is given twice; give it once");
    } catch (MissingParameterException e) {
      throw usage(
          e.getMissing().stream()
              .map(arg -> option(arg) + " needs a value: " + arg.paramLabel())
              .collect(Collectors.joining("; ")));
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

  /** Gives bare flags their value, so that they do not take the next word for it. */
  private String[] withValues(List<String> args) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      OptionSpec option = spec.findOption(word);
      if (option != null && option.arity().min() == 0) {
        String next = i + 1 < args.size() ? args.get(i + 1) : "";
        boolean value = next.equals("true") || next.equals("false");
        word += "=" + (value ? next : "true");
        i += value ? 1 : 0;
      }
      words.add(word);
    }
    return words.toArray(String[]::new);
  }

  private static String option(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }

  void printHelp(PrintWriter out) {
    new CommandLine(spec).usage(out);
  }
}
