package io.descent.cli;

import io.descent.error.ExitCode;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where the process begins, and the one place where it ends. */
public final class Main {
  private Main() {}

  /** Runs a command; see the README for commands, options and exit codes. */
  public static void main(String[] args) {
    // Numbers print and parse the same in every country. US prints as ROOT does, and is the one
    // locale that needs no locale data, which take a tenth of a second to find.
    Locale.setDefault(Locale.US);
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    ExitCode code = CommandLineTool.with(out, err, Terminal.ofProcess()).run(args);
    // A driver that exits with 0 by itself looks killed to YARN.
    if (code != ExitCode.OK) {
      System.exit(code.code());
    }
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
