package io.descent.cli;

import io.descent.api.TrainOption;
import io.descent.api.Workplace;
import io.descent.data.DataFormat;
import io.descent.data.input.InputSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options that {@code predict} and {@code evaluate} share with {@code train}, under the same
 * names and with the same values.
 */
final class ScoringOptions {
  private static final List<TrainOption> SHARED =
      List.of(
          TrainOption.FORMAT,
          TrainOption.HEADER,
          TrainOption.SHARDS,
          TrainOption.PARTITIONS,
          TrainOption.THREADS,
          TrainOption.ENGINE,
          TrainOption.OVERWRITE,
          TrainOption.QUIET,
          TrainOption.VERBOSE);

  private final Map<String, String> given;

  private ScoringOptions(Map<String, String> given) {
    this.given = given;
  }

  static OptionSet declare(OptionSet options) {
    options.add("model", "DIR", "Folder of the model; required.");
    options.add("data", "PATHS", "Comma list of files, folders, globs; required.");
    for (TrainOption option : SHARED) {
      String help =
          option == TrainOption.OVERWRITE ? "Replace an output that exists." : option.help();
      String text =
          help + (option.defaultValue() == null ? "" : " Default: " + option.defaultValue() + ".");
      if (option.range().isFlag()) {
        options.addFlag(option.option(), text);
      } else {
        options.add(option.option(), option.range().label(), text);
      }
    }
    return options;
  }

  /**
   * Checks the values.
   *
   * @throws UserException USAGE
   */
  static ScoringOptions of(Map<String, String> given) {
    for (TrainOption option : SHARED) {
      String value = given.get(option.option());
      if (value != null && !option.range().allows(value)) {
        throw UserException.of(
            ExitCode.USAGE,
            "--"
                + option.option()
                + " takes "
                + option.range().allowed()
                + ", got '"
                + value
                + "'");
      }
    }
    return new ScoringOptions(given);
  }

  String required(String name) {
    String value = given.get(name);
    if (value == null) {
      throw UserException.of(ExitCode.USAGE, "--" + name + " is required");
    }
    return value;
  }

  private String value(TrainOption option, String otherwise) {
    String fallback = option.defaultValue() == null ? otherwise : option.defaultValue();
    return given.getOrDefault(option.option(), fallback);
  }

  boolean isTrue(TrainOption option) {
    return value(option, "false").equals("true");
  }

  Workplace open() {
    if (isTrue(TrainOption.QUIET)) {
      Quiet.please();
    }
    return Workplace.open(
        value(TrainOption.ENGINE, ""),
        Integer.parseInt(value(TrainOption.PARTITIONS, "0")),
        Integer.parseInt(value(TrainOption.THREADS, "0")));
  }

  InputSpec input(FileStore store) {
    String format = value(TrainOption.FORMAT, "auto");
    return new InputSpec(
        store,
        required("data"),
        format.equals("auto") ? null : DataFormat.valueOf(format.toUpperCase(Locale.ROOT)),
        isTrue(TrainOption.HEADER),
        Integer.parseInt(value(TrainOption.SHARDS, "0")));
  }
}
