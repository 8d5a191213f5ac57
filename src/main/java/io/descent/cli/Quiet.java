package io.descent.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the JDK's log, which is the error stream, to warnings where only errors are asked for. */
final class Quiet {
  // The log manager would forget a logger, and its level, that nobody else holds.
  private static final Logger DESCENT = Logger.getLogger("io.descent");

  private Quiet() {}

  static void please() {
    DESCENT.setLevel(Level.WARNING);
  }
}
