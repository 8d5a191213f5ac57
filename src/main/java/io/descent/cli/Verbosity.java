package io.descent.cli;

import io.descent.api.TrainOption;
import io.descent.error.UserException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether errors are shown with their stack traces. Asked when something has failed, perhaps the
 * reading of the options, so it reads the words by itself and takes what it cannot read for no.
 */
final class Verbosity {
  private static final String OPTION = "--" + TrainOption.VERBOSE.option();

  private Verbosity() {}

  static boolean of(List<String> args) {
    String given = value(args, OPTION);
    if (given == null) {
      String file = value(args, "--" + TrainCommand.CONFIG);
      given = file == null ? null : inFile(file);
    }
    return given != null && !given.equals("false");
  }

  private static @Nullable String inFile(String file) {
    try {
      return ConfigFile.read(file).get(TrainOption.VERBOSE);
    } catch (UserException e) {
      return null;
    }
  }

  /** The value of an option; of a bare one the word behind it, which may be anything. */
  private static @Nullable String value(List<String> args, String option) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).equals(option)) {
        return i + 1 < args.size() ? args.get(i + 1) : "";
      }
      if (args.get(i).startsWith(option + "=")) {
        return args.get(i).substring(option.length() + 1);
      }
    }
    return null;
  }
}
