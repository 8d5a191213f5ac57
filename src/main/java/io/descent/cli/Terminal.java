package io.descent.cli;

/**
 * What the process writes to.
 *
 * @param interactive whether a person watches the error stream, so that a line may be redrawn
 */
record Terminal(boolean interactive) {
  /**
   * That of this process: {@code DESCENT_TTY} is 1 where a person watches, as submit.sh finds out.
   */
  static Terminal ofProcess() {
    String told = System.getenv("DESCENT_TTY");
    return new Terminal("1".equals(told));
  }
}
