package io.descent.cli;

import io.descent.api.Version;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the command, runs it, and turns whatever it throws into one line and an exit code. */
final class CommandLineTool {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLineTool.class);

  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  private CommandLineTool(PrintWriter out, PrintWriter err, Terminal terminal) {
    this.out = out;
    this.err = err;
    for (Command command :
        List.of(
            new TrainCommand(out, err, terminal),
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
    boolean verbose = Arrays.asList(args).contains("--verbose");
    try {
      dispatch(new ArrayList<>(Arrays.asList(args)));
      return ExitCode.OK;
    } catch (UserException e) {
      return fail(e.code(), String.valueOf(e.getMessage()), e, verbose);
    } catch (UncheckedIOException e) {
      return fail(ExitCode.IO, "reading or writing failed: " + reason(e), e, verbose);
    } catch (OutOfMemoryError e) {
      return fail(
          ExitCode.USAGE,
          "the memory of this process is too small ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB); give more: --driver-memory after -- with engine spark, DESCENT_JAVA_OPTS=-Xmx…"
              + " with engine local",
          e,
          verbose);
    } catch (RuntimeException | Error e) {
      UserException cause = userException(e);
      if (cause != null) {
        return fail(cause.code(), String.valueOf(cause.getMessage()), e, verbose);
      }
      if (isClusterFailure(e)) {
        return fail(
            ExitCode.RETRYABLE, "the cluster failed: " + reason(e) + "; try again", e, verbose);
      }
      return fail(
          ExitCode.INTERNAL,
          "a bug of Descent: " + reason(e) + "; please report it with the log",
          e,
          verbose);
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

  private ExitCode fail(ExitCode code, String message, Throwable cause, boolean verbose) {
    LOG.error("exit {}: {}", code.code(), message, cause);
    String log = System.getenv("DESCENT_LOG");
    err.println(
        "descent: "
            + message.replaceAll("\\s*\\R\\s*", " ")
            + " (exit "
            + code.code()
            + (log == null ? ")" : "; log: " + log + ")"));
    if (verbose) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    }
    return code;
  }

  /** A mistake of the user's that was met in a task. */
  private static @Nullable UserException userException(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UserException user) {
        return user;
      }
    }
    return null;
  }

  private static boolean isClusterFailure(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof IOException
          || t.getClass().getName().equals("org.apache.spark.SparkException")) {
        return true;
      }
    }
    return false;
  }

  /** The message of the innermost cause, in one line. */
  private static String reason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    String name = innermost.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
