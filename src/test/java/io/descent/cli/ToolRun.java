package io.descent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A command that was run in this process, piped. */
record ToolRun(int code, String out, String err) {
  static ToolRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLineTool.with(new PrintWriter(out), new PrintWriter(err), new Terminal(false))
            .run(args)
            .code();
    return new ToolRun(code, out.toString(), err.toString());
  }

  static ToolRun of(List<String> args) {
    return of(args.toArray(String[]::new));
  }

  /** Runs a command that has to succeed. */
  static ToolRun ok(String... args) {
    ToolRun run = of(args);
    if (run.code != 0) {
      throw new AssertionError(run.err);
    }
    return run;
  }

  /** What lies below a folder: every path, with the bytes of files as Latin-1 text. */
  static SortedMap<String, String> tree(Path folder) {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        files.put(
            folder.relativize(path).toString(),
            Files.isDirectory(path)
                ? "folder"
                : Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
