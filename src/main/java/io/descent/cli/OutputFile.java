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
   * Refuses a file that exists, before work is done for it.
   *
   * @throws UserException CANNOT_CREATE
   */
  static void checkWritable(String name, boolean overwrite) {
    if (!overwrite && Files.exists(Path.of(name))) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          name + ": exists; give another name, or --overwrite to replace it");
    }
  }

  static void write(String name, String text) {
    Path path = Path.of(name).toAbsolutePath();
    Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          name + ": cannot be written: " + e.getClass().getSimpleName() + "; choose another place",
          e);
    }
  }
}
