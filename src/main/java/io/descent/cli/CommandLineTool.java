package io.descent.cli;

import io.descent.api.Version;
import io.descent.error.ExitCode;
import io.descent.error.Nearest;
import io.descent.error.UserException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Finds the command, runs it, and turns whatever it throws into one line and an exit code. */
final class CommandLineTool {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  private CommandLineTool(PrintWriter out, PrintWriter err, Terminal terminal) {
    this.out = out;
    this.err = err;
    for (Command command :
        List.of(
            new TrainCommand(out, err, terminal),
            new PredictCommand(out),
            new EvaluateCommand(out),
            new InspectCommand(out))) {
      commands.put(command.name(), command);
    }
  }

  static CommandLineTool with(PrintWriter out, PrintWriter err, Terminal terminal) {
    return new CommandLineTool(out, err, terminal);
  }

  /** Runs the command that the arguments name. */
  ExitCode run(String... args) {
    try {
      dispatch(Arrays.asList(args));
      return ExitCode.OK;
    } catch (RuntimeException | Error e) {
      return fail(e, Verbosity.of(Arrays.asList(args)));
    } finally {
      out.flush();
      err.flush();
    }
  }

  private void dispatch(List<String> args) {
    String first = args.isEmpty() ? "--help" : args.get(0);
    if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
      help();
      return;
    }
    if (first.equals("--version")) {
      out.println("descent " + Version.text());
      return;
    }
    Command command = commands.get(first);
    if (command == null) {
      throw UserException.of(
          ExitCode.USAGE,
          "there is no command '" + first + "'; " + Nearest.advice(first, commands.keySet()));
    }
    command.run(args.subList(1, args.size()));
  }

  private void help() {
    out.println("Usage: submit.sh COMMAND [options] [-- spark-submit options]");
    out.println();
    commands.values().forEach(c -> out.printf("  %-9s %s%n", c.name(), c.summary()));
    out.println();
    out.println(
        "submit.sh COMMAND --help shows the options of a command, submit.sh --version the version.");
  }

  private ExitCode fail(Throwable thrown, boolean verbose) {
    Failure failure = Failure.of(thrown);
    // Only here: to set up the log takes longer than many a training, and most have nothing to log.
    LoggerFactory.getLogger(CommandLineTool.class)
        .error("exit {}: {}", failure.code().code(), failure.message(), thrown);
    String log = System.getenv("DESCENT_LOG");
    err.println(
        "descent: "
            + failure.message()
            + " (exit "
            + failure.code().code()
            + (log == null ? ")" : "; log: " + log + ")"));
    if (verbose) {
      thrown.printStackTrace(err);
    }
    return failure.code();
  }
}
