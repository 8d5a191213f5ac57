package io.descent.cli;

import java.util.List;

/** Something that the command line does. */
interface Command {
  /** The word that asks for it. */
  String name();

  /** What it does, in a line. */
  String summary();

  /**
   * Does it.
   *
   * @throws io.descent.error.UserException when it cannot be done
   */
  void run(List<String> args);
}
