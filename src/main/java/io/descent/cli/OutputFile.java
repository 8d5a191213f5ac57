package io.descent.cli;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small local file that is there whole or not at all. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Refuses a file that exists or cannot be created, before work is done for it.
   *
   * @throws UserException CANNOT_CREATE, PERMISSION
   */
  static void checkWritable(String name, boolean overwrite) {
    Path path = Paths.local(name, ExitCode.CANNOT_CREATE);
    if (Files.isDirectory(path)) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE, name + ": is a folder; give the name of a file");
    }
    if (!overwrite && Files.exists(path)) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          name + ": exists; give another name, or --overwrite to replace it");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          name + ": there is no folder " + folder + "; create it, or give another name");
    }
    if (!Files.isWritable(folder)) {
      throw UserException.of(
          ExitCode.PERMISSION, name + ": " + folder + " may not be written; give another name");
    }
  }

  static void write(String name, String text) {
    Path path = Paths.local(name, ExitCode.CANNOT_CREATE).toAbsolutePath();
    Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE, name + ": cannot be written: " + e + "; give another name", e);
    }
  }
}
