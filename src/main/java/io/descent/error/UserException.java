package io.descent.error;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program is wrong: an option, a file, a label, the storage. The message is
 * complete for a person: where, what was found, what is allowed, what to do. The command line
 * prints it on one line with its exit code and without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  private UserException(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public static UserException of(ExitCode code, String message) {
    return new UserException(code, message, null);
  }

  public static UserException of(ExitCode code, String message, Throwable cause) {
    return new UserException(code, message, cause);
  }

  public ExitCode code() {
    return code;
  }
}
