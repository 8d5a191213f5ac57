package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What a failure of the storage means for a person. */
final class Failures {
  private Failures() {}

  /** A failure to find or to open what stands at a path. */
  static UserException reading(String path, IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return UserException.of(ExitCode.NO_INPUT, path + ": no such file: " + reason(e), e);
    }
    if (denied(e)) {
      return UserException.of(
          ExitCode.PERMISSION,
          path + ": user " + user() + " may not read it: check its owner and mode",
          e);
    }
    return other(path, "cannot be read", e);
  }

  /** A failure to publish a folder. */
  static UserException writing(String path, IOException e) {
    String text = reason(e).toLowerCase(Locale.ROOT);
    if (denied(e)) {
      return UserException.of(
          ExitCode.PERMISSION,
          path + ": user " + user() + " may not write there (" + reason(e) + "): give another path",
          e);
    }
    if (text.contains("read-only file system")) {
      return UserException.of(
          ExitCode.CANNOT_CREATE, path + ": the file system is read-only: give another path", e);
    }
    if (text.contains("no space left") || text.contains("quota")) {
      return UserException.of(
          ExitCode.IO, path + ": no space left: free some, or give another path", e);
    }
    if (e instanceof NoSuchFileException || e instanceof FileAlreadyExistsException) {
      return UserException.of(
          ExitCode.CANNOT_CREATE,
          path
              + ": could not be published ("
              + reason(e)
              + "): see whether another run writes the same folder, or give another path,"
              + " one that every machine of the cluster sees",
          e);
    }
    return other(path, "cannot be written", e);
  }

  private static UserException other(String path, String what, IOException e) {
    boolean network =
        e instanceof ConnectException
            || e instanceof NoRouteToHostException
            || e instanceof SocketTimeoutException
            || e instanceof UnknownHostException;
    return UserException.of(
        network ? ExitCode.RETRYABLE : ExitCode.IO,
        path
            + ": "
            + what
            + ": "
            + reason(e)
            + (network ? ": check host and port, and try again" : ": check the path and the disk"),
        e);
  }

  private static boolean denied(IOException e) {
    return e instanceof AccessDeniedException
        || (e instanceof FileSystemException f && "Operation not permitted".equals(f.getReason()));
  }

  private static String user() {
    return System.getProperty("user.name", "?");
  }

  /** One line: the file it is about and the system's reason. */
  private static String reason(IOException e) {
    String message = e.getMessage();
    String text = message == null ? e.getClass().getSimpleName() : message;
    if (e instanceof UnknownHostException) {
      text = "unknown host " + text;
    }
    return text.lines().findFirst().orElse("").strip();
  }
}
