package io.descent.error;

/**
 * The exit codes of the command line, a documented contract for schedulers. {@link #RETRYABLE} may
 * be retried as it is; the others need a person.
 */
public enum ExitCode {
  /** The command did what it was asked to do. */
  OK(0),
  /** An option is unknown, has a wrong value, or does not go with another. */
  USAGE(64),
  /** The data contradict their format, their labels their loss, or the data the model. */
  DATA(65),
  /** An input file or model does not exist. */
  NO_INPUT(66),
  /** A bug of Descent. */
  INTERNAL(70),
  /** An output exists and may not be replaced, or cannot be created. */
  CANNOT_CREATE(73),
  /** Reading or writing failed and would fail again. */
  IO(74),
  /** The cluster or the storage failed; the same command may succeed later. */
  RETRYABLE(75),
  /** Permission or authentication. */
  PERMISSION(77),
  /** The configuration file is wrong. */
  CONFIG(78),
  /** Training diverged. */
  DIVERGED(82);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }
}
