package io.descent.cli;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What is said of something that was thrown, in one line, and the exit code it means.
 *
 * @param code the code
 * @param message one line: what went wrong, and what to do
 */
record Failure(ExitCode code, String message) {
  Failure {
    message = message.replaceAll("\\s*\\R\\s*", " ");
  }

  static Failure of(Throwable thrown) {
    UserException user = find(UserException.class, thrown);
    if (user != null) {
      return new Failure(user.code(), String.valueOf(user.getMessage()));
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.USAGE,
          "the memory of this process is too small ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB); give more: --driver-memory after -- with engine spark, DESCENT_JAVA_OPTS=-Xmx…"
              + " with engine local");
    }
    if (thrown instanceof UncheckedIOException) {
      return new Failure(
          ExitCode.IO,
          "reading or writing failed: " + reason(thrown) + "; check the paths and the disk");
    }
    if (find(IOException.class, thrown) != null) {
      return new Failure(
          ExitCode.RETRYABLE,
          "the cluster or the storage failed: " + reason(thrown) + "; try again");
    }
    if (isOfSpark(thrown) && !isBug(innermost(thrown))) {
      return new Failure(
          ExitCode.RETRYABLE, "the cluster failed: " + reason(thrown) + "; try again");
    }
    return new Failure(
        ExitCode.INTERNAL,
        "a bug of Descent: " + reason(thrown) + "; please report it with the log");
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  /** By name, since the local engine has no Spark class. */
  private static boolean isOfSpark(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (isNameOfSpark(t.getClass().getName()) || isNameOfSpark(thrower(t))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNameOfSpark(String className) {
    return className.startsWith("org.apache.spark.");
  }

  /** Our own code failed, be it in a task: trying again would not help. */
  private static boolean isBug(Throwable innermost) {
    return !isNameOfSpark(innermost.getClass().getName())
        && thrower(innermost).startsWith("io.descent.");
  }

  /** The innermost class on the stack that is not the JDK's. */
  private static String thrower(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
        return name;
      }
    }
    return "";
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost;
  }

  /** What the innermost cause says, in one line. */
  private static String reason(Throwable thrown) {
    Throwable innermost = innermost(thrown);
    String message = innermost.getMessage();
    String name = innermost.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
