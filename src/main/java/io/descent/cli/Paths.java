package io.descent.cli;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of local files as a person writes them. */
final class Paths {
  private Paths() {}

  /**
   * The path of a name.
   *
   * @param code what it means when the system can have no file of that name
   */
  static Path local(String name, ExitCode code) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw UserException.of(
          code,
          name
              + ": not a file name here ("
              + e.getReason()
              + "); names beyond ASCII need a UTF-8 locale such as LC_ALL=C.UTF-8",
          e);
    }
  }
}
