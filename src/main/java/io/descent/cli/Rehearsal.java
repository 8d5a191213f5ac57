package io.descent.cli;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once through what the local engine is for, with a few rows of its own: submit.sh has the JVM
 * keep the classes that this loads, for a quicker start of all that follow.
 */
final class Rehearsal {
  private static final int ROWS = 24;

  private final Path folder;
  private final CommandLineTool tool;

  private Rehearsal(Path folder) {
    this.folder = folder;
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    this.tool = CommandLineTool.with(nowhere, nowhere, Terminal.ofProcess());
  }

  /** Leaves its files in the folder that is the one argument. */
  public static void main(String[] args) throws IOException {
    in(Path.of(args[0]));
  }

  /**
   * Rehearses.
   *
   * @param folder empty, for the files of the rehearsal
   * @throws IllegalStateException when a command fails
   */
  static void in(Path folder) throws IOException {
    new Rehearsal(folder).run();
  }

  private void run() throws IOException {
    StringBuilder table = new StringBuilder("y,x,when,kind\n");
    StringBuilder dense = new StringBuilder("y,x,z\n");
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      String x = row % 5 + "." + row;
      table.append(row % 2).append(',').append(x).append(",2024-01-0").append(row % 9 + 1);
      table.append(',').append("kind ").append(row % 3).append('\n');
      dense.append(row % 2).append(',').append(x).append(',').append(row * row).append('\n');
      lines.append(row % 3).append(" 1:").append(x).append(" 7:-1e-3\n");
    }
    String numbers = Files.writeString(folder.resolve("numbers.csv"), dense).toString();
    String csv = Files.writeString(folder.resolve("rows.csv"), table).toString();
    String libsvm = Files.writeString(folder.resolve("rows.libsvm"), lines).toString();
    String binary = folder.resolve("binary").toString();
    String config = folder.resolve("rows.properties").toString();
    Files.writeString(Path.of(config), "label=y\nloss=logistic\nl2=0.01\nbatch-size=4\nepochs=2\n");
    command("train", "--config", config, "--data", csv, "--test", csv, "--model", binary);
    command("evaluate", "--model", binary, "--data", csv);
    command("predict", "--model", binary, "--data", csv, "--output", binary + ".csv");
    command("train", "--config", config, "--data", numbers, "--model", binary + "1");
    command("train", "--data", libsvm, "--loss", "multinomial", "--model", binary + "2");
    command("train", "--data", libsvm, "--loss", "squared", "--l1=0.1", "--model", binary + "3");
  }

  private void command(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--engine", "local"));
    ExitCode code = tool.run(line.toArray(String[]::new));
    if (code != ExitCode.OK) {
      throw new IllegalStateException(String.join(" ", words) + ": " + code);
    }
  }
}
